import Charters
import Evidence
import Git
import Policies
import Proposals
import TestSupport
import Testing

@Suite struct EndingTests {
  let team: Team
  let (ana, ben): (Desk, Desk)

  init() throws {
    team = try Team(["ana", "ben"])
    (ana, ben) = (team.desks[0], team.desks[1])
  }

  func propose(_ title: String, by desk: Desk, in file: String = "values") throws {
    try desk.sandbox.git("switch", "--quiet", "main")
    try desk.sandbox.git("pull", "--quiet", "--ff-only")
    let path = "Charters/\(file).md"
    try desk.sandbox.write(try desk.text(path) + "\n## \(title)\n\nWords.\n", to: path)
    try desk.propose(title)
  }

  func approve(_ slug: String) throws {
    for desk in team.desks { try desk.say(.approve, on: slug) }
  }

  @Test func `an approved proposal lands whole and leaves nothing open`() throws {
    try propose("Kindness", by: ana)
    try approve("kindness")
    try ben.say(.comment, on: "kindness", because: "Good.")
    try ana.sandbox.write("edited\n", to: "Charters/mission.md")
    try ana.sandbox.write("x\n", to: "other.txt")
    let step = try ana.land("kindness")
    #expect(step.number == 1)
    #expect(step.landing.pushed && step.landing.workingTreeFollowed)
    let report = try team.report()
    #expect(report.outcome == .valid)
    #expect(report.steps.last?.assessment?.signoffs.count == 3)
    #expect(try team.shared("refs") == ["refs/heads/main"])
    #expect(try ana.sandbox.git("symbolic-ref", "HEAD") == "refs/heads/main")
    #expect(try ana.sandbox.id("main") == team.hub!.id("main"))
    #expect(
      try ana.sandbox.git("for-each-ref", "--format=%(refname)").split(separator: "\n")
        .filter { !$0.hasPrefix("refs/remotes/") } == ["refs/heads/main"])
    let status = try ana.sandbox.git("status", "--porcelain").split(separator: "\n")
    #expect(Set(status) == [" M Charters/mission.md", "?? other.txt"])
    for sandbox in [ana.sandbox, team.hub!] { try sandbox.fsck() }
    try ana.sandbox.git("verify-commit", "main")
    #expect(try ana.sandbox.git("log", "-1", "--format=%G?", "main^2") == "N")
    #expect(try Memory.load(ana.repository())?.step == 1)
  }

  @Test func `what is not approved does not land, and nothing is written`() throws {
    try propose("Kindness", by: ana)
    try ana.say(.approve, on: "kindness")
    let before = try ana.sandbox.git("for-each-ref")
    guard case .notYet(let assessment) = try ana.end(.ratified, "kindness") else {
      Issue.record("landed")
      return
    }
    #expect(assessment.state == .waitingPeople)
    #expect(try ana.sandbox.git("for-each-ref") == before)
  }

  @Test func `a lost race is fetched and run again`() throws {
    try propose("Kindness", by: ana)
    try propose("Clarity", by: ben, in: "mission")
    for slug in ["kindness", "clarity"] { try approve(slug) }
    let stale = try ana.clone()
    try ben.land("clarity")
    guard case .landed(let step) = try ana.end(.ratified, "kindness", in: stale) else {
      Issue.record("did not land")
      return
    }
    #expect(step.number == 2)
    let report = try team.report()
    #expect(report.outcome == .valid)
    #expect(report.steps.count == 3)
  }

  @Test func `after a lost race what the other changed is not overwritten`() throws {
    try propose("Kindness", by: ana)
    try propose("Clarity", by: ben)
    for slug in ["kindness", "clarity"] { try approve(slug) }
    let stale = try ana.clone()
    try ben.land("clarity")
    guard case .notYet(let assessment) = try ana.end(.ratified, "kindness", in: stale) else {
      Issue.record("landed")
      return
    }
    #expect(assessment.problems.contains { $0.code == .outOfDate })
    try ana.update("kindness")
    try ana.land("kindness")
    #expect(try team.report().outcome == .valid)
    let values = try team.hub!.git("show", "main:Charters/values.md")
    #expect(values.contains("## Kindness") && values.contains("## Clarity"))
  }

  @Test func `a version or a word that came meanwhile is not deleted unread`() throws {
    try propose("Kindness", by: ana)
    try approve("kindness")
    let stale = try ben.clone()
    try ana.replace("Words.", with: "Other words.", in: "Charters/values.md")
    try ana.revise()
    guard case .notYet = try ben.end(.ratified, "kindness", in: stale) else {
      Issue.record("landed")
      return
    }
    #expect(try team.shared("refs/heads/proposals") == ["refs/heads/proposals/kindness"])
    #expect(try team.report().steps.count == 1)
  }

  @Test func `a remote that refuses leaves everything as it was`() throws {
    try propose("Kindness", by: ana)
    try approve("kindness")
    let hook = "#!/bin/sh\necho not today >&2\nexit 1\n"
    try Files.write(
      Array(hook.utf8), to: team.hub!.directory + "/hooks/pre-receive", executable: true)
    _ = try ana.clone()
    let before = try ana.sandbox.git("for-each-ref")
    guard case .refusedByRemote(let message) = try ana.end(.ratified, "kindness") else {
      Issue.record("landed")
      return
    }
    #expect(message.contains("not today"))
    #expect(try ana.sandbox.git("for-each-ref") == before)
    #expect(try team.report().steps.count == 1)
  }

  @Test func `where nothing may be deleted the step lands all the same`() throws {
    try propose("Kindness", by: ana)
    try approve("kindness")
    try team.hub!.git("config", "receive.denyDeletes", "true")
    let step = try ana.land("kindness")
    #expect(step.landing.pushed)
    #expect(step.landing.leftOnRemote != nil)
    #expect(try team.report().outcome == .valid)
    #expect(try ProposalRegister(ben.clone()).open().isEmpty)
  }

  @Test func `only what is somebody's own word is taken into the record`() throws {
    try propose("Kindness", by: ana)
    try approve("kindness")
    let clone = try ana.clone()
    let proposal = try ProposalRegister(clone).find("kindness")
    let folder = OpenProposal.signoffFolder(proposal.id)
    let bytes = try ana.sandbox.bytes(of: proposal.signoffs[0])
    let text = String(decoding: bytes, as: UTF8.self)
    // A word that nobody signed, and one that drags the founding along.
    let unsigned = try ana.sandbox.commit(
      raw: Array(text.replacing(/gpgsig (.|\n)*?-----END SSH SIGNATURE-----\n/, with: "").utf8))
    let dragging = try ana.sandbox.commit(
      raw: Array(text.replacing("parent ", with: "parent \(proposal.facts.base)\nparent ").utf8))
    try ana.sandbox.git("update-ref", "\(folder)ana/00", unsigned.hex)
    try ana.sandbox.git("update-ref", "\(folder)ana/01", dragging.hex)
    try ana.land("kindness")
    let report = try team.report()
    #expect(report.outcome == .valid)
    #expect(report.steps.last?.assessment?.signoffs.count == 2)
  }

  @Test func `only the proposer withdraws, and the record keeps the idea`() throws {
    try propose("Kindness", by: ana)
    try ben.say(.object, on: "kindness", because: "Too vague.")
    let error = try #require(throws: ActError.self) { try ben.end(.withdrawn, "kindness") }
    guard case .refused(let problems, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(problems.map(\.code) == [.notEntitled])
    let step = try ana.land("kindness", .withdrawn)
    #expect(step.outcome == .withdrawn)
    let report = try team.report()
    #expect(report.outcome == .valid)
    #expect(report.steps.last?.kind == .closing)
    #expect(try team.hub!.git("diff", "main^", "main").isEmpty)
    #expect(try !team.hub!.git("show", "main^2:Charters/values.md").isEmpty)
    #expect(try team.shared("refs") == ["refs/heads/main"])
    let again = try #require(throws: ActError.self) { try ana.end(.withdrawn, "kindness") }
    guard case .noSuchProposal = again else {
      Issue.record("\(again)")
      return
    }
  }

  @Test func `a proposal that ended on another machine is known to have ended`() throws {
    try propose("Kindness", by: ana)
    try approve("kindness")
    try ben.land("kindness")
    let clone = try ana.clone()
    let error = try #require(throws: ActError.self) { try ProposalRegister(clone).find("kindness") }
    guard case .endedProposal = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `edits in the way stop the files, not the decision`() throws {
    try propose("Kindness", by: ana)
    try approve("kindness")
    try ben.sandbox.write("mine\n", to: "Charters/values.md")
    let step = try ben.land("kindness")
    #expect(step.landing.pushed && !step.landing.workingTreeFollowed)
    #expect(try team.report().outcome == .valid)
    #expect(try ben.text("Charters/values.md") == "mine\n")
  }

  @Test func `without a remote everything happens here`() throws {
    let solo = try Team(["ana"], shared: false)
    let desk = solo.desks[0]
    try desk.replace("A few values are enough.", with: "Few.", in: "Charters/values.md")
    try desk.propose("Fewer")
    try desk.say(.approve, on: "fewer")
    try desk.land("fewer")
    #expect(try solo.report().steps.map(\.outcome) == [.founded, .ratified])
    #expect(try desk.sandbox.git("for-each-ref", "--format=%(refname)") == "refs/heads/main")
    #expect(try desk.sandbox.git("status", "--porcelain").isEmpty)
    try desk.sandbox.fsck()
  }
}
