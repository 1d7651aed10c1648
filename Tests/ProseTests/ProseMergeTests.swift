import Prose
import Testing

/// What one person changes and another changes, each case with the one right answer.
@Suite struct ProseMergeTests {
  static func merge(_ base: String, _ ours: String, _ theirs: String) -> ProseMerge {
    ProseMerge(base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
  }

  /// Merged both ways round; the text has to be the same.
  func expect(
    _ base: String, _ ours: String, _ theirs: String, _ wanted: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    for merge in [Self.merge(base, ours, theirs), Self.merge(base, theirs, ours)] {
      let text = merge.bytes.map { String(decoding: $0, as: UTF8.self) }
      #expect(text == wanted, "\(merge.conflicts)", sourceLocation: location)
    }
  }

  func expectConflict(
    _ base: String, _ ours: String, _ theirs: String, count: Int = 1,
    kind: ProseMerge.Conflict.Kind, _ location: SourceLocation = #_sourceLocation
  ) {
    for merge in [Self.merge(base, ours, theirs), Self.merge(base, theirs, ours)] {
      #expect(merge.bytes == nil, sourceLocation: location)
      #expect(
        merge.conflicts.map(\.kind) == Array(repeating: kind, count: count),
        "\(Self.marked(merge))", sourceLocation: location)
    }
  }

  static func marked(_ merge: ProseMerge) -> String {
    String(
      decoding: merge.marked(.init(ours: "ours", base: "base", theirs: "theirs")), as: UTF8.self)
  }

  // MARK: Sentences

  static let paragraph = "We meet on Monday. Ana takes notes. Ben keeps the time.\n"

  @Test func `different sentences of one paragraph`() {
    expect(
      Self.paragraph, "We meet on Tuesday. Ana takes notes. Ben keeps the time.\n",
      "We meet on Monday. Ana takes notes. Cy keeps the time.\n",
      "We meet on Tuesday. Ana takes notes. Cy keeps the time.\n")
    expect(
      Self.paragraph, "We meet on Tuesday. Ana takes notes. Ben keeps the time.\n",
      "We meet on Monday. Ana takes long notes. Ben keeps the time.\n",
      "We meet on Tuesday. Ana takes long notes. Ben keeps the time.\n")
  }

  @Test func `both put the same new word into different sentences and items`() {
    expect(
      Self.paragraph, "We meet on Tuesday. Ana takes notes. Ben keeps the time.\n",
      "We meet on Monday. Ana takes notes on Tuesday. Ben keeps the time.\n",
      "We meet on Tuesday. Ana takes notes on Tuesday. Ben keeps the time.\n")
    expect(
      "- The first Wednesday.\n- Every other day.\n", "- The first Monday.\n- Every other day.\n",
      "- The first Wednesday.\n- Every other Monday.\n",
      "- The first Monday.\n- Every other Monday.\n")
  }

