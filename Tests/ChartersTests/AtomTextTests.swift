import Charters
import Testing

/// What an approval of an atom survives, and what ends it.
@Suite struct AtomTextTests {
  private func text(_ atom: Atom, _ text: String?) throws -> AtomText {
    atom.text(in: try text.map { try charter("roles/x.md", $0) })
  }

  private func only(_ old: String?, _ new: String?) throws -> Atom {
    let atoms = try Atom.between(
      try old.map { try charter("roles/x.md", $0) }, try new.map { try charter("roles/x.md", $0) })
    #expect(atoms.count == 1)
    return try #require(atoms.first)
  }

  @Test func anEditIsBoundToItsWordsAndNothingElse() throws {
    let atom = try only("# T\n\n## A\na\n\n## B\nb\n", "# T\n\n## A\naa\n\n## B\nb\n")
    #expect(try text(atom, "# T\n\n## A\na\n") == text(atom, "x\n\n\n## A\na\n\n\n### S\ns\n"))
    #expect(try text(atom, "## A\na\n") != text(atom, "## A\na"))
    #expect(try text(atom, "## A\na\n") != text(atom, "### A\na\n"))
    #expect(try text(atom, "## A\na\n") != text(atom, "## A\na \n"))
    #expect(try text(atom, "## A\na b\n") != text(atom, "## A\na\nb\n"))
    #expect(try text(atom, "## B\nb\n").isAbsent)
    #expect(try text(atom, nil).isAbsent)
    #expect(try text(atom, "## A\n") != text(atom, "## B\n"))
  }

  @Test func aNewSectionOwnsTheBlankLinesAboveIt() throws {
    let atom = try only("# T\n", "# T\n\n## A\na\n")
    #expect(try text(atom, "# T\n\n## A\na\n") == text(atom, "## B\n\n## A\na\n\n## C\n"))
    #expect(try text(atom, "# T\n\n## A\na\n") != text(atom, "# T\n## A\na\n"))
    #expect(try text(atom, "# T\n\n## A\na\n") != text(atom, "# T\n\t\n## A\na\n"))
  }

  @Test func aMoveIsBoundToBothPlaces() throws {
    let atom = try only("## A\na\n", "## B\na\n")
    #expect(atom.change == .move)
    #expect(try text(atom, "## A\na\n") != text(atom, "## B\na\n"))
    #expect(try text(atom, "## B\na\n") != text(atom, "## B\nb\n"))
    #expect(try text(atom, "## B\na\n") != text(atom, "## B\na\n\n## A\nx\n"))
    #expect(try text(atom, nil) == text(atom, "## C\n"))
    #expect(try text(atom, nil).isAbsent)
  }

  @Test func anIntroSurvivesASectionThatLandsTheUsualWay() throws {
    let atom = try only(
      "# T\n\nold\n\n## A\na\n\n## Q\nq\n", "# T\n\nnew\n\n## A\na\n\n## Q\nq\n")
    #expect(atom.section == .intro)
    #expect(
      try text(atom, "# T\n\nnew\n\n## A\na\n")
        == text(atom, "# T\n\nnew\n\n## A\nb\n\n## Q\nq\n"))
    #expect(
      try text(atom, "# T\n\nnew\n\n## A\na\n")
        != text(atom, "# T\n\nnew\n\n## A\na\n\n\n## Q\nq\n"))
    #expect(try text(atom, "# T\n\nnew\n\n## A\n") != text(atom, "# T\n\nnew\n## A\n"))
    #expect(try text(atom, "# T\n\nnew\n\n## A\n") != text(atom, "# T\n\nnew\n\n## A\n\n"))
    #expect(try text(atom, "---\n---\nnew\n") != text(atom, "---\n# c\n---\nnew\n"))
    #expect(try text(atom, nil) != text(atom, ""))
  }

  @Test func anOrderIsARowOfTheSectionsOnBothSides() throws {
    let atom = try only("\n## A\n\n## B\n\n## C\n", "\n## C\n\n## A\n\n## B\n")
    #expect(atom.section == .order([]))
    #expect(
      try text(atom, "## C\n## A\n## B\n") == text(atom, "## C\n## N\n## A\nchanged\n### B\n## B\n")
    )
    #expect(try text(atom, "## C\n## A\n## B\n") != text(atom, "## C\n## B\n## A\n"))
    #expect(try text(atom, "## C\n## A\n") != text(atom, "## C\n## A\n## B\n"))
    #expect(try text(atom, nil) != text(atom, ""))
  }

  @Test func aFieldIsBoundToItsLines() throws {
    let atom = try only("---\na: 1\nb: 2\n---\n", "---\na: 1\nb: 3\n---\n")
    #expect(try text(atom, "---\nb: 3\n---\n") == text(atom, "---\na: 9\nb: 3\nc: 1\n---\nx"))
    #expect(try text(atom, "---\nb: 3\n---\n") != text(atom, "---\nb: 3\n\n---\n"))
    #expect(try text(atom, "---\nb: 3\n---\n") != text(atom, "---\nb:  3\n---\n"))
    #expect(try text(atom, "---\na: 3\n---\n").isAbsent)
  }
}

