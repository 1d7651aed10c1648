import Charters
import Console
import History

/// A file as one HTML page: each sentence with a footnote that says where its words are from.
struct BlamePage {
  private let view: BlameView
  /// What the footnotes are about, in the order of their numbers.
  private let origins: [Origin]

  private struct Origin: Hashable {
    let worded: Int
    let moved: Int?
    let restored: Int?
    let shortened: Int?

    init(_ sentence: BlamedSentence) {
      worded = sentence.wordedBy
      moved = sentence.movedBy
      restored = sentence.restoredBy
      shortened = sentence.shortenedBy
    }
  }

  private static let style = """
    .line { margin: .25em 0; white-space: pre-wrap }
    .apart { margin-block-start: 1em }
    sup a { font: 12px sans-serif; color: #123f7a }
    ol { font: 15px/1.4 sans-serif }
    .note { font: 14px sans-serif; color: #555 }
    @media print { body { margin: 0; max-width: none } .line, li { break-inside: avoid } }
    """

  init(view: BlameView) {
    self.view = view
    var seen: Set<Origin> = []
    origins = view.sentences.filter { !$0.isMark }.map(Origin.init)
      .filter { seen.insert($0).inserted }
  }

  var text: String {
    var body = "<p class=\"note\">\(HTML.escaped(view.place.words.plain))</p>\n<div>\n"
    var before: BlamedSentence?
    for sentence in view.sentences {
      if before?.block != sentence.block {
        let isApart = before.map { sentence.lines.lowerBound > $0.lines.upperBound + 1 } ?? false
        body += before == nil ? "" : "</div>\n"
        body += "<div class=\"line\(isApart ? " apart" : "")\" dir=\"auto\">"
      } else {
        body += " "
      }
      body += String(decoding: view.source(sentence), as: UTF8.self)
        .split(whereSeparator: \.isNewline).map(HTML.escaped).joined(separator: "\n")
      if !sentence.isMark, let number = origins.firstIndex(of: Origin(sentence)) {
        body += "<sup><a href=\"#note-\(number + 1)\">\(number + 1)</a></sup>"
      }
      before = sentence
    }
    if before != nil { body += "</div>\n" }
    body += "</div>\n<h2>Where the words are from</h2>\n<ol>\n"
    for (number, origin) in origins.enumerated() {
      body += "<li id=\"note-\(number + 1)\" dir=\"auto\">\(note(origin))</li>\n"
    }
    body += "</ol>\n"
    for notice in view.blame.notices {
      body += "<p class=\"note\">\(HTML.escaped(notice.words.plain))</p>\n"
    }
    return HTML.page(title: view.place.shown, style: Self.style, body: body)
  }

  private func note(_ origin: Origin) -> String {
    guard let worded = view.attribution(origin.worded) else { return "" }
    var facts = ["worded in \(name(worded)), \(worded.title)"]
    switch worded.standing {
    case .verified:
      let people = worded.signers.map(\.words.plain).joined(separator: ", ")
      if !people.isEmpty { facts.append("signed by \(people)") }
    case .unapproved: facts.append("nobody approved it")
    case .unverified:
      let author = worded.author ?? ""
      facts.append("not verified" + (author.isEmpty ? "" : "; git names \(author)"))
    }
    func later(_ number: Int?, _ word: String) {
      guard let number, let attribution = view.attribution(number) else { return }
      facts.append("\(word) \(name(attribution))")
    }
    later(origin.restored, "taken away and brought back in")
    later(origin.shortened, "first or last words taken away in")
    later(origin.moved, "moved in")
    return HTML.escaped(facts.joined(separator: "; "))
  }

  private func name(_ attribution: Attribution) -> String {
    "\(attribution.name.plain) of \(attribution.date.day.longText)"
  }
}
