import Prose
import Testing

/// Small cases, each with the answer that a careful editor would give.
@Suite struct RedlineTests {
  private func redline(_ old: String, _ new: String) -> Redline {
    Redline(old: Array(old.utf8), new: Array(new.utf8))
  }

  /// The words that are marked: `-may +must`; moves as `M`, other forms as `p`.
  private func marked(_ redline: Redline) -> String {
    WordRuns(redline).runs.compactMap { run in
      let words = String(decoding: run.bytes, as: UTF8.self)
      return switch run.operation {
      case .kept, .moved: nil
      case .deleted: "-" + words
      case .inserted: "+" + words
      case .move: "M"
      case .oldForm, .newForm: "p"
      }
    }.filter { $0 != "p" }.joined(separator: " ")
  }

  private func marked(_ old: String, _ new: String) -> String { marked(redline(old, new)) }

  @Test func nothing() {
    let found = redline("# A\n\nOne.\n", "# A\n\nOne.\n")
    #expect(found.classes.isEmpty)
    #expect(found.isIdentical)
    #expect(found.sections().isEmpty)
  }

  @Test func splitParagraph() {
    let found = redline(
      "We meet on Monday. We decide by consent of all.\n",
      "We meet on Monday.\n\nWe decide by consent of all.\n")
    #expect(marked(found) == "")
    #expect(found.classes.contains(.structure))
    #expect(found.hasChanges)
  }

