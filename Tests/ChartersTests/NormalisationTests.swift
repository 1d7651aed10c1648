import Charters
import TestSupport
import Testing

@Suite("Making a text fit") struct NormalisationTests {
  private func normalise(_ text: String) -> (text: String, codes: [String]) {
    let result = ContentRules.normalise(Array(text.utf8))
    return (String(decoding: result.bytes, as: UTF8.self), result.changes.map(\.code))
  }

  @Test("a text that is fit stays as it is, to the byte")
  func untouched() {
    for text in [
      "", "a\n", "---\nkind: role\n---\n# A\n\n\n## B ##\n\ntext  \n\n\n", "```\nx\n===\n```\n",
      "می\u{200C}خواهم\n", "> a\n> ===\n", "- a\n\n---\n",
    ] {
      let (bytes, codes) = normalise(text)
      #expect(bytes == text)
      #expect(codes == [])
    }
  }

  @Test(
    "what is changed, and that it is said",
    arguments: [
      ("\u{FEFF}a\r\nb\rc", "a\nb\nc\n", ["byte-order-mark", "line-ends", "last-line-end"]),
      ("a\u{200B}b\u{AD}\u{0}\n", "ab\n", ["characters", "characters", "characters"]),
      ("a\u{2028}b\n", "a b\n", ["characters"]),
      ("&#x202e;a&shy;b\n", "ab\n", ["characters", "characters"]),
      ("&#x20&#x200b;2e;\n", "&#x20 2e;\n", ["characters"]),
      ("&#x20\u{200B}2e;\n", "&#x20 2e;\n", ["characters"]),
      ("a\u{200D}\u{200D}b\n", "ab\n", ["characters"]), ("\u{E000}\n", "\u{E000}\n", []),
      (
        "Title\n=====\n\nTwo\nlines\n---\nx\n", "# Title\n\n## Two lines\nx\n",
        ["heading-underlined", "heading-underlined"]
      ),
      ("   Is it C #\n---\n", "## Is it C \\#\n", ["heading-underlined"]),
      ("##\nx\n# #\n", "\nx\n\n", ["heading-empty", "heading-empty"]),
      ("## A > B > C ##\n", "## A → B → C ##\n", ["heading-separator"]),
      (
        "## A\n## a\n## A #\n### X\n### X\n", "## A\n## a (2)\n## A (3)\n### X\n### X (2)\n",
        ["heading-repeated", "heading-repeated", "heading-repeated"]
      ),
      ("## A\n## A (2)\n## A\n", "## A\n## A (2)\n## A (3)\n", ["heading-repeated"]),
      ("# T\n## A\n# T\n## A\n", "# T\n## A\n# T\n## A\n", []),
      ("---\n\nA rule first.\n", "***\n\nA rule first.\n", ["front-matter-open"]),
      ("## (intro)\n", "## (intro)\n", []),
    ] as [(String, String, [String])])
  func changes(text: String, expected: String, codes: [String]) {
    let result = normalise(text)
    #expect(result.text == expected)
    #expect(result.codes == codes)
  }

  @Test("says it in words")
  func words() {
    let result = ContentRules.normalise(
      Array("\u{FEFF}A\r\n-\r\n\r\n## A\r\na\u{200B}\u{200B}".utf8))
    #expect(
      result.changes.map { "\($0.line) \($0.message)" } == [
        "1 the byte-order mark was taken out", "1 4 line ends became LF",
        "5 the last line got its line end",
        "5 U+200B (ZERO WIDTH SPACE) was taken out at 2 places",
        "1 the heading 'A' is written with '#' now", "3 the repeated heading 'A' became 'A (2)'",
      ])
  }

  @Test("what is not UTF-8 or too large is left alone")
  func foreign() {
    for bytes in [[0xFF, 0xFE], [UInt8](repeating: 13, count: 1 << 20 + 1)] {
      #expect(ContentRules.normalise(bytes).bytes == bytes)
    }
  }

  @Test(
    "real texts pass afterwards, with every word kept",
    .enabled(if: Corpora.isPresent, Corpora.hint))
  func corpora() throws {
    let root = try #require(Corpora.path("corpora/histories"))
    let path = try CharterPath("Charters/agreements/x.md")
    var texts = 0
    var clean = 0
    for history in try Files.names(in: root).sorted() {
      for name in try Files.names(in: root + "/" + history) where name.hasSuffix(".md") {
        let bytes = try Files.read("\(root)/\(history)/\(name)")
        texts += 1
        let result = ContentRules.normalise(bytes)
        let left = ContentRules.checkContent(of: path, bytes: result.bytes)
        #expect(left.isEmpty, "\(history)/\(name): \(left)")
        #expect(ContentRules.normalise(result.bytes).changes.isEmpty, "\(history)/\(name)")
        if ContentRules.checkContent(of: path, bytes: bytes).isEmpty {
          clean += 1
          // Nothing but the end of the last line may differ.
          #expect(result.bytes == bytes || result.bytes == bytes + [0x0A])
        } else {
          #expect(!result.changes.isEmpty)
        }
      }
    }
    #expect(texts > 100)
    print("corpora: \(texts) texts, \(clean) fit as they are")
  }
}
