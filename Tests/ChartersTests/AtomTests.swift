import Charters
import Testing

/// The atoms of a change, as `change section [→ new place]`.
private func atoms(_ old: String?, _ new: String?, path: String = "roles/x.md") throws -> [String] {
  let found = try Atom.between(
    try old.map { try charter(path, $0) }, try new.map { try charter(path, $0) })
  return found.map { atom in
    "\(atom.change) \(atom.section)" + (atom.movedTo.map { " → \($0)" } ?? "")
  }
}

@Suite struct AtomTests {
  private static let role = """
    ---
    kind: role
    holders: [ana, bo]
    ---

    # Support

    Who answers.

    ## Purpose

    People get an answer.

    ## Domains

    ### Inbox

    All of it.

    ## Practices

    Every day.

    """

  private func changed(_ from: String, _ to: String) throws -> [String] {
    #expect(Self.role.contains(from))
    return try atoms(Self.role, Self.role.replacing(from, with: to))
  }

  @Test func aNewOrLostCharterIsAnAtomForEachPiece() throws {
    let pieces = [
      "(intro)", "Domains", "Domains > Inbox", "Practices", "Purpose", "(settings) > holders",
      "(settings) > kind",
    ]
    #expect(try atoms(nil, Self.role) == pieces.map { "create " + $0 })
    #expect(try atoms(Self.role, nil) == pieces.map { "delete " + $0 })
    #expect(try atoms(nil, nil) == [])
    #expect(try atoms(Self.role, Self.role) == [])
    #expect(try atoms(nil, "") == ["create (intro)"])
  }

