import Charters
import CharterTemplates
import Evidence
import Git
import Policies
import Proposals
import Testing
import TestSupport

/// Whatever people do through the acts, in whatever order, history verifies.
@Suite struct StoryTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `any story of three people ends with a valid history`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let team = try Team(["ana", "ben", "cleo"], preset: .consensus)
    var landed = 0
    for chapter in 0..<30 {
      let desk = team.desks.randomElement(using: &generator)!
      let open = try ProposalRegister(desk.clone()).open().map(\.slug)
      let slug = open.randomElement(using: &generator)
      do {
        switch (Int.random(in: 0..<12, using: &generator), slug) {
        case (0...2, _), (_, nil): try propose("Idea \(chapter)", by: desk, &generator)
        case (3, let slug?): try desk.say(.object, on: slug, because: "No.")
        case (4, let slug?): try desk.say(.retract, on: slug)
        case (5, let slug?): try desk.say(.comment, on: slug, because: "Hm.")
        case (6, let slug?): try desk.update(slug)
        case (7, let slug?): _ = try desk.end(.withdrawn, slug)
        default:
          for desk in team.desks { try desk.say(.approve, on: slug ?? "") }
          if case .landed = try desk.end(.ratified, slug ?? "") { landed += 1 }
        }
      } catch is ActError {
        continue  // a refusal is part of the story
      } catch is ProposalMerge.Conflicts {
        continue
      }
    }
    let report = try team.report()
    #expect(report.outcome == .valid)
    #expect(report.steps.flatMap(\.problems).isEmpty)
    #expect(landed > 0)
    for sandbox in [team.hub!] + team.desks.map(\.sandbox) { try sandbox.fsck() }
  }

  private func propose(
    _ title: String, by desk: Desk, _ generator: inout SeededGenerator
  ) throws {
    try desk.sandbox.git("checkout", "--quiet", "--force", "main")
    try desk.sandbox.git("pull", "--quiet", "--ff-only")
    let file = ["values", "mission", "vision"].randomElement(using: &generator)!
    let path = "Charters/\(file).md"
    let text = try desk.text(path)
    if Bool.random(using: &generator) {
      try desk.sandbox.write(text + "\n## \(title)\n\nWords of \(title).\n", to: path)
    } else {
      try desk.sandbox.write(text.replacing("the", with: "our", maxReplacements: 1), to: path)
    }
    try desk.propose(title)
  }
}
