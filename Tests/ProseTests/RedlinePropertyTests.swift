import Foundation
import Prose
import TestSupport
import Testing

/// What holds of every redline, over generated Markdown with random edits and over real texts.
@Suite struct RedlinePropertyTests {
  private static let pieces = [
    "We must meet on Monday and decide by consent.", "Nobody may spend more than 500 EUR.",
    "*Emphasis* and **strong** words with `code  here`.", "- first item\n- second item\n  - nested",
    "1. one\n2. two\n3. three", "> quoted words\n> on two lines", "```sh\nrun  it\n\nnow\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |", "<div>\nraw *html*\n</div>",
    "See [a link](b.md \"title\") and [r].",
    "[r]: https://example.org", "# Heading", "## Other heading", "Setext\n------", "***",
    "[^1]: note",
    "我们每周一开会。大家都来！", "เราประชุมทุกวัน", "שלום עולם, זה טקסט.", "👩‍👩‍👧 family 👍🏽",
    "Cafe\u{301} and caf\u{E9}", "tail  \nhard break", "a\\*b \\_c", "___________ sign here",
    "    indented code", "-", "\u{FEFF}bom", "<!-- comment -->", "*unclosed and [open", "]( )(",
  ]

  private func text(_ generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...9, using: &generator)
    let blocks = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
    let front = Bool.random(using: &generator) ? "---\nkind: role\nholders:\n  - ana\n---\n" : ""
    return front + blocks.joined(separator: Bool.random(using: &generator) ? "\n\n" : "\n") + "\n"
  }

  private func edited(_ text: String, _ generator: inout SeededGenerator) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 0...4, using: &generator) where !words.isEmpty {
      let place = Int.random(in: 0..<words.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: words.remove(at: place)
      case 1: words.insert(Self.pieces.randomElement(using: &generator) ?? "", at: place)
      case 2: words[place] = "changed"
      default: words.swapAt(place, Int.random(in: 0..<words.count, using: &generator))
      }
    }
    return words.joined(separator: " ")
  }

  private func words(_ text: String) -> [String] {
    text.utf8.split { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }.map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private func words(_ runs: [WordRuns.Run], _ operations: Set<WordRuns.Operation>) -> [String] {
    runs.filter { operations.contains($0.operation) }
      .flatMap { words(String(decoding: $0.bytes, as: UTF8.self)) }
  }

  private func check(_ old: String, _ new: String) {
    let redline = Redline(old: Array(old.utf8), new: Array(new.utf8))
    let runs = WordRuns(redline).runs
    // I1, in words: both texts are there, the new one in its order.
    #expect(words(runs, [.kept, .inserted, .moved, .newForm]) == words(new))
    #expect(
      words(runs, [.kept, .deleted, .moved, .oldForm]).count == words(old).count,
      "\(old.debugDescription) \(new.debugDescription)")
    // Every byte but white space is in exactly one token.
    for text in [redline.old, redline.new] {
      var bytes: [UInt8] = []
      for token in text.tokens { bytes += text.bytes[token.range] }
      #expect(bytes == text.bytes.filter { !($0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D)) })
    }
    // I4: exchanging the sides exchanges the signs.
    let turned = WordRuns(Redline(old: Array(new.utf8), new: Array(old.utf8))).runs
    #expect(words(runs, [.deleted]).count == words(turned, [.inserted]).count)
    #expect(words(runs, [.inserted]).count == words(turned, [.deleted]).count)
    // I5: the same again.
    #expect(WordRuns(Redline(old: Array(old.utf8), new: Array(new.utf8))).runs == runs)
    // Never "no change" where bytes differ.
    #expect(redline.isIdentical == (old.utf8.elementsEqual(new.utf8)))
    // I6: every changed row stands in a section, and each format is made of rows.
    let shown = Set(redline.sections().flatMap(\.rows))
    for (index, row) in redline.rows.enumerated() where !row.classes.isEmpty {
      #expect(shown.contains(index))
    }
  }

  @Test func generated() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<90 {
      let old = text(&generator)
      check(old, edited(old, &generator))
      check(old, text(&generator))
      // I2
      let same = Redline(old: Array(old.utf8), new: Array(old.utf8))
      #expect(same.classes.isEmpty)
    }
  }

  /// I3: line breaks at other places change no word.
  @Test func rewrapped() {
    var generator = SeededGenerator(seed: 12)
    let plain = Self.pieces.filter { $0.first?.isLetter == true && !$0.contains("\n") }
    for _ in 0..<40 {
      let paragraphs = (0..<4).map { _ in
        (0..<3).map { _ in plain.randomElement(using: &generator) ?? "" }.joined(separator: " ")
      }
      let old = paragraphs.joined(separator: "\n\n") + "\n"
      let new =
        paragraphs.map { paragraph in
          paragraph.split(separator: " ").reduce("") { line, word in
            let isSafe = word.first?.isLetter == true
            let gap = isSafe && Int.random(in: 0..<4, using: &generator) == 0 ? "\n" : " "
            return line.isEmpty ? String(word) : line + gap + word
          }
        }.joined(separator: "\n\n") + "\n"
      let runs = WordRuns(Redline(old: Array(old.utf8), new: Array(new.utf8))).runs
      #expect(words(runs, [.deleted, .inserted]).isEmpty, "\(old) \(new)")
    }
  }

  @Test(.enabled(if: Corpora.isPresent, Corpora.hint))
  func realPairs() throws {
    let folder = try #require(Corpora.folder).appendingPathComponent("corpora/pairs")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    for (index, name) in names.enumerated() where index % 12 == 0 {
      func read(_ file: String) throws -> String {
        let url = folder.appendingPathComponent(name).appendingPathComponent(file)
        return String(decoding: try Data(contentsOf: url), as: UTF8.self)
      }
      check(try read("old.md"), try read("new.md"))
    }
  }
}