@Suite struct CharterTextTests {
  private func error(_ text: String) -> (line: Int, reason: CharterTextError.Reason)? {
    do {
      _ = try charter("roles/x.md", text)
      return nil
    } catch let error as CharterTextError {
      return (error.line, error.reason)
    } catch {
      Issue.record(error)
      return nil
    }
  }

  @Test func piecesStandInTheOrderOfTheFile() throws {
    let text = try charter("roles/x.md", "---\nb: 1\na: 2\n---\n# T\n\n## B\n### A\n\n## A\n\n")
    #expect(
      text.pieces.map(\.description)
        == ["(settings) > b", "(settings) > a", "(intro)", "B", "B > A", "A"])
    func show(_ piece: SectionPath) -> String? {
      text.text(piece).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(show(.intro) == "---\n---\n# T\n\n\n\n")
    #expect(show(.field("a")) == "a: 2\n")
    #expect(show(.section(["B", "A"])) == "### A\n")
    #expect(show(.order([])) == "B\nA\n")
    #expect(show(.order(["A"])) == "")
    #expect(show(.order(["C"])) == nil)
    #expect(show(.section(["C"])) == nil)
    #expect(show(.policy) == nil)
  }

  @Test func aFileThatCannotBeCutWithoutDoubtIsRefused() throws {
    #expect(error("## A\n\n## B\n\n## A\n")?.reason == .duplicateHeading(["A"], firstLine: 1))
    #expect(error("## A\n\n## B\n\n## A\n")?.line == 5)
    #expect(error("## e\u{301}\n\n## é\n") != nil)
    #expect(error("---\nkind: role\n")?.reason == .openFrontMatter)
    #expect(error("---\na: [\n---\n")?.line == 3)
    #expect(error("---\na: 1\nb: 2\na: 3\n---\n") != nil)
  }

  /// What YAML takes for one field must not be read as another's lines.
  @Test(arguments: [
    ("\"lead\": ana\n", 2), ("? lead\n: ana\n", 2), ("{lead: ana}\n", 2),
    ("why: \"x\nlead: bo\n  y\"\nlead: ana\n", 3), ("why: 'x\n# y'\nlead: ana\n", 3),
    ("why: [x,\nlead: bo,\n  y]\n", 3),
  ])
  func fieldsOnWhichTwoReadingsDifferAreRefused(_ front: String, _ line: Int) throws {
    let found = error("---\n\(front)---\n")
    #expect(found?.reason == .unclearField)
    #expect(found?.line == line)
  }

  @Test(arguments: [
    "why: |\n  x\n  # y\n# c\nlead: ana\n", "why: |+\n  x\n\nlead: ana\n", "a:\n- b\n# c\nd: 'e'\n",
    "why: \"x\n  y\"\n\nlead: ana\n", "my key: 1\nä: 2\n", "why: >-\n  x\n\n\n# c\nlead: ana\n",
    "keys:\n  - a b\n  # two\n  - c d\n# three\nlead: ana\n", "a:\nb: \n", "# only\n", "",
    "a: |  # c\n    x\n  \n    y: 1\nb: 2\n", "a:\n  b: |2\n      x\n    # y\nc: 1\n",
  ])
  func fieldsOnWhichBothAgreeAreRead(_ front: String) throws {
    #expect(error("---\n\(front)---\n") == nil)
  }
}
