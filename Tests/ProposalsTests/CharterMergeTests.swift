import Charters
import Proposals
import TestSupport
import Testing

@Suite struct CharterMergeTests {
  let path: CharterPath

  init() throws { path = try CharterPath("Charters/roles/a.md") }

  static let base = """
    ---
    kind: role
    title: A
    holders: [ana]
    ---
    # A

    Intro.

    ## Purpose

    Why.

    ## Domains

    - one

    ## Practices

    How.

    """

  func merge(_ own: String, _ other: String, base: String = base) throws -> CharterMerge {
    func text(_ words: String) throws -> CharterText {
      try CharterText(path: path, bytes: Array(words.utf8))
    }
    return CharterMerge(base: try text(base), own: try text(own), other: try text(other))
  }

  func joined(_ own: String, _ other: String) throws -> String? {
    let merge = try merge(own, other)
    #expect(merge.conflicts.isEmpty)
    return merge.bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `neighbouring sections do not disturb each other`() throws {
    let own = Self.base.replacing("Why.", with: "Because.")
    let other = Self.base.replacing("- one", with: "- two")
    #expect(try joined(own, other) == own.replacing("- one", with: "- two"))
    #expect(try joined(other, own) == own.replacing("- one", with: "- two"))
  }

  @Test func `fields are joined one by one`() throws {
    let own = Self.base.replacing("title: A", with: "title: B")
    let other = Self.base.replacing("holders: [ana]", with: "holders: [ben]\ncoach: cleo")
    let both = own.replacing("holders: [ana]", with: "holders: [ben]\ncoach: cleo")
    #expect(try joined(own, other) == both)
    #expect(try joined(other, own) == both)
  }

  @Test func `a new section goes behind its neighbour`() throws {
    let own = Self.base.replacing("## Domains", with: "## Scope\n\nAll.\n\n## Domains")
    let other = Self.base.replacing("How.", with: "So.") + "\n## Skills\n\nMany.\n"
    let both = own.replacing("How.", with: "So.") + "\n## Skills\n\nMany.\n"
    #expect(try joined(own, other) == both)
    #expect(try joined(other, own) == both)
  }

  @Test func `a section that one side took out is gone`() throws {
    let own = Self.base.replacing("## Domains\n\n- one\n\n", with: "")
    let other = Self.base.replacing("Why.", with: "Because.")
    #expect(try joined(own, other) == own.replacing("Why.", with: "Because."))
    #expect(try joined(other, own) == own.replacing("Why.", with: "Because."))
  }

  @Test func `a moved section keeps the other's words`() throws {
    let own = Self.base.replacing("## Purpose\n\nWhy.\n\n", with: "")
      .replacing("## Practices", with: "## Purpose\n\nWhy.\n\n## Practices")
    let other = Self.base.replacing("Why.", with: "Because.")
    #expect(try joined(own, other) == own.replacing("Why.", with: "Because."))
  }

  @Test func `the same section changed twice is a conflict and names it`() throws {
    let own = Self.base.replacing("Why.", with: "Because.")
    let other = Self.base.replacing("Why.", with: "So that.")
    let found = try merge(own, other)
    #expect(found.bytes == nil)
    #expect(found.conflicts == [.section(["Purpose"])])
  }

  @Test func `taken out here and changed there is a conflict`() throws {
    let own = Self.base.replacing("## Domains\n\n- one\n\n", with: "")
    let other = Self.base.replacing("- one", with: "- two")
    for found in [try merge(own, other), try merge(other, own)] {
      #expect(found.bytes == nil)
      #expect(found.conflicts == [.section(["Domains"])])
    }
  }

  @Test func `both sides agreeing is no conflict`() throws {
    let own = Self.base.replacing("Why.", with: "Because.")
    #expect(try joined(own, own) == own)
  }

  /// One random edit of a role: a section changed, added, taken out, a field changed.
  func edit(_ text: String, _ mark: String, using generator: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: text.replacing("Why.", with: "Why \(mark).")
    case 1: text.replacing("- one", with: "- one\n- \(mark)")
    case 2: text.replacing("How.", with: "How \(mark).")
    case 3: text.replacing("Intro.", with: "Intro \(mark).")
    case 4: text.replacing("## Domains", with: "## New \(mark)\n\nWords.\n\n## Domains")
    case 5: text.replacing("title: A", with: "title: A \(mark)")
    default: text + "\n## Last \(mark)\n\nWords.\n"
    }
  }

  @Test func `one side unchanged gives the other, and no words are lost or made up`() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      var (own, other) = (Self.base, Self.base)
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        own = edit(own, "mine", using: &generator)
      }
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        other = edit(other, "theirs", using: &generator)
      }
      // A heading twice is no charter, which only the parser knows.
      guard (try? CharterText(path: path, bytes: Array(own.utf8))) != nil,
        (try? CharterText(path: path, bytes: Array(other.utf8))) != nil
      else { continue }
      let alone = try merge(own, Self.base)
      #expect(alone.bytes == Array(own.utf8))
      #expect(try merge(Self.base, other).bytes == Array(other.utf8))
      guard let bytes = try merge(own, other).bytes else { continue }
      let merged = String(decoding: bytes, as: UTF8.self)
      func words(_ text: String) -> Set<Substring> {
        Set(text.split(whereSeparator: \.isWhitespace))
      }
      #expect(words(merged).isSubset(of: words(own).union(words(other))))
      for mark in ["mine", "theirs"] {
        let count = max(own.ranges(of: mark).count, other.ranges(of: mark).count)
        #expect(merged.ranges(of: mark).count == count)
      }
    }
  }
}