  @Test func `two edits in one sentence conflict, on other words too`() {
    let base = "The team meets every Monday in the big room. It is short.\n"
    let merge = Self.merge(
      base, "The team meets every Tuesday in the big room. It is short.\n",
      "The team meets every Monday in the small room. It is short.\n")
    #expect(
      Self.marked(merge) == """
        <<<<<<< ours
        The team meets every Tuesday in the big room.
        ||||||| base
        The team meets every Monday in the big room.
        =======
        The team meets every Monday in the small room.
        >>>>>>> theirs
        It is short.

        """)
    #expect(merge.conflicts.map(\.kind) == [.sentences])
    #expect(merge.conflicts.map(\.section) == ["(intro)"])
  }

  @Test func `the same edit on both sides is taken once`() {
    let both = "We meet on Friday. Ana takes notes. Ben keeps the time.\n"
    expect(Self.paragraph, both, both + "\nMore.\n", both + "\nMore.\n")
  }

  @Test func `wrapped anew by one, a word changed by the other`() {
    let wrapped = "We meet on Monday. Ana\ntakes notes. Ben keeps\nthe time.\n"
    expect(
      Self.paragraph, wrapped, "We meet on Monday. Ana takes notes. Cy keeps the time.\n",
      "We meet on Monday. Ana\ntakes notes. Cy keeps the time.\n")
  }

  @Test func `a sentence taken out and the same one changed`() {
    expectConflict(
      Self.paragraph, "We meet on Monday. Ben keeps the time.\n",
      "We meet on Monday. Ana takes short notes. Ben keeps the time.\n", kind: .sentences)
  }

  @Test func `two sentences added at one place`() {
    expectConflict(
      "One rule. Another rule.\n", "One rule. Mine here. Another rule.\n",
      "One rule. Something quite different. Another rule.\n", kind: .sentences)
  }

  @Test func `a paragraph split by one and a sentence of it changed by the other`() {
    expect(
      Self.paragraph, "We meet on Monday.\n\nAna takes notes. Ben keeps the time.\n",
      "We meet on Monday. Ana takes notes. Cy keeps the time.\n",
      "We meet on Monday.\n\nAna takes notes. Cy keeps the time.\n")
  }

  @Test func `emphasis alone is a change of its sentence`() {
    expect(
      Self.paragraph, "We meet on **Monday**. Ana takes notes. Ben keeps the time.\n",
      "We meet on Monday. Ana takes notes. Cy keeps the time.\n",
      "We meet on **Monday**. Ana takes notes. Cy keeps the time.\n")
    expectConflict(
      Self.paragraph, "We meet on **Monday**. Ana takes notes. Ben keeps the time.\n",
      "We meet on Friday. Ana takes notes. Ben keeps the time.\n", kind: .sentences)
  }

  @Test func `sentences without blanks between them`() {
    expect(
      "我们每周一开会。大家都来。安娜记录。\n", "我们每周二开会。大家都来。安娜记录。\n",
      "我们每周一开会。大家都来。本记录。\n", "我们每周二开会。大家都来。本记录。\n")
    // A line of its own would put a blank between the sentences.
    expectConflict(
      "我们每周一开会。大家都来。\n", "我们每周二开会。大家都来。\n", "我们每周一休息。大家都来。\n",
      kind: .blocks)
  }

  @Test func `a quote wrapped by one and reworded by the other`() {
    expect(
      "> We meet on Monday. Ana takes notes and keeps them.\n",
      "> We meet on Monday. Ana takes\n> notes and keeps them.\n",
      "> We meet on Friday. Ana takes notes and keeps them.\n",
      "> We meet on Friday. Ana takes\n> notes and keeps them.\n")
  }

  // MARK: Lists

  static let list = "- apples from the shop\n- bread of the day\n- cheese with holes\n"

  @Test func `items are units`() {
    expect(
      Self.list, Self.list.replacing("of the day", with: "from yesterday"),
      Self.list.replacing("with holes", with: "from goats"),
      "- apples from the shop\n- bread from yesterday\n- cheese from goats\n")
    expect(
      Self.list, Self.list.replacing("- bread of the day\n", with: ""),
      Self.list + "- dates\n", "- apples from the shop\n- cheese with holes\n- dates\n")
  }

  @Test func `both add an item at one place: both stay, ours first`() {
    let (ours, theirs) = (Self.list + "- milk\n", Self.list + "- honey from the hills\n")
    let merge = Self.merge(Self.list, ours, theirs)
    #expect(Self.marked(merge) == ours + "- honey from the hills\n")
  }

  @Test func `both add nearly the same item`() {
    expectConflict(
      Self.list, Self.list + "- honey from the hills\n", Self.list + "- honey from our hills\n",
      kind: .blocks)
  }

  @Test func `signs of a list changed by one, an item by the other`() {
    expect(
      Self.list, Self.list.replacing("- ", with: "* "),
      Self.list.replacing("of the day", with: "from yesterday"),
      "* apples from the shop\n* bread from yesterday\n* cheese with holes\n")
  }

  @Test func `an item taken out and reworded`() {
    expectConflict(
      Self.list, Self.list.replacing("- bread of the day\n", with: ""),
      Self.list.replacing("bread of the day", with: "fresh bread of the day"), kind: .blocks)
  }

  // MARK: Sections

  static let sections = """
    # Support

    ## Purpose

    Nobody waits longer than a day for an answer.

    ## Scope

    Letters, calls and whatever else arrives at our door.

    ## Practices

    We read everything twice before we answer it.

    """

  @Test func `moved here and reworded there: both`() {
    let scope = "## Scope\n\nLetters, calls and whatever else arrives at our door.\n\n"
    let moved =
      Self.sections.replacing(scope, with: "") + "\n" + scope.dropLast()
    let reworded = Self.sections.replacing("longer than a day", with: "longer than an hour")
      .replacing("Letters, calls", with: "Letters, parcels")
    expect(
      Self.sections, moved, reworded,
      moved.replacing("longer than a day", with: "longer than an hour")
        .replacing("Letters, calls", with: "Letters, parcels"))
  }

  @Test func `added below a section that moved`() {
    let scope = "## Scope\n\nLetters, calls and whatever else arrives at our door.\n\n"
    let moved = Self.sections.replacing(scope, with: "") + "\n" + scope.dropLast()
    let added = Self.sections.replacing("our door.\n", with: "our door.\n\nNo visitors, though.\n")
    expect(Self.sections, moved, added, moved + "\nNo visitors, though.\n")
  }

  @Test func `a section taken out and its text reworded`() {
    let scope = "## Scope\n\nLetters, calls and whatever else arrives at our door.\n\n"
    let merge = Self.merge(
      Self.sections, Self.sections.replacing(scope, with: ""),
      Self.sections.replacing("Letters, calls", with: "Letters, parcels"))
    #expect(merge.conflicts.map(\.section) == ["Scope"])
    #expect(merge.conflicts.map(\.ours) == [[]])
    #expect(
      merge.conflicts.map { String(decoding: $0.base, as: UTF8.self) } == [
        String(scope.dropLast())
      ])
  }

  @Test func `a section renamed by one and its text changed by the other`() {
    expect(
      Self.sections, Self.sections.replacing("## Scope", with: "## What we do"),
      Self.sections.replacing("Letters, calls", with: "Letters, parcels"),
      Self.sections.replacing("## Scope", with: "## What we do")
        .replacing("Letters, calls", with: "Letters, parcels"))
  }

  @Test func `text added at the end of a section before a section added by the other`() {
    expect(
      Self.sections,
      Self.sections.replacing("our door.\n", with: "our door.\n\nNo visitors, though.\n"),
      Self.sections.replacing(
        "## Practices", with: "## Skills\n\nPatience above all.\n\n## Practices"),
      Self.sections.replacing("our door.\n", with: "our door.\n\nNo visitors, though.\n")
        .replacing("## Practices", with: "## Skills\n\nPatience above all.\n\n## Practices"))
  }

  @Test func `a heading put above text to which the other adds`() {
    let base = "# A\n\nFirst words of all.\n\nSecond words here.\n\nThird words to end.\n"
    expect(
      base, base.replacing("Second", with: "## New\n\nSecond"),
      base.replacing("words to end.", with: "words to end. More."),
      base.replacing("Second", with: "## New\n\nSecond")
        .replacing("words to end.", with: "words to end. More."))
  }

  // MARK: Tables and code

  @Test func `cells of one row`() {
    let base = "| who | does |\n|---|---|\n| ana | notes |\n| ben | time |\n"
    expect(
      base, base.replacing("| ana |", with: "| anna |"), base.replacing("notes", with: "minutes"),
      "| who | does |\n|---|---|\n| anna | minutes |\n| ben | time |\n")
    expectConflict(
      base, base.replacing("notes", with: "papers"), base.replacing("notes", with: "minutes"),
      kind: .blocks)
    expect(
      base, base.replacing("| ben | time |\n", with: ""), base + "| cy | doors |\n",
      "| who | does |\n|---|---|\n| ana | notes |\n| cy | doors |\n")
  }

  @Test func `code by lines`() {
    let base = "Run this:\n\n```sh\nstart it\nlook  at it\nstop it\n```\n"
    expect(
      base, base.replacing("start it", with: "begin it"), base.replacing("stop it", with: "end it"),
      "Run this:\n\n```sh\nbegin it\nlook  at it\nend it\n```\n")
    expectConflict(
      base, base.replacing("look  at", with: "look at"), base.replacing("look  at", with: "see"),
      kind: .blocks)
    expectConflict(
      base, base.replacing("stop it\n", with: "wait\nstop it\n"),
      base.replacing("stop it\n", with: "sleep 5\nstop it\n"), kind: .blocks)
  }

  @Test func `footnotes and link definitions`() {
    let base = "Read the rules[^1] and [the page].\n\n[^1]: They are old.\n\n[the page]: a.md\n"
    expect(
      base, base.replacing("a.md", with: "b.md"),
      base.replacing("They are old", with: "They are new"),
      base.replacing("a.md", with: "b.md").replacing("They are old", with: "They are new"))
    expect(
      base, base.replacing("a.md", with: "b.md"), base.replacing("Read the", with: "Know the"),
      base.replacing("a.md", with: "b.md").replacing("Read the", with: "Know the"))
  }

  // MARK: Front matter

  static let role = """
    ---
    kind: role
    title: Triage
    holders: [ana, ben]
    domains:
      - the inbox
      - the phone
    experiments:
      - id: early
        until: 2026-05-01
      - id: late
        until: 2026-06-01
    ---
    # Triage

    """

  @Test func `holders come and go`() {
    expect(
      Self.role, Self.role.replacing("[ana, ben]", with: "[ana]"),
      Self.role.replacing("[ana, ben]", with: "[ana, ben, cy]"),
      Self.role.replacing("[ana, ben]", with: "[ana, cy]"))
    expect(
      Self.role, Self.role.replacing("  - the phone\n", with: "  - the phone\n  - the door\n"),
      Self.role.replacing("  - the inbox\n", with: ""),
      Self.role.replacing("  - the inbox\n", with: "")
        .replacing("  - the phone\n", with: "  - the phone\n  - the door\n"))
  }

  @Test func `two fields, and two entries of a list of maps`() {
    expect(
      Self.role, Self.role.replacing("Triage\nholders", with: "Sorting\nholders"),
      Self.role.replacing("2026-06-01", with: "2026-07-01"),
      Self.role.replacing("Triage\nholders", with: "Sorting\nholders")
        .replacing("2026-06-01", with: "2026-07-01"))
    expect(
      Self.role, Self.role.replacing("2026-05-01", with: "2026-05-09"),
      Self.role.replacing("2026-06-01", with: "2026-07-01"),
      Self.role.replacing("2026-05-01", with: "2026-05-09")
        .replacing("2026-06-01", with: "2026-07-01"))
  }

  @Test func `a scalar changed by both`() {
    let merge = Self.merge(
      Self.role, Self.role.replacing("title: Triage", with: "title: Sorting"),
      Self.role.replacing("title: Triage", with: "title: Reading"))
    #expect(merge.conflicts.map(\.section) == ["(settings) > title"])
    #expect(merge.conflicts.map(\.kind) == [.field])
    expectConflict(
      Self.role, Self.role.replacing("2026-05-01", with: "2026-05-09"),
      Self.role.replacing("2026-05-01", with: "2026-05-10"), kind: .field)
  }

  @Test func `fields in another order`() {
    let turned = Self.role.replacing(
      "kind: role\ntitle: Triage\n", with: "title: Triage\nkind: role\n")
    expect(
      Self.role, turned, Self.role.replacing("title: Triage", with: "title: Sorting"),
      turned.replacing("title: Triage", with: "title: Sorting"))
  }

  @Test func `front matter that is none stays whole`() {
    let open = "---\nkind: role\ntitle: A\n\n# A\n\nWords of the text.\n"
    let merge = Self.merge(
      open, open.replacing("title: A", with: "title: B"), open.replacing("role", with: "team"))
    #expect(merge.bytes == nil)
    let twice = "---\ntitle: A\ntitle: B\n---\n# A\n"
    expectConflict(
      twice, twice.replacing("title: A", with: "title: C"),
      twice.replacing("title: B", with: "title: D"), kind: .field)
  }

  // MARK: Markers

  @Test func `lines like markers are text, and markers are longer then`() {
    let base = "Setext\n=======\n\nOne rule here.\n\n<<<<<<< mine\n"
    let merge = Self.merge(
      base, base.replacing("One rule", with: "A rule"), base.replacing("One rule", with: "No rule"))
    #expect(
      Self.marked(merge).hasPrefix(
        "Setext\n=======\n\n<<<<<<<< ours\nA rule here.\n|||||||| base\n"))
    expect(
      base, base.replacing("Setext", with: "Heading"), base.replacing("One rule", with: "A rule"),
      base.replacing("Setext", with: "Heading").replacing("One rule", with: "A rule"))
  }
}