  @Test func joinedParagraphs() {
    #expect(
      marked(
        "We meet on Monday.\n\nWe decide by consent of all.\n",
        "We meet on Monday. We decide by consent of all.\n") == "")
  }

  @Test func otherBullets() {
    let found = redline("* one thing\n* two things\n", "- one thing\n- two things\n")
    #expect(marked(found) == "")
    #expect(found.classes == .presentation)
    #expect(!found.hasChanges)
  }

  @Test func insertedItemInNumberedList() {
    let found = redline(
      "1. first of all\n2. second to none\n", "1. first of all\n2. wedged in\n3. second to none\n")
    #expect(marked(found) == "+2. wedged in")
    #expect(found.classes.subtracting([.presentation, .meaning, .reworded]) == .added)
  }

  @Test func emphasisAdded() {
    let found = redline("We must do it.\n", "We *must* do it.\n")
    #expect(marked(found) == "-must +*must*")
    #expect(found.classes.subtracting(.presentation) == .formatting)
  }

  @Test func linkTargetOnly() {
    let found = redline("See [the rules](a.md) here.\n", "See [the rules](b.md) here.\n")
    #expect(found.classes.subtracting(.presentation) == .linkTarget)
    #expect(marked(found) == "-rules](a.md) +rules](b.md)")
  }

  @Test func linkDefinitionChangesItsUses() {
    let found = redline("See [the rules][r].\n\n[r]: a.md\n", "See [the rules][r].\n\n[r]: b.md\n")
    #expect(found.rows.first?.classes.contains(.linkTarget) == true)
    #expect(marked(found) == "-a.md +b.md")
  }

  @Test func twoCharactersWithoutBlanks() {
    let found = redline("我们每周一开会讨论问题。\n", "我们每周五开会决定问题。\n")
    let pieces = found.pieces(of: found.rows[0])
    #expect(pieces.filter { $0.kind == .deleted }.map(\.text).joined().count <= 6)
    #expect(pieces.first?.kind == .kept)
  }

  @Test func twoThaiCharacters() {
    let found = redline("เราประชุมทุกวันจันทร์\n", "เราประชุมทุกวันศุกร์\n")
    #expect(found.pieces(of: found.rows[0]).first?.kind == .kept)
  }

  @Test func composedAndDecomposed() {
    let found = redline("Caf\u{E9} open.\n", "Cafe\u{301} open.\n")
    #expect(marked(found) == "")
    #expect(found.classes == .presentation)
    #expect(!found.isIdentical)
  }

  @Test func otherHeadingStyle() {
    let found = redline("Title\n=====\n\nText.\n", "# Title\n\nText.\n")
    #expect(marked(found) == "")
    #expect(!found.hasChanges)
  }

  @Test func wrappedQuote() {
    let found = redline("> We listen\n> to all.\n", "> We listen to all.\n")
    #expect(marked(found) == "")
    #expect(!found.hasChanges)
  }

  @Test func paddedTable() {
    let found = redline(
      "|a|b|\n|---|---|\n|1|2|\n", "| a   | b   |\n| --- | --- |\n| 1   | 2   |\n")
    #expect(marked(found) == "")
    #expect(!found.hasChanges)
  }

  @Test func oneCell() {
    #expect(
      marked(
        "| who | when |\n|---|---|\n| ana | Monday |\n| ben | Friday |\n",
        "| who | when |\n|---|---|\n| ana | Tuesday |\n| ben | Friday |\n") == "-Monday +Tuesday")
  }

  @Test func movedSectionWithOneChange() {
    let purpose = "## Purpose\n\nThe team may spend the budget of the whole year.\n\n"
    let rest = """
      ## Domains

      Everything about the garden and all the tools that stand behind the house.

      ## Practices

      We meet in the morning and look at the plants that need some water today.


      """
    let found = redline(
      "# A\n\n" + purpose + rest, "# A\n\n" + rest + purpose.replacing("may", with: "must"))
    #expect(marked(found) == "M -may +must")
    #expect(found.moves.count == 1)
    let section = found.sections().first { $0.name == "Purpose" }
    #expect(section?.fate == .moved)
    #expect(section?.meanings.map { [$0.old, $0.new] } == [["may", "must"]])
  }

  @Test func numberInWordsAndDigits() {
    let found = redline("It takes thirty (30) days.\n", "It takes forty (40) days.\n")
    #expect(marked(found) == "-thirty (30) +forty (40)")
    #expect(found.classes.contains(.meaning))
  }

  @Test func listInAnotherOrder() {
    let items = ["Answer the letters.", "Keep the list short.", "Water the plants.", "Count it."]
    func list(_ items: [String]) -> String { "# A\n\n" + items.map { "- \($0)\n" }.joined() }
    let found = redline(list(items), list(items.reversed()))
    #expect(marked(found) == "M")
    #expect(found.moves.map(\.isReorder) == [true])
    #expect(!found.rows.contains { $0.kind == .away })
    #expect(found.sections().map(\.summary) == ["reordered"])
    let back = redline(list(items.reversed()), list(items))
    #expect(back.moves.map(\.isReorder) == [true] && marked(back) == "M")
    // One item alone is followed to where it went.
    let one = redline(list(items), list(Array(items.dropFirst()) + [items[0]]))
    #expect(one.moves.map(\.isReorder) == [false])
    // An order that counts is none of a list's own.
    func numbered(_ items: [String]) -> String {
      items.enumerated().map { "\($0.offset + 1). \($0.element)\n" }.joined()
    }
    let moves = redline(numbered(items), numbered(items.reversed())).moves
    #expect(!moves.contains { $0.isReorder })
    // Words that changed on the way are shown where so much stayed that it is the same item.
    let long = items.map { $0.replacing("list", with: "list of all that we need for the week") }
    let changed = redline(
      list(long), list(long.reversed().map { $0.replacing("short", with: "long") }))
    #expect(marked(changed) == "M -short. +long." && changed.moves.count == 1)
  }

  @Test func exactlyTwoCharacters() {
    let found = redline("我们每周一开会。\n", "我们每月五开会。\n")
    let pieces = found.pieces(of: found.rows[0]).map { "\($0.kind.rawValue) \($0.text)" }
    #expect(pieces == ["kept 我们每", "deleted 周一", "inserted 月五", "kept 开会。"])
  }

  @Test func guardingWordsAreMeaning() {
    #expect(redline("They may go.\n", "They must go.\n").classes.contains(.meaning))
    #expect(!redline("They can swim well.\n", "They can swim badly.\n").classes.contains(.meaning))
    let names = Redline(
      old: Array("Led by ana now.\n".utf8), new: Array("Led by ben now.\n".utf8),
      names: ["ana", "ben"])
    #expect(names.classes.contains(.meaning))
  }

  @Test func reorderedFrontMatter() {
    let found = redline(
      "---\nkind: role\nholders: [ana]\n---\n# A\n", "---\nholders: [ana]\nkind: role\n---\n# A\n")
    #expect(marked(found) == "")
    #expect(!found.hasChanges)
    #expect(!found.isIdentical)
  }

  @Test func entriesOfAField() {
    let found = redline(
      "---\nholders:\n  - ana\n  - ben\n---\n# A\n", "---\nholders:\n  - cem\n  - ana\n---\n# A\n")
    #expect(found.rows.filter { $0.kind == .added }.count == 1)
    #expect(found.rows.filter { $0.kind == .removed }.count == 1)
  }

  @Test func oneOfThreeEqualParagraphs() {
    let found = redline(
      "Same words.\n\nSame words.\n\nSame words.\n", "Same words.\n\nSame words.\n")
    #expect(marked(found) == "-Same words.")
    #expect(found.moves.isEmpty)
  }

  @Test func blanksInCode() {
    #expect(redline("```\na  b\n```\n", "```\na b\n```\n").hasChanges)
    #expect(redline("    a b\n", "      a b\n").hasChanges)
  }

  @Test func fenceInformation() {
    #expect(redline("```sh\na\n```\n", "```py\na\n```\n").hasChanges)
  }

  @Test func listBecomesNumbered() {
    let found = redline("- one thing\n- two things\n", "1. one thing\n2. two things\n")
    #expect(marked(found) == "")
    #expect(found.classes.contains(.structure))
  }

  @Test func whatNoBlockClaims() {
    #expect(marked("A.\n\n[r]: a.md\n", "A.\n\n[r]: b.md\n") == "-a.md +b.md")
    #expect(redline("A.\n\n<!-- x -->\n", "A.\n\n<!-- y -->\n").hasChanges)
    #expect(redline("- [ ] do it\n", "- [x] do it\n").hasChanges)
  }

  /// Beyond the limits it says that it is rough, and loses nothing.
  @Test func beyondTheLimits() {
    let deep = String(repeating: "> ", count: 150)
    let nested = redline("\(deep)They may go.\n", "\(deep)They must go.\n")
    #expect(nested.isApproximate)
    #expect(nested.classes.contains(.meaning))
    #expect(marked(nested) == "-may +must")
    #expect(!redline("> > They may go.\n", "> > They must go.\n").isApproximate)

    let many = String(repeating: "a ", count: ProseText.mostTokens)
    let large = redline("First.\n\n\(many)old\n", "First.\n\n\(many)new\n")
    #expect(large.isApproximate)
    #expect(large.rows.filter { $0.kind == .kept }.count == 1)
    #expect(large.rows.filter { $0.kind == .removed }.count == 1)
    #expect(large.rows.filter { $0.kind == .added }.count == 1)
    #expect(large.classes.contains(.added) && large.classes.contains(.removed))
  }
}
