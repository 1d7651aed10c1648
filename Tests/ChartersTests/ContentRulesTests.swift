import Charters
import Testing

@Suite("What a charter may hold") struct ContentRulesTests {
  private func codes(_ text: String, path: String = "vision.md", mode: UInt32 = 0o100644)
    -> [String]
  {
    ContentRules.check(
      path: Array("Charters/\(path)".utf8), mode: mode, bytes: Array(text.utf8)
    ).map { "\($0.line):\($0.column) \($0.code)" }
  }

  @Test("an honest charter passes")
  func passes() {
    let text = """
      ---
      kind: vision
      title: "A: b"
      ---
      # Vision

      Text – “quotes”, naïve, Ελληνικά, кириллица, 日本語, 👩‍💻, R&D &amp; more.

      ## Statement ##

      * a
        ---

      ```
      # no heading
      underline
      ===
      ```

      > quoted
      > ---

      | a | b |
      |---|---|

      ## Horizon
      ### Statement
      #### Deep -> er

      - item

      ---
      """
    #expect(codes(text) == [])
    #expect(codes("") == [])
    #expect(codes("no line end") == [])
    #expect(codes("charter-policy: 1\n", path: "policy.yml") == [])
  }

  @Test("only plain files")
  func modes() {
    for mode: UInt32 in [0o100755, 0o120000, 0o160000, 0o040000, 0o100664, 0] {
      #expect(codes("", mode: mode) == ["0:0 bad-mode"])
    }
  }

  @Test(
    "bytes",
    arguments: [
      ("a\r\nb\r\n", ["1:2 carriage-return", "2:2 carriage-return"]),
      ("\u{FEFF}a\n", ["1:1 byte-order-mark"]), ("a\0\n", ["1:2 control-character"]),
      ("a\u{7}\n", ["1:2 control-character"]), ("\u{E000}", ["1:1 private-use-character"]),
      ("\u{FFFE}", ["1:1 noncharacter"]), ("a\u{200D}", ["1:2 lone-joiner"]),
      ("x\n&rlm;", ["2:1 character-reference"]),
      (
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4\n", ["1:1 lfs-pointer"]
      ),
      ("---\nkind: \"\\u202e\"\n---\n", ["2:7 direction-character"]),
    ])
  func bytes(text: String, expected: [String]) {
    #expect(codes(text) == expected)
  }

  @Test("UTF-8 and at most a megabyte")
  func size() {
    func check(_ bytes: [UInt8]) -> [String] {
      ContentRules.check(path: Array("Charters/vision.md".utf8), mode: 0o100644, bytes: bytes)
        .map { "\($0.line) \($0.code)" }
    }
    #expect(check(Array("a\nb\n".utf8) + [0xFF, 0x0A]) == ["3 not-utf-8"])
    #expect(check([0xED, 0xA0, 0x80]) == ["1 not-utf-8"])
    #expect(check([0xC0, 0x80]) == ["1 not-utf-8"])
    #expect(check([UInt8](repeating: 0x20, count: 1 << 20)) == [])
    #expect(check([UInt8](repeating: 0x20, count: 1 << 20 + 1)) == ["0 file-too-large"])
    #expect(check([UInt8](repeating: 0, count: 1 << 20)).count == 20)
  }

  @Test(
    "headings",
    arguments: [
      ("Title\n===\n", ["1:1 heading-underlined"]), ("Two\n---\n", ["1:1 heading-underlined"]),
      ("para\nmore\n---\n", ["1:1 heading-underlined"]), ("#\n", ["1:1 heading-empty"]),
      ("# a\n##   ##\n", ["2:1 heading-empty"]), ("## A > B\n", ["1:1 heading-separator"]),
      ("## A &gt; B\n", ["1:1 heading-separator"]), ("## A \\> B\n", ["1:1 heading-separator"]),
      ("## A\u{A0}>\u{A0}B\n", ["1:1 heading-separator"]), ("## A>B > \n", []), ("## A -> B\n", []),
      ("## A <b>b</b> B\n", []), ("# (intro)\n", ["1:1 heading-reserved"]),
      ("## (order)\n", ["1:1 heading-reserved"]), ("## (settings)\n", ["1:1 heading-reserved"]),
      ("## *(policy)*\n", ["1:1 heading-reserved"]), ("## A (intro)\n", []),
      ("## Purpose\n## purpose\n", ["2:1 heading-repeated"]),
      ("## Café\n## CAFE\u{301}\n", ["2:1 heading-repeated"]),
      ("## Café\n## Cafe\n", ["2:1 heading-repeated"]),
      ("## Straße\n## STRASSE\n", ["2:1 heading-repeated"]),
      ("## ΣΊΣΥΦΟΣ\n## Σίσυφος\n", ["2:1 heading-repeated"]),
      ("## A\n## *A*\n", ["2:1 heading-repeated"]),
      ("## A\n## B\n## A\n### X\n## B\n", ["3:1 heading-repeated", "5:1 heading-repeated"]),
      ("## A\n### X\n## B\n### X\n", []), ("# T\n## T\n", []), ("# T\n\n# T\n", []),
      ("# T\n# A\n# A\n", ["3:1 heading-repeated"]), ("## Аdmin\n", ["1:1 mixed-scripts"]),
      ("# Οrder of things\n", ["1:1 mixed-scripts"]), ("## UX-дизайн и API\n", []),
      ("## 5 µm Ω\n", []), ("---\nkind: vision\n", ["1:1 front-matter-open"]),
      ("---\nkind: mission\n---\n", ["2:7 kind-mismatch"]),
      ("---\na: &x 1\n---\n", ["2:4 yaml-anchor"]),
      ("---\n{a: 1}\n---\n", ["2:1 front-matter-unclear"]),
      ("---\na: 'x\n\n  lead: ana'\n---\n", []),
      ("---\n? a\n: b\n---\n", ["2:1 front-matter-unclear"]),
    ] as [(String, [String])])
  func headings(text: String, expected: [String]) {
    #expect(codes(text) == expected, "\(text.debugDescription)")
  }

  @Test("the policy is strict YAML")
  func policy() {
    #expect(codes("a: *x\n", path: "policy.yml") == ["1:4 yaml-alias"])
    #expect(codes("# x\n---\n", path: "policy.yml") == ["2:1 yaml-document-marker"])
  }

  @Test("a path outside the layout is one finding, its text is looked at too")
  func path() {
    #expect(
      codes("a\u{AD}", path: "Vision.md") == ["0:0 path-not-in-layout", "1:2 invisible-character"])
  }

  @Test("every finding has a message and a stable code")
  func words() {
    let findings = ContentRules.check(
      path: Array("Charters/x/y.md".utf8), mode: 0o120000, bytes: Array("\u{202E}&rlm;\r".utf8))
    #expect(findings.count == 5)
    for finding in findings {
      #expect(finding.level == .error)
      #expect(!finding.message.isEmpty && !finding.message.contains("\u{202E}"))
      #expect(finding.code.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    }
    #expect(
      ContentRules.checkText("a\u{202E}").first?.description
        == "1:2: error: U+202E (RIGHT-TO-LEFT OVERRIDE) changes the order in which text is shown"
        + " [direction-character]")
  }
}
