import Foundation
import Prose
import TestSupport
import Testing

/// Whatever the bytes, every one of them is in exactly one piece.
@Suite struct OutlineCoverTests {
  /// Texts that hold at least one of everything that moves a cut.
  static let samples: [[UInt8]] = [
    "---\nkind: role\nholders: [ana, bo]\n# c\nwhy: |\n  x\n---\n\n# T\n\nintro\n\n## A\n\nx\n",
    "# T\r\n\r\ntext\r\n\r\n## A\r\n\r\n- x\r\n  - y\r\n\r\n## B\r\n",
    "\u{FEFF}# T\n\n```md\n## no\n```\n\n## A\n\n> ## no\n> text\nlazy\n\n### B\n\n<!--\n## no\n-->\n",
    "Title\n=====\n\nTwo\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## A ##\n1. x\n\n   ## no\n",
    "[a]: /b 'c'\n\n## [a] *b* `c` ~~d~~\n\n<details>\n## no\n</details>\n\n\n\n## Z\n\n\n",
  ].map { Array($0.utf8) }

  private func check(_ bytes: [UInt8]) throws {
    let outline: Outline
    do {
      outline = try Outline(bytes)
    } catch {
      #expect(error.line >= 1)
      #expect(error.reason != .headingNotFound)
      return
    }
    var end = 0
    for piece in outline.pieces {
      try #require(piece.lowerBound == end)
      end = piece.upperBound
    }
    try #require(end == bytes.count)
    for section in outline.sections {
      try #require(section.heading.lowerBound == section.text.lowerBound)
      try #require(
        !section.heading.isEmpty && section.heading.upperBound <= section.text.upperBound)
      try #require(isBlank(bytes[section.leadingGap]))
      let lines = bytes[section.text].split(whereSeparator: isLineEnd)
      try #require(!isBlank(lines.last ?? []))
      let before = section.text.lowerBound - 1
      try #require(before < 0 || isLineEnd(bytes[before]))
    }
    try #require(isBlank(bytes[outline.trailingGap]))
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

  private func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { [9, 10, 13, 32].contains($0) }
  }

  @Test func damagedTexts() throws {
    try Fuzz.each(of: Self.samples, seed: 1) { try check($0) }
  }

  @Test func randomMarkdown() throws {
    let parts = [
      "# ", "## ", "### ", "#", "---\n", "---", "===", "> ", "- ", "1. ", "    ", "\t", "a",
      "word ",
      "```", "~~~", "`", "*", "**", "_", "[a]", "[a]: b", "(c)", "![", "<!--", "-->", "<div>",
      "</div>", "<x-y>", "<?", "|", "|-|", "| a | b |\n|---|---|\n", "&amp;", "\\", "key: value",
      "key:\n", "why: |\n  ", " # ", "\"", "'", "\0", "\r", "\r\n", "\n", "\n\n", "\n", "\n\n", "é",
      "\u{FEFF}", "  ",
    ].map { Array($0.utf8) }
    let broken: [[UInt8]] = [[0xC3], [0xFF], [0xE2, 0x80], [0xED, 0xA0, 0x80]]
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<Fuzz.rounds {
      var bytes = Bool.random(using: &generator) ? Array("---\n".utf8) : []
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        bytes += (parts + broken).randomElement(using: &generator) ?? []
      }
      try check(bytes)
    }
  }

  @Test(.enabled(if: Corpora.isPresent, Corpora.hint))
  func realTextsWholeAndDamaged() throws {
    let folder = try #require(Corpora.folder).appendingPathComponent("corpora")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    var texts: [[UInt8]] = []
    for case let name as String in files where name.hasSuffix(".md") {
      texts.append(Array(try Data(contentsOf: folder.appendingPathComponent(name))))
    }
    #expect(texts.count > 300)
    for text in texts {
      try check(text)
    }
    try Fuzz.each(of: texts.map { Array($0.prefix(1500)) }, seed: 3) { try check($0) }
  }
}
