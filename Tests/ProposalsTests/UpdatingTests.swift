import Charters
import Evidence
import Git
import Policies
import Processes
import Proposals
import Prose
import Testing
import TestSupport

@Suite struct UpdatingTests {
  let team: Team
  let (ana, ben): (Desk, Desk)

  init() throws {
    team = try Team(["ana", "ben"])
    (ana, ben) = (team.desks[0], team.desks[1])
    try ana.replace("A few values are enough.", with: "Few.", in: "Charters/values.md")
    try ana.propose("Mine")
    try ben.replace("bad news gets worse", with: "bad news rots", in: "Charters/values.md")
    try ben.propose("Theirs")
    for desk in team.desks { try desk.say(.approve, on: "theirs") }
  }

  @Test func `an update is nobody's content, and approvals of words that stay go on counting`()
    throws
  {
    for desk in team.desks { try desk.say(.approve, on: "mine") }
    try ben.land("theirs")
    let head = try #require(try ana.update("mine"))
    let clone = try ana.clone()
    #expect(try clone.engine.isUpdate(clone.repository.commit(head), on: clone.branch.tip))
    let assessment = try ana.assessment("mine")
    #expect(assessment.mayLand)
    #expect(assessment.proposal.coAuthors.isEmpty)
    #expect(try ana.text("Charters/values.md").contains("bad news rots"))
    try ana.land("mine")
    #expect(try team.report().outcome == .valid)
    try team.hub!.fsck()
  }

  @Test func `another member may update without becoming an author`() throws {
    try ben.land("theirs")
    try ben.update("mine")
    #expect(try ana.assessment("mine").proposal.coAuthors.isEmpty)
    // The proposer's own branch is behind now, and says so.
    try ana.replace("Few.", with: "Some.", in: "Charters/values.md")
    let error = try #require(throws: ActError.self) { try ana.revise() }
    guard case .behindRemote(let slug, let remote) = error else {
      Issue.record("\(error)")
      return
    }
    #expect((slug, remote) == ("mine", "origin"))
  }

  @Test func `up to date already`() throws {
    #expect(try ana.update("mine") == nil)
  }

  @Test func `the same words changed twice stop it with nothing changed, and hands mend it`() throws
  {
    try ben.replace("A few values", with: "Some values", in: "Charters/values.md")
    try ben.revise()
    for desk in team.desks { try desk.say(.approve, on: "theirs") }
    try ben.land("theirs")
    let before = try ana.sandbox.git("for-each-ref", "refs/heads")
    let error = try #require(throws: ProposalMerge.Conflicts.self) { try ana.update("mine") }
    #expect(error.all.map(\.path) == ["Charters/values.md"])
    #expect(error.all.map(\.pieces) == [[.intro]])
    let sentences = error.all.flatMap { $0.prose?.conflicts ?? [] }
    #expect(sentences.map(\.kind) == [.sentences])
    #expect(error.parties?.own == "ana, in mine")
    #expect(error.parties?.others("Charters/values.md") == "ben, in step 1 (Theirs)")
    #expect(try ana.sandbox.git("for-each-ref", "refs/heads") == before)
    #expect(try ana.sandbox.git("status", "--porcelain").isEmpty)

    let merge = try ana.sandbox.run("git", ["merge", "--no-commit", "origin/main"])
    #expect(!merge.succeeded)
    let conflicted = try #require(throws: ActError.self) { try ana.revise() }
    guard case .conflictedFiles(let paths) = conflicted else {
      Issue.record("\(conflicted)")
      return
    }
    #expect(paths == ["Charters/values.md"])
    let theirs = try ana.sandbox.git("show", "origin/main:Charters/values.md") + "\n"
    try ana.sandbox.write(
      theirs.replacing("Some values are enough.", with: "Few."), to: "Charters/values.md")
    try ana.sandbox.git("add", "Charters")
    let result = try ana.revise()
    #expect(try ana.sandbox.id("HEAD^2") == ana.sandbox.id("origin/main"))
    #expect(try ana.sandbox.git("status", "--porcelain").isEmpty)
    #expect(result.assessment.problems.isEmpty)
    for desk in team.desks { try desk.say(.approve, on: "mine") }
    try ana.land("mine")
    #expect(try team.report().outcome == .valid)
  }

  @Test func `different sentences of one section are joined, as a version of whoever joins them`()
    throws
  {
    let path = "Charters/values.md"
    try ben.replace("more than a nice word", with: "more than a word", in: path)
    try ben.revise()
    for desk in team.desks { try desk.say(.approve, on: "theirs") }
    try ben.land("theirs")
    let head = try #require(try ben.update("mine"))
    let clone = try ben.clone()
    #expect(try !clone.engine.isUpdate(clone.repository.commit(head), on: clone.branch.tip))
    let text = try ben.sandbox.git("show", "\(head.hex):\(path)")
    #expect(text.contains("Few.  Give each its own section"))
    #expect(text.contains("more than a word."))
    #expect(!text.contains("<<<<<<<"))
    let assessment = try ana.assessment("mine")
    #expect(assessment.proposal.coAuthors == [ben.handle])
    #expect(assessment.problems.isEmpty)
    for desk in team.desks { try desk.say(.approve, on: "mine") }
    try ana.land("mine")
    #expect(try team.report().outcome == .valid)
  }

  @Test func `both sides' sentences lie in the files to choose from, and no choice is left`() throws
  {
    let path = "Charters/values.md"
    try ben.replace("A few values", with: "Some values", in: path)
    try ben.revise()
    for desk in team.desks { try desk.say(.approve, on: "theirs") }
    try ben.land("theirs")
    #expect(throws: ProposalMerge.Conflicts.self) { try ana.update("mine") }
    guard case .marked = try Updating().leaveChoice("mine", in: ana.clone()) else {
      Issue.record("nothing was left to choose from")
      return
    }
    let marked = try ana.text(path)
    #expect(marked.contains("<<<<<<< ana, in mine\nFew.\n||||||| before\n"), "\(marked)")
    #expect(marked.contains(">>>>>>> ben, in step 1 (Theirs)\n"))
    #expect(marked.contains("bad news rots"))
    #expect(throws: ActError.self) { try ana.revise() }
    // Said to be settled, with the markers still there.
    try ana.sandbox.git("add", "Charters")
    let error = try #require(throws: ActError.self) { try ana.revise() }
    guard case .content(let findings) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(findings.map(\.code).contains("leftover-markers"))
  }

  @Test func `a version by somebody else makes them an author`() throws {
    try ben.sandbox.git("fetch", "--quiet")
    try ben.sandbox.git("switch", "--quiet", "--create", "proposals/mine", "origin/proposals/mine")
    try ben.replace("Few.", with: "Very few.", in: "Charters/values.md")
    let result = try ben.revise()
    #expect(result.assessment.proposal.coAuthors == [ben.handle])
    #expect(try team.shared("refs/heads/proposals").count == 2)
    try ben.sandbox.git("verify-commit", "HEAD")
  }

  @Test func `a version that mixes the policy in is refused`() throws {
    try ana.replace("All of us agree", with: "We agree", in: "Charters/policy.yml")
    let head = try ana.sandbox.id("HEAD")
    let error = try #require(throws: ActError.self) { try ana.revise() }
    guard case .refused(let problems, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(problems.map(\.code) == [.mixedStep])
    #expect(try ana.sandbox.id("HEAD") == head)
  }
}
