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
    #expect(found.sections.map(\.name) == ["Accountabilities"])
    #expect(found.sections[0].summary == "1 reworded")
    #expect(found.sections[0].wordsAdded == 2)
    #expect(found.sections[0].wordsRemoved == 2)
  }

  @Test func wrappingIsNoChangeOfWordsAndYetSaid() throws {
    let found = try compare {
      $0.replacing("questions\n  short", with: "questions short")
    }
    #expect(found.sections.map(\.name) == ["Accountabilities"])
    #expect(found.sections[0].isLayoutOnly)
    #expect(!found.hasWordChanges)
  }

  @Test func blanksInCodeMatter() throws {
    let found = try compare { $0.replacing("first  do", with: "first do") }
    #expect(found.sections.map(\.name) == ["Practices"])
    #expect(!found.sections[0].isLayoutOnly)
  }

  @Test func settingsRenamedAndRemovedSections() throws {
    let found = try compare {
      $0.replacing("[ana]", with: "[ana, ben]")
        .replacing("## Practices", with: "## Habits")
        .replacing("## Purpose\n\nEverybody gets an answer.\n\n", with: "")
    }
    #expect(
      found.sections.map { "\($0.name) \($0.fate) \($0.oldName ?? "")" } == [
        "(settings) > holders edited ", "Purpose removed ", "Habits renamed Practices",
      ])
  }

  @Test func wholeCharters() throws {
    let path = try CharterPath("Charters/roles/support.md")
    let bytes = Array(Self.charter.utf8)
    let created = FileComparison(path: path, old: nil, new: bytes)
    #expect(created.change == .create)
    #expect(created.redline.rows.allSatisfy { $0.kind == .added })
    let deleted = FileComparison(path: path, old: bytes, new: nil)
    #expect(deleted.change == .delete)
    #expect(deleted.redline.rows.allSatisfy { $0.kind == .removed })
  }

  @Test func whatIsNoCharterIsComparedAllTheSame() throws {
    let old = "---\nkind: [\n---\n# A\n\nOne.\n"
    let found = try compare(old, old.replacing("One", with: "Two"))
    #expect(found.hasWordChanges)
    let twice = "# A\n\n## B\n\nOne.\n\n## B\n\nTwo.\n"
    let other = FileComparison(
      path: "a.md", old: Array(twice.utf8),
      new: Array(twice.replacing("Two", with: "Three").utf8))
    #expect(other.sections.map(\.name) == ["B (2)"])
    #expect(FileComparison(path: "a.md", old: [1], new: [1]).sections.isEmpty)
    let lines = FileComparison(
      path: "policy.yml", old: Array("a:\n  b: 1\n".utf8), new: Array("a:\n    b: 1\n".utf8),
      isLines: true)
    #expect(lines.hasWordChanges)
  }

  @Test func manyBlocksAreFast() {
    let lines = (0..<3_000).map { "- item \($0) of many\n" }
    let old = Array(lines.joined().utf8)
    let new = Array(lines.reversed().joined().utf8)
    #expect(FileComparison(path: "a.md", old: old, new: new).hasWordChanges)
  }
}