  @Test func aSectionIsItsOwnBodyAndNotItsSubsections() throws {
    #expect(try changed("All of it.", "Some.") == ["edit Domains > Inbox"])
    #expect(try changed("## Domains\n", "## Domains\n\nThese:\n") == ["edit Domains"])
    #expect(try changed("## Purpose", "## Purpose ##") == ["edit Purpose"])
    #expect(
      try changed("## Purpose", "# Purpose") == [
        "move Domains → Purpose > Domains", "move Domains > Inbox → Purpose > Domains > Inbox",
        "move Practices → Purpose > Practices", "edit Purpose",
      ])
  }

  @Test func theIntroIsAllThatIsNowhereElse() throws {
    #expect(try changed("# Support", "# Help") == ["edit (intro)"])
    #expect(try changed("Who answers.", "Who asks.") == ["edit (intro)"])
    #expect(try changed("\n## Purpose", "\n\n## Purpose") == ["edit (intro)"])
    #expect(try changed("Every day.\n", "Every day.\n\n") == ["edit (intro)"])
    #expect(try changed("---\nkind", "---\n\nkind") == ["edit (settings) > kind"])
    #expect(try changed("\n# Support\n", "# Support\n") == ["edit (intro)"])
    #expect(
      try atoms("# T\n", "---\nkind: role\n---\n# T\n") == [
        "edit (intro)", "create (settings) > kind",
      ])
  }

  @Test func aNewSectionIsNoEditOfAnythingElse() throws {
    #expect(
      try changed("\n## Domains", "\n## Skills\n\nMany.\n\n## Domains") == ["create Skills"])
    #expect(try changed("Every day.\n", "Every day.\n\n## Skills\n\nMany.\n") == ["create Skills"])
    #expect(
      try changed("## Practices\n\nEvery day.\n", "") == [
        "edit (intro)", "delete Practices",
      ])
    #expect(try changed("\n## Practices\n\nEvery day.\n", "") == ["delete Practices"])
    #expect(
      try changed("\n## Domains\n", "") == [
        "delete Domains", "move Domains > Inbox → Purpose > Inbox",
      ])
  }

  @Test func aRenamedHeadingOverTheSameBodyIsAMove() throws {
    #expect(try changed("## Purpose", "## Aim") == ["move Purpose → Aim"])
    #expect(
      try changed("## Domains", "## Areas") == [
        "move Domains → Areas", "move Domains > Inbox → Areas > Inbox",
      ])
    #expect(try changed("### Inbox", "## Inbox") == ["move Domains > Inbox → Inbox"])
    #expect(
      try changed("## Practices", "### Practices") == [
        "move Practices → Domains > Practices"
      ])
    #expect(
      try changed("## Purpose\n\nPeople", "## Aim\n\nAll people") == [
        "create Aim", "delete Purpose",
      ])
    #expect(
      try changed("## Domains\n", "## Areas\n\nThese:\n") == [
        "create Areas", "delete Domains", "move Domains > Inbox → Areas > Inbox",
      ])
    #expect(
      try changed("## Practices", "### Purpose") == [
        "move Practices → Domains > Purpose"
      ])
  }

  @Test func amongEqualBodiesTheChoiceOfAMoveIsFixed() throws {
    #expect(
      try atoms("## A\nx\n\n## B\nx\n", "## C\nx\n\n## D\nx\n") == ["move A → C", "move B → D"])
    #expect(try atoms("## A\nx\n\n## B\nx\n", "## C\nx\n") == ["move A → C", "delete B"])
    // The same title is nearer than the same parent,
    #expect(
      try atoms("## A\nx\n\n## P\np\n", "## C\nx\n\n## P\np\n\n### A\nx\n")
        == ["move A → P > A", "create C"])
    // and below a moved ancestor the same title is nearest of all.
    #expect(
      try atoms(
        "## A\na\n\n### S\nx\n\n## B\nb\n\n### S\nx\n",
        "## D\nb\n\n### S\nx\n\n## C\na\n\n### S\nx\n")
        == ["move A → C", "move A > S → C > S", "move B → D", "move B > S → D > S"])
  }

  @Test func anotherOrderOfSectionsOnBothSidesIsAnEditOfTheirParent() throws {
    let three = "## A\na\n\n## B\nb\n\n## C\nc\n"
    #expect(
      try atoms(three, "## B\nb\n\n## A\na\n\n## C\nc\n") == [
        "edit (intro)", "edit (order)",
      ])
    #expect(try atoms("\n" + three, "\n## B\nb\n\n## A\na\n\n## C\nc\n") == ["edit (order)"])
    #expect(
      try atoms("\n## A\n\n### X\nx\n\n### Y\ny\n", "\n## A\n\n### Y\ny\n\n### X\nx\n")
        == ["edit A > (order)"])
    #expect(
      try atoms("\n" + three, "\n## C\nc\n\n## N\nn\n\n## A\na\n")
        == ["edit (order)", "delete B", "create N"])
    #expect(try atoms("\n" + three, "\n## N\nn\n\n" + three) == ["create N"])
  }

  @Test func aFieldIsItsLines() throws {
    #expect(try changed("kind: role\n", "kind: role # always\n") == ["edit (settings) > kind"])
    #expect(try changed("kind: role\n", "kind: role\n# all\n") == ["edit (settings) > holders"])
    #expect(
      try changed("---\n\n# S", "review: 2027-01-01\n---\n\n# S") == [
        "create (settings) > review"
      ])
    #expect(try changed("kind: role\n", "") == ["delete (settings) > kind"])
    // An order of fields is nobody's text, but it is bytes.
    #expect(
      try atoms("---\na: 1\nb: 2\nc: 3\n---\n", "---\nc: 3\na: 1\nb: 2\n---\n") == ["edit (intro)"])
  }

  @Test(arguments: [
    ("[ana, bo]", "[ana]", "delete"), ("[ana, bo]", "[]", "delete"),
    ("\n  - ana\n  - bo", "\n  - bo", "delete"), ("\n- ana\n- bo", " [bo]", "delete"),
    ("\n- who: ana\n  until: 2027-01-01\n- bo", "\n- bo", "delete"),
    ("\n- ana\n# gone\n- bo", "\n- ana", "delete"), ("[a, b, a]", "[a, a]", "delete"),
    ("[ana, bo]", "[bo, ana]", "edit"), ("[ana, bo]", "[ana, kim]", "edit"),
    ("[ana, bo, kim]", "[kim, ana]", "edit"), ("[ana, bo]", "[ana, ana]", "edit"),
    ("[ana, bo]", "ana", "edit"), ("[ana, bo]", "", "edit"), ("ana", "[]", "edit"),
    ("[ana, bo]", "[ana] # for now", "edit"), ("[ana, bo]", "['ana']", "edit"),
    ("\n- who: ana\n- bo", "\n- who: bo", "edit"), ("{a: 1, b: 2}", "{a: 1}", "edit"),
    ("[[a, b], c]", "[[a]]", "edit"),
  ])
  func aListThatOnlyLosesEntriesIsADeletion(_ old: String, _ new: String, _ change: String) throws {
    #expect(
      try atoms("---\nholders: \(old)\n---\n", "---\nholders: \(new)\n---\n")
        == ["\(change) (settings) > holders"])
  }

  @Test func thePolicyIsOneAtom() throws {
    #expect(try atoms("a: [", "# b\n", path: "policy.yml") == ["edit (policy)"])
    #expect(try atoms(nil, "# b\n", path: "policy.yml") == ["create (policy)"])
    #expect(try atoms("# b\n", nil, path: "policy.yml") == ["delete (policy)"])
  }

  @Test func twoChartersHaveNoAtomsBetweenThem() throws {
    let (one, other) = (try charter("roles/x.md", "a"), try charter("roles/y.md", "b"))
    #expect(throws: AtomError.differentCharters(one.path, other.path)) {
      try Atom.between(one, other)
    }
  }

  @Test func whatIsShownNamesCharterAndPlace() throws {
    let path = try CharterPath("Charters/roles/support.md")
    let atom = Atom(
      charter: path, section: .section(["Domains", "Inbox"]), change: .move,
      movedTo: .section(["Inbox"]))
    #expect(atom.display == "roles/support.md › Domains > Inbox → Inbox")
    #expect(
      Atom(charter: path, section: .order([]), change: .edit).display
        == "roles/support.md › (order)")
  }
}

@Suite struct SectionPathTests {
  @Test(arguments: [
    ("(intro)", SectionPath.intro), ("(policy)", .policy), ("(order)", .order([])),
    ("Purpose", .section(["Purpose"])), ("A > B", .section(["A", "B"])),
    ("A > (order)", .order(["A"])), ("(settings) > lead", .field("lead")),
    ("A>B", .section(["A>B"])), ("A > é", .section(["A", "é"])),
  ])
  func pathsAreReadAsTheyAreWritten(_ text: String, _ path: SectionPath) {
    #expect(SectionPath(text) == path)
    #expect(path.description == text)
  }

  @Test(arguments: ["", "(settings)", " > A", "A > ", "A >  > B"])
  func noPiece(_ text: String) {
    #expect(SectionPath(text) == nil)
  }
}
