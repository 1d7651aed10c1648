import Charters
import Testing

@Suite("Strict YAML") struct StrictYAMLTests {
  private func code(_ text: String) -> String? {
    do {
      _ = try StrictYAML.parse(Array(text.utf8))
      return nil
    } catch {
      return "\(error.line):\(error.column) \(error.code)"
    }
  }

  @Test("reads text, lists and maps, each with its place")
  func reads() throws {
    let entries = try StrictYAML.parse(
      Array("title: Night shift\nmembers: [ana, ben]\nholders:\n  - who: ana\n".utf8),
      firstLine: 2)
    #expect(entries.map(\.key.text) == ["title", "members", "holders"])
    #expect(entries[0].value.scalar?.text == "Night shift")
    #expect(entries[1].value.list?.map { $0.scalar?.text ?? "" } == ["ana", "ben"])
    let who = try #require(entries[2].value.list?.first?["who"])
    #expect(who.scalar?.text == "ana")
    #expect([who.line, who.column] == [5, 10])
  }

  @Test("every scalar is text")
  func text() throws {
    let entries = try StrictYAML.parse(Array("a: no\nb: 2.0\nc: 2026-11-24\nd: null\ne:\n".utf8))
    #expect(
      entries.map { $0.value.scalar?.text ?? "" } == ["no", "2.0", "2026-11-24", "null", ""])
    #expect(entries.map(\.value.isEmpty) == [false, false, false, false, true])
  }

  @Test(
    "refuses what the subset leaves out, saying where",
    arguments: [
      ("a: &x 1\n", "1:4 yaml-anchor"),
      ("a: &x 1\nb: *x\n", "1:4 yaml-anchor"),
      ("a: *x\n", "1:4 yaml-alias"),
      ("a: !!str 1\n", "1:4 yaml-tag"),
      ("a: !!str \"1\"\n", "1:4 yaml-tag"),
      ("a: ! x\n", "1:4 yaml-tag"),
      ("!!map\na: 1\n", "1:1 yaml-tag"),
      ("a: !!seq [x]\n", "1:4 yaml-tag"),
      ("!!str a: 1\n", "1:1 yaml-tag"),
      ("a: !foo bar\n", "1:4 yaml-tag"),
      ("&x a: 1\n", "1:1 yaml-anchor"),
      ("%YAML 1.1\n---\na: 1\n", "1:1 yaml-directive"),
      ("---\na: 1\n", "1:1 yaml-document-marker"),
      ("a: 1\n...\n", "2:1 yaml-document-marker"),
      ("a: 1\n--- \nb: 1\n", "2:1 yaml-document-marker"),
      ("<<: {a: 1}\n", "1:1 yaml-merge-key"),
      ("a: 1\nb: 2\na: 3\n", "1:1 yaml-duplicate-key"),
      ("a: 1\n\"a\": 3\n", "1:1 yaml-duplicate-key"),
      ("1: 1\n\"1\": 3\n", "1:1 yaml-duplicate-key"),
      ("a: {b: 1, b: 2}\n", "1:5 yaml-duplicate-key"),
      ("[a]: 1\n", "1:1 yaml-key-not-text"),
      ("? {a: 1}\n: 1\n", "1:3 yaml-key-not-text"),
      ("\"\": 1\n", "1:1 yaml-key-not-text"),
      ("- a\n", "1:1 yaml-not-a-map"),
      ("a\n", "1:1 yaml-not-a-map"),
      ("a: \"\\u202e\"\n", "1:4 direction-character"),
      ("a: \"\\0\"\n", "1:4 control-character"),
      ("a: \u{202E}\n", "1:4 direction-character"),
      ("a: \u{0}\n", "1:4 control-character"),
      ("a: 1\r\n", "1:5 carriage-return"),
      ("\u{FEFF}a: 1\n", "1:1 byte-order-mark"),
      ("a: 1\n b: 2\n", "2:3 yaml-syntax"),
      ("a: \"\\ud800\"\n", "1:7 yaml-syntax"),
      ("\ta: 1\n", "1:1 yaml-syntax"),
      ("a: [1\n", "2:1 yaml-syntax"),
    ])
  func refuses(text: String, expected: String) {
    #expect(code(text) == expected, "\(text.debugDescription)")
  }

  @Test("signs inside text are only text")
  func signs() throws {
    let text = """
      a: R&D and *stars*
      b: "&x !y %z"
      c: |
        &anchor? *no*
        ! either
        % 5
      d: Tom & *Jerry*!
      """
    #expect(code(text) == nil)
    #expect(code("") == nil)
    #expect(code("# nothing\n\n") == nil)
  }

  @Test("an empty document and long ones")
  func limits() {
    #expect(code("a: " + String(repeating: "x", count: 64 * 1024)) == "1:1 yaml-too-long")
    let many = (0..<6000).map { "a\($0): 1\n" }.joined()
    #expect(code(many)?.hasSuffix("yaml-too-many-values") == true)
    #expect(
      (try? StrictYAML.parse([0x61, 0x3A, 0x20, 0xFF])) == nil)
  }

  /// Texts that make a careless parser slow or overflow its stack.
  private static let hostile: [String] = [
    String(repeating: "[", count: 60_000), String(repeating: "{", count: 60_000),
    String(repeating: "- ", count: 30_000), String(repeating: "? ", count: 30_000),
    String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
    "a: " + String(repeating: "{a: ", count: 900) + String(repeating: "}", count: 900),
    "a: " + String(repeating: "[\n ", count: 900) + String(repeating: "]", count: 900),
    String(repeating: "{[", count: 450) + String(repeating: "]: 1}", count: 450),
    (0..<340).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    String(repeating: "- ", count: 900) + "a",
    String(repeating: "? ", count: 900) + "a",
    String(repeating: "a: b: ", count: 9000), String(repeating: "'", count: 60_001),
    String(repeating: "\"\\x41", count: 10_000), String(repeating: "\n", count: 60_000) + "[",
    String(repeating: "a,", count: 30_000) + ": [", String(repeating: "[a", count: 30_000),
    "a: " + String(repeating: "[],", count: 20_000),
    "a: [" + String(repeating: "[],", count: 20_000) + "]",
    "a: [" + String(repeating: "a: b,", count: 12_000) + "]",
    "a: &a [" + String(repeating: "x,", count: 9000) + "]\n? ["
      + String(repeating: "*a,", count: 9000) + "]\n: 1\n",
    String(repeating: "? ", count: 8) + "[" + String(repeating: "a,", count: 30_000) + "]",
    String(repeating: "{", count: 8) + "[" + String(repeating: "a,", count: 30_000)
      + "]: 1" + String(repeating: "}: 1", count: 7) + "}",
    String(repeating: "{", count: 900) + "a" + String(repeating: " #\n: 1}", count: 900),
  ]

  @Test("hostile nesting is refused quickly", arguments: hostile.indices)
  func nesting(index: Int) {
    let text = Self.hostile[index]
    let clock = ContinuousClock()
    var found: String?
    let time = clock.measure { found = code(text) }
    #expect(found != nil)
    #expect(time < .seconds(10), "\(text.prefix(20)) took \(time)")
  }
}
