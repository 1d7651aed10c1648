import Charters
import Console
import History

/// A file with, beside its sentences, who gave them their words.
struct BlameScreen {
  let view: BlameView
  let terminal: Terminal
  var isVerbose = false

  /// Columns of what stands beside the text; on a narrow terminal it stands above.
  private static let gutter = 24
  private static let narrow = 60

  var text: Text {
    var lines: [Text] = []
    var rest = view.sentences[...]
    var last: Int?
    while let first = rest.first {
      let group = rest.prefix { $0.versions == first.versions }
      rest = rest.dropFirst(group.count)
      if let last, first.lines.lowerBound > last + 1 {
        lines.append(terminal.width < Self.narrow ? "" : row("", ""))
      }
      lines += show(Array(group))
      last = group.last?.lines.upperBound
    }
    if !view.blame.notices.isEmpty { lines.append("") }
    lines += view.blame.notices.map { $0.words.styled(.warning).wrapped(to: terminal.width) }
    return lines.lines
  }

  /// Sentences with one origin in a row; blank lines of the source are shown as one.
  private func show(_ group: [BlamedSentence]) -> [Text] {
    let isNarrow = terminal.width < Self.narrow
    let width = isNarrow ? terminal.width - 2 : terminal.width - Self.gutter - 3
    var last: Int?
    let body = group.flatMap { sentence -> [Text] in
      let isApart = last.map { sentence.lines.lowerBound > $0 + 1 } ?? false
      last = sentence.lines.upperBound
      let words = String(decoding: view.source(sentence), as: UTF8.self).onOneLine
      return (isApart ? [""] : []) + Text(words).wrapped(to: max(20, width)).splitLines()
    }
    guard !isNarrow else {
      return facts(group[0]).map { $0.wrapped(to: terminal.width) } + body.map { "  \($0)" }
    }
    let beside = facts(group[0]).flatMap {
      $0.wrapped(to: Self.gutter, hanging: 2).splitLines()
    }
    return (0..<max(beside.count, body.count)).map { row in
      self.row(row < beside.count ? beside[row] : "", row < body.count ? body[row] : "")
    }
  }

  private func row(_ left: Text, _ right: Text) -> Text {
    left.padded(to: Self.gutter) + " \("│", .dim)" + (right.isEmpty ? "" : " \(right)")
  }

  private func facts(_ sentence: BlamedSentence) -> [Text] {
    guard let worded = view.attribution(sentence.wordedBy) else { return [] }
    var facts: [Text] = ["\(worded.name) \(worded.date.day.text)"]
    if !worded.people.isEmpty { facts.append(worded.people) }
    func later(_ number: Int?, _ word: Text) {
      guard let number, let attribution = view.attribution(number) else { return }
      facts.append("\(word) \(attribution.name)")
    }
    later(sentence.restoredBy, "back in")
    later(sentence.shortenedBy, "shorter since")
    later(sentence.movedBy, "\(.moved) moved in")
    if isVerbose { facts.append("\(worded.title, .dim)") }
    return facts
  }
}

extension String {
  /// Line breaks of the source are blanks.
  fileprivate var onOneLine: String {
    split { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map { $0.drop { $0 == " " || $0 == "\t" } }
      .joined(separator: " ")
  }
}
