import Charters
import Prose
import TestSupport
import Testing

/// Damaged texts: nothing may crash, hang, or be judged two ways.
@Suite("Damaged texts") struct FuzzTests {
  private static let yaml: [[UInt8]] = [
    "kind: role\ntitle: \"A: b\"\nholders:\n  - ana\n  - {who: ben, from: 2026-01-01}\n# c\nwhy: |\n  x\n  y\n",
    "a: &x [1, 2]\nb: *x\n<<: {c: d}\n? e\n: f\n", "a: !!str 1\nb: ! x\n%Y\n---\nc\n...\n",
    "a: \"\\u202e\\0\\x41\\\n b\"\nb: 'it''s'\nc: >-\n  folded\n\n  more\nd: [a, {b: c}, [d]]\n",
    "rules:\n  - name: X\n    for: { kind: [vision, mission] }\n    needs: [ { approve: 2 of leads } ]\n",
  ].map { Array($0.utf8) }

  private static let markdown: [[UInt8]] = [
    "---\nkind: role\ntitle: T\n---\n# T\n\nIntro\n\n## A\n\ntext &shy; \u{200D} x\n\n## A\n### B > C\n",
    "\u{FEFF}Title\r\n=====\r\n\r\n* a\r\n  ---\r\n\r\nTwo\r\n---\r\n",
    "## A\n## a\n## Á\n#\n##  ##\n> # q\n",
    "<div>\n# x\n</div>\n\n```\n# y\n---\n```\n| a |\n|---|\n\n[a]: x\n===\n",
    "می\u{200C}خواهم 👩\u{200D}💻 &#x202e; &#x20&#x200b;2e; \u{2028}\u{E000}\u{FFFE}\n(intro)\n---\n",
    "---\n\nx\n\n# A `c` *e* [l](u) <b> &gt; > y #\\#\n# A\\\n===\n",
    "Сaфе\n===\n\u{0}\u{85}\u{7F}- \n---\n",
  ].map { Array($0.utf8) }

  @Test("strict YAML gives the same answer twice, and places inside the text")
  func strictYAML() {
    Fuzz.each(of: Self.yaml, seed: 1) { bytes in
      let lines = bytes.count { $0 == 0x0A } + 1
      do {
        let entries = try StrictYAML.parse(bytes)
        #expect(Set(entries.map(\.key.text)).count == entries.count)
        for entry in entries {
          #expect((1...lines).contains(entry.key.line) && entry.key.column > 0)
          #expect(CharacterRule.allows(entry.key.text))
        }
        #expect(try StrictYAML.parse(bytes) == entries)
        #expect(try FrontMatter(bytes, firstLine: 1).entries == entries)
      } catch let problem as YAMLProblem {
        // libyaml says of a text that ends too soon that it is on the line after the last.
        #expect((1...lines + 1).contains(problem.line), "\(problem)")
        #expect(!problem.code.isEmpty && !problem.message.isEmpty)
      } catch {
        Issue.record(error)
      }
    }
  }

  @Test("front matter in its fences")
  func frontMatter() {
    Fuzz.each(of: Self.yaml.map { Array("---\n".utf8) + $0 + Array("---\n".utf8) }, seed: 2) {
      bytes in
      // Only that it comes back; what it says is looked at above.
      _ = try? FrontMatter(fenced: bytes)
    }
  }

  @Test("content rules say the same as the pieces that they are about")
  func contentRules() throws {
    let path = try CharterPath("Charters/roles/x.md")
    Fuzz.each(of: Self.markdown, seed: 3) { bytes in
      let findings = ContentRules.checkContent(of: path, bytes: bytes)
      #expect(findings == ContentRules.checkContent(of: path, bytes: bytes))
      guard findings.isEmpty else { return }
      // A text that passes can be cut, and its characters are clean.
      do {
        let charter = try CharterText(path: path, bytes: bytes)
        #expect(charter.outline?.headings.allSatisfy { !$0.isSetext && !$0.title.isEmpty } == true)
        _ = Lint.check([charter])
      } catch {
        Issue.record("\(error) \(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
      #expect(CharacterRule.allows(String(decoding: bytes, as: UTF8.self)))
    }
  }

  @Test("normalising twice changes nothing more, and mends what it says it mends")
  func normalise() throws {
    let path = try CharterPath("Charters/roles/x.md")
    let mended = [
      "byte-order-mark", "carriage-return", "control-character", "invisible-character",
      "direction-character", "noncharacter", "lone-joiner", "front-matter-open",
    ]
    Fuzz.each(of: Self.markdown, seed: 4) { bytes in
      let first = ContentRules.normalise(bytes)
      let second = ContentRules.normalise(first.bytes)
      let text = String(decoding: bytes, as: UTF8.self).debugDescription
      #expect(second.bytes == first.bytes && second.changes.isEmpty, "\(text)")
      #expect((first.bytes == bytes) == first.changes.isEmpty, "\(text)")
      let left = ContentRules.checkContent(of: path, bytes: first.bytes)
      #expect(!left.contains { mended.contains($0.code) }, "\(text) \(left)")
    }
  }

  @Test("attributes, submodules and names")
  func names() {
    let samples = [
      "[attr]m -diff\n*.md m filter=x\n\"Ch\\141rters/*\" merge=union # x\n!a b\n", "Charters",
      "CHARTE~1/x",
      "[submodule \"x\"]\n\tpath = \"Charters/x\"\n", "Charters/teams/a/roles/b.md",
      ".gitattributes ",
    ].map { Array($0.utf8) }
    Fuzz.each(of: samples, seed: 5) { bytes in
      for name in [".gitattributes", ".gitmodules"] {
        let found = ContentRules.checkAttributes(path: Array(name.utf8), bytes: bytes)
        #expect(found == ContentRules.checkAttributes(path: Array(name.utf8), bytes: bytes))
      }
      let found = ContentRules.checkTree(paths: [(bytes, 0o100644)])
      if let text = String(validating: bytes, as: UTF8.self), (try? CharterPath(text)) != nil {
        #expect(found.isEmpty)
      } else if bytes.starts(with: Array("Charters/".utf8)) {
        #expect(!found.isEmpty)
      }
      _ = ContentRules.isAttributesFile(bytes)
      _ = ContentRules.checkText(bytes)
    }
  }
}
