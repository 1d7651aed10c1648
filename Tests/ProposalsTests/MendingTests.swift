import Charters
import Evidence
import Git
import Policies
import Proposals
import Testing
import TestSupport

@Suite struct MendingTests {
  let team: Team
  let (ana, ben): (Desk, Desk)

  init() throws {
    team = try Team(["ana", "ben"])
    (ana, ben) = (team.desks[0], team.desks[1])
  }

  func bareChange(_ file: String = "values") throws -> ObjectID {
    try ben.sandbox.git("pull", "--quiet", "--ff-only")
    let path = "Charters/\(file).md"
    try ben.sandbox.write(try ben.text(path) + "\n## Sneaked in\n\nWords.\n", to: path)
    let commit = try ben.sandbox.commit(
      "a quick fix", files: ["code.txt": "\(team.clock.seconds)\n"])
    try ben.sandbox.git("push", "--quiet", "origin", "main")
    return commit
  }

  func restore(_ desk: Desk) throws -> Restoring.Result {
    let clone = try desk.clone()
    return try Restoring().restore(in: clone, by: Signatory(clone.repository))
  }

  @Test func `a restore brings the words back and leaves other files`() throws {
    let first = try bareChange()
    let second = try bareChange("mission")
    #expect(try team.report().outcome == .unratified)
    guard case .landed(let step, let mended) = try restore(ana) else {
      Issue.record("not restored")
      return
    }
    #expect(mended == [first, second])
    #expect(step.number == 1)
    let report = try team.report()
    #expect(report.outcome == .valid)
    #expect(report.steps.last?.kind == .restore)
    let hub = try #require(team.hub)
    #expect(try hub.git("diff", "main~3", "main", "--", "Charters").isEmpty)
    #expect(try hub.git("diff", "--name-only", "main~3", "main") == "code.txt")
    try hub.fsck()
    guard case .nothingToMend = try restore(ana) else {
      Issue.record("restored twice")
      return
    }
  }

  @Test func `while a change waits to be mended nothing else is decided`() throws {
    try ana.replace("A few values are enough.", with: "Few.", in: "Charters/values.md")
    try ana.propose("Fewer")
    let bare = try bareChange("mission")
    let error = try #require(throws: ActError.self) { try ana.end(.ratified, "fewer") }
    guard case .unmended(let commits, let outcome) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(commits == [bare])
    #expect(outcome == .unratified)
  }

  @Test(arguments: ["merge", "squash"])
  func `a forge's button is mended by the approvals that were given`(way: String) throws {
    try ana.replace("A few values are enough.", with: "Few.", in: "Charters/values.md")
    try ana.propose("Fewer")
    for desk in team.desks { try desk.say(.approve, on: "fewer") }
    try ben.sandbox.git("fetch", "--quiet")
    let arguments = way == "merge" ? ["--no-ff", "--no-edit"] : ["--squash"]
    try ben.sandbox.git(["merge", "--quiet"] + arguments + ["origin/proposals/fewer"])
    if way == "squash" { try ben.sandbox.commit("Fewer (#1)") }
    try ben.sandbox.git("push", "--quiet", "origin", "main")
    let bare = try ben.sandbox.id("main")
    #expect(try team.report().outcome == .unratified)

    let clone = try ana.clone()
    var ending = Ending(.late)
    ending.mends = bare
    guard
      case .landed(let step) = try ending.perform(
        on: "fewer", in: clone, by: Signatory(clone.repository))
    else {
      Issue.record("did not land")
      return
    }
    #expect(step.outcome == .late)
    let report = try team.report()
    #expect(report.outcome == .valid)
    #expect(report.steps.map(\.kind) == [.founding, .bare, .late])
    #expect(report.steps[1].mendedBy == step.commit)
    #expect(try team.shared("refs") == ["refs/heads/main"])
  }

  @Test func `history that this clone has verified may not go away`() throws {
    try ana.replace("A few values are enough.", with: "Few.", in: "Charters/values.md")
    try ana.propose("Fewer")
    for desk in team.desks { try desk.say(.approve, on: "fewer") }
    try ana.land("fewer")
    try team.hub!.git("update-ref", "refs/heads/main", "main^")
    try ana.sandbox.git("switch", "--quiet", "--detach", "main^")
    try ana.sandbox.git("branch", "--quiet", "--force", "main", "main^")
    let error = try #require(throws: ActError.self) { try restore(ana) }
    guard case .unproven(let report) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(report.outcome == .rollback)
  }
}
