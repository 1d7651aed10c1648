import Charters
import History
import Prose
import TestSupport
import Testing

@Suite struct ComparisonTests {
  private static let charter = """
    ---
    kind: role
    title: Support
    holders: [ana]
    ---
    # Support

    Some words before.

    ## Purpose

    Everybody gets an answer.

    ## Accountabilities

    - Answers within a day.
    - Keeps the list of questions
      short and friendly.

    ## Practices

    ```
    first  do this
    then   that
    ```

    """

  private func compare(_ old: String, _ new: String) throws -> FileComparison {
    FileComparison(
      path: try CharterPath("Charters/roles/support.md"), old: Array(old.utf8),
      new: Array(new.utf8))
  }

  private func compare(_ edit: (String) -> String) throws -> FileComparison {
    try compare(Self.charter, edit(Self.charter))
  }

  @Test func oneWord() throws {
    let found = try compare { $0.replacing("a day", with: "an hour") }
    #expect(found.path == "roles/support.md")
    #expect(found.change == .edit)
    #expect(found.sections.map(\.section) == ["Accountabilities"])
    let edited = found.sections[0].blocks.filter { $0.change == .edited }
    #expect(edited.count == 1)
    #expect(edited[0].runs.map(\.text) == ["- Answers within", "a day.", "an hour."])
    #expect(found.sections[0].added == 2)
    #expect(found.sections[0].removed == 2)
  }

  @Test func wrappingIsNoChangeOfWordsAndYetSaid() throws {
    let found = try compare {
      $0.replacing("questions\n  short", with: "questions short")
    }
    #expect(found.sections.map(\.section) == ["Accountabilities"])
    #expect(found.sections[0].isLayoutOnly)
    #expect(!found.hasWordChanges)
  }

  @Test func blanksInCodeMatter() throws {
    let found = try compare { $0.replacing("first  do", with: "first do") }
    #expect(found.sections.map(\.section) == ["Practices"])
    #expect(!found.sections[0].isLayoutOnly)
    #expect(found.sections[0].blocks.contains { $0.runs.first?.text == "first  do this" })
  }

  @Test func settingsMovesAndWholeSections() throws {
    let found = try compare {
      $0.replacing("[ana]", with: "[ana, ben]")
        .replacing("## Practices", with: "## Habits")
        .replacing("## Purpose\n\nEverybody gets an answer.\n\n", with: "")
    }
    #expect(
      found.sections.map { "\($0.section) \($0.change) \($0.movedTo ?? "")" } == [
        "(settings) > holders edit ", "Purpose delete ", "Practices move Habits",
      ])
  }

  @Test func wholeCharters() throws {
    let path = try CharterPath("Charters/roles/support.md")
    let bytes = Array(Self.charter.utf8)
    let created = FileComparison(path: path, old: nil, new: bytes)
    #expect(created.change == .create)
    #expect(
      created.sections.allSatisfy { $0.blocks.allSatisfy { $0.change == .added } })
    let deleted = FileComparison(path: path, old: bytes, new: nil)
    #expect(deleted.change == .delete)
    #expect(
      deleted.sections.allSatisfy { $0.blocks.allSatisfy { $0.change == .removed } })
  }

  @Test func whatIsNoCharterIsComparedAllTheSame() throws {
    let old = "---\nkind: [\n---\n# A\n\nOne.\n"
    let found = try compare(old, old.replacing("One", with: "Two"))
    #expect(found.hasWordChanges)
    let twice = "# A\n\n## B\n\nOne.\n\n## B\n\nTwo.\n"
    let other = FileComparison(
      path: "a.md", old: Array(twice.utf8),
      new: Array(twice.replacing("Two", with: "Three").utf8))
    #expect(other.sections.count == 1)
    #expect(FileComparison(path: "a.md", old: [1], new: [1]).sections.isEmpty)
  }

  /// Without what came the old words are there, without what went the new ones.
  @Test func keepsEveryWord() {
    var generator = SeededGenerator(seed: 7)
    let vocabulary = ["one", "two", "three", "- four", "# five", "six.", "|", "```", "\n", "\n\n"]
    for _ in 0..<300 {
      func text() -> [UInt8] {
        let count = Int.random(in: 0...40, using: &generator)
        let words = (0..<count).map { _ in vocabulary.randomElement(using: &generator) ?? "" }
        return Array("# T\n\n\(words.joined(separator: " "))\n".utf8)
      }
      let (old, new) = (text(), text())
      let found = FileComparison(
        path: "a.txt", old: old, new: new, isLines: Bool.random(using: &generator))
      #expect(found.sections.isEmpty == (old == new))
      for section in found.sections where section.change == .edit {
        let kept = section.blocks.filter { $0.change != .same }.flatMap(\.runs)
        #expect(section.isLayoutOnly || kept.contains { $0.operation != .equal })
      }
      let whole = FileComparison(path: "a.txt", old: old, new: new)
      func words(without gone: WordDiff.Operation) -> [String] {
        whole.sections.flatMap(\.blocks).flatMap(\.runs).filter { $0.operation != gone }
          .flatMap { Prose.words($0.text).map(String.init) }.sorted()
      }
      guard whole.sections.count == 1, whole.sections[0].section == "(all)" else { continue }
      #expect(
        words(without: .insert)
          == Prose.words(String(decoding: old, as: UTF8.self)).map(String.init).sorted())
    }
  }

  @Test func manyBlocksAreFast() {
    let lines = (0..<3_000).map { "- item \($0) of many\n" }
    let old = Array(lines.joined().utf8)
    let new = Array(lines.reversed().joined().utf8)
    let found = FileComparison(path: "a.md", old: old, new: new)
    #expect(found.hasWordChanges)
  }
}
