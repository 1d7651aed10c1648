import Console
import TestSupport
import Testing

@testable import CharterCLI

/// What changed since the reader's own sign-off.
@Suite struct SinceMineTests {
  /// ben approves what ana proposes; then ana changes it.
  private static func crew() throws -> Crew {
    let crew = try Crew(["ana", "ben", "cy"])
    try crew.propose("ana", "Answer sooner", "within a day", "within an hour")
    try crew.ok("ben", ["sync"])
    try crew.ok("ben", ["approve", "answer-sooner"])
    try crew.ok("ana", ["sync"])
    let text = try crew.read("ana", "Charters/mission.md")
    try crew.write(
      "ana", text.replacing("- Listen.", with: "- Listen to all."), to: "Charters/mission.md")
    try crew.ok("ana", ["revise", "-m", "To all."])
    for member in ["ben", "cy"] { try crew.ok(member, ["sync"]) }
    return crew
  }

  private static let change = """
      Changed since you approved on 21 Sep 2026
       mission.md
         What we do  1 reworded (meaning: + to all)
           ~ - Listen {+to all+}. (meaning)
    """

  @Test func isShownWhereSomebodySignedOtherWords() throws {
    let crew = try Self.crew()
    let told = Self.change.split(separator: "\n").map { String($0.dropFirst(1)) }
      .joined(separator: "\n")
    for verb in ["status", "show"] {
      let mine = try crew.charter("ben", [verb, "answer-sooner"])
      #expect(mine.output.contains(told), "\(mine.output)")
      let other = try crew.charter("cy", [verb, "answer-sooner"])
      #expect(!other.output.contains("Changed since"), "\(other.output)")
      let document = try crew.charter("ben", [verb, "answer-sooner", "--json"]).document()
      let since = try #require(document["sinceMine"] as? [String: Any])
      #expect(since["member"] as? String == "ben")
      #expect(since["decision"] as? String == "approve")
      #expect((since["charters"] as? [[String: Any]])?.count == 1)
    }
    // Whoever signs again sees it before the question.
    let again = try crew.charter("ben", ["approve", "answer-sooner", "--yes"])
    #expect(again.output.contains(told), "\(again.output)")
    #expect(!(try crew.charter("ben", ["status"]).output.contains("Changed since")))
  }

  @Test func diffShowsItAlone() throws {
    let crew = try Self.crew()
    let diff = try crew.charter("ben", ["diff", "--since-mine", "answer-sooner", "--exit-code"])
    #expect(diff.status == .no)
    #expect(diff.output.contains("Listen {+to all+}.") && !diff.output.contains("hour"))
    #expect(diff.errors.contains("answer-sooner as you approved on 21 Sep 2026"))
    let none = try crew.charter("cy", ["diff", "--since-mine", "answer-sooner"])
    #expect(none.status == .impossible)
    #expect(none.errors.contains("you have not signed off on answer-sooner"))
    #expect(try crew.charter("ben", ["diff", "--since-mine", "a", "b"]).status == .usage)
    try crew.ok("ben", ["retract", "answer-sooner", "--yes"])
    #expect(try crew.charter("ben", ["diff", "--since-mine"]).status == .impossible)
  }

  /// What others decided in the same charter is not what the proposal changed.
  @Test func othersChangesAreNoPartOfIt() throws {
    let crew = try Self.crew()
    try crew.write(
      "cy", "---\nkind: vision\ntitle: Ours\n---\n# Ours\n\n## Statement\n\nAll hear.\n",
      to: "Charters/vision.md")
    try crew.ok("cy", ["propose", "A vision", "-m", "We lack one.", "--approve"])
    for member in ["ana", "ben"] {
      try crew.ok(member, ["sync"])
      try crew.ok(member, ["approve", "a-vision", "--yes"])
    }
    try crew.ok("ben", ["ratify", "a-vision"])
    try crew.ok("ana", ["sync"])
    try crew.ok("ana", ["update", "answer-sooner"])
    try crew.ok("ben", ["sync"])
    let diff = try crew.charter("ben", ["diff", "--since-mine", "answer-sooner"])
    #expect(diff.output.contains("to all") && !diff.output.contains("vision"), "\(diff.output)")
  }

  /// Members' and roles' names decide what a sentence says.
  @Test func namesOfPeopleAndRolesAreMeaning() throws {
    let crew = try Crew(["ana", "ben", "cy"])
    for role in ["secretary", "front-desk"] {
      try crew.write(
        "ana", "---\nkind: role\ntitle: One\nholders: [ana]\n---\n# One\n",
        to: "Charters/roles/\(role).md")
    }
    try crew.ok("ana", ["propose", "Roles", "-m", "Two."])
    let text = try crew.read("ana", "Charters/mission.md")
    try crew.write(
      "ana", text.replacing("- Listen.", with: "- Listen: the secretary."),
      to: "Charters/mission.md")
    try crew.ok("ana", ["revise", "-m", "Who."])
    let run = try crew.charter("ana", ["diff"])
    #expect(run.output.contains("What we do  1 reworded (meaning: + : the secretary)"))
  }
}
