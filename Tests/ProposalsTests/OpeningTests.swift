import Charters
import Evidence
import Git
import Policies
import Proposals
import Testing
import TestSupport

@Suite struct OpeningTests {
  let team: Team
  let ana: Desk

  init() throws {
    team = try Team(["ana", "ben"])
    ana = team.desks[0]
  }

  func edit() throws {
    try ana.replace("A few values are enough.", with: "Few.", in: "Charters/values.md")
  }

  @Test func `the working tree's charters become a branch and nothing else moves`() throws {
    let main = try ana.sandbox.id("main")
    try ana.sandbox.write("mine\n", to: "notes.txt")
    try ana.sandbox.write("staged\n", to: "staged.txt")
    try ana.sandbox.git("add", "staged.txt")
    try edit()
    let result = try ana.propose("Fewer values")
    #expect(result.slug.text == "fewer-values")
    #expect(try ana.sandbox.git("symbolic-ref", "HEAD") == "refs/heads/proposals/fewer-values")
    #expect(try ana.sandbox.id("HEAD^") == main)
    #expect(try ana.sandbox.id("main") == main)
    #expect(
      try ana.sandbox.git("diff", "--name-only", "main", "HEAD") == "Charters/values.md")
    let status = try ana.sandbox.git("status", "--porcelain").split(separator: "\n")
    #expect(Set(status) == ["A  staged.txt", "?? notes.txt"])
    #expect(
      try team.shared("refs/heads") == ["refs/heads/main", "refs/heads/proposals/fewer-values"])
    try ana.sandbox.git("verify-commit", "HEAD")
    try ana.sandbox.fsck()
  }

  @Test func `the opening is canonical and gives the proposal its id`() throws {
    try edit()
    let result = try ana.propose("Fewer values") {
      $0.with = [Handle("ben")!]
      $0.affects = ["team x", "ben"]
    }
    let bytes = try ana.sandbox.bytes(of: result.head)
    let raw = try RawCommit(id: result.head, bytes: bytes)
    let message = try #require(OpeningMessage(raw.message))
    #expect(message.text == raw.message)
    #expect(message.with.map(\.text) == ["ben"])
    #expect(message.affects == ["ben", "team x"])
    #expect(ProposalID(openingPayload: raw.payload) == result.id)
    #expect(raw.isUntouched)
  }

  @Test func `a taken name gets a number, a title without letters the id`() throws {
    try edit()
    try ana.propose("Fewer values")
    try ana.sandbox.git("switch", "--quiet", "main")
    try edit()
    #expect(try ana.propose("Fewer, values!").slug.text == "fewer-values-2")
    try ana.sandbox.git("switch", "--quiet", "main")
    try edit()
    let other = try ana.propose("価値")
    #expect(other.slug.text == "p-" + other.id.text.prefix(8))
  }

  @Test func `deleted and new files count, ignored ones do not`() throws {
    try ana.sandbox.write("*.bak\n", to: ".git/info/exclude")
    try ana.sandbox.write("x\n", to: "Charters/values.md.bak")
    try ana.sandbox.git("rm", "--quiet", "Charters/mission.md")
    try ana.sandbox.write("---\nkind: role\ntitle: A\n---\n# A\n", to: "Charters/roles/a.md")
    let result = try ana.propose()
    #expect(result.title.text == "Change 2 charters")
    #expect(
      result.assessment.changes.map(\.pathText) == ["Charters/mission.md", "Charters/roles/a.md"])
  }

  @Test func `nothing changed, nothing proposed`() throws {
    try ana.sandbox.write("x\n", to: "other.txt")
    let error = try #require(throws: ActError.self) { try ana.propose("Nothing") }
    guard case .nothingChanged = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `policy and other charters are not proposed together`() throws {
    try edit()
    try ana.replace("All of us agree", with: "We agree", in: "Charters/policy.yml")
    let error = try #require(throws: ActError.self) { try ana.propose("Both") }
    guard case .refused(let problems, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(problems.map(\.code) == [.mixedStep])
    #expect(try ana.sandbox.git("for-each-ref", "refs/heads/proposals").isEmpty)
    #expect(try ana.sandbox.git("symbolic-ref", "HEAD") == "refs/heads/main")
    #expect(try ana.text("Charters/values.md").contains("Few."))
  }

  @Test func `what is proposed is what git would add, line ends and all`() throws {
    try ana.sandbox.git("config", "core.autocrlf", "true")
    let text = try ana.text("Charters/values.md").replacing(
      "A few values are enough.", with: "Few.")
    try ana.sandbox.write(text.replacing("\n", with: "\r\n"), to: "Charters/values.md")
    let result = try ana.propose("Fewer")
    #expect(result.assessment.changes.map(\.pathText) == ["Charters/values.md"])
    let stored = try ana.sandbox.git("show", "HEAD:Charters/values.md")
    #expect(!stored.contains("\r"))
  }

  @Test func `another branch is no place to propose from`() throws {
    try ana.sandbox.git("switch", "--quiet", "--create", "feature")
    try edit()
    let error = try #require(throws: ActError.self) { try ana.propose("Fewer") }
    guard case .wrongBranch(let now, let wanted) = error else {
      Issue.record("\(error)")
      return
    }
    #expect((now, wanted) == ("feature", "main"))
  }

  @Test func `what a commit changed is offered again under one's own name`() throws {
    try ana.sandbox.git("switch", "--quiet", "--create", "feature")
    try edit()
    let commit = try ana.sandbox.commit("by plain git")
    try ana.sandbox.git("switch", "--quiet", "main")
    let result = try ana.propose("Fewer") { $0.source = .revision(commit) }
    #expect(result.assessment.changes.map(\.pathText) == ["Charters/values.md"])
    #expect(try ana.sandbox.id("HEAD^") == ana.sandbox.id("main"))
    #expect(try ana.text("Charters/values.md").contains("Few."))
  }

  @Test func `a commit on main that nobody approved is offered and left aside`() throws {
    try edit()
    try ana.sandbox.commit("oops")
    let error = try #require(throws: ActError.self) {
      try ana.replace("Few.", with: "Some.", in: "Charters/values.md")
      try ana.propose("More")
    }
    guard case .astray = error else {
      Issue.record("\(error)")
      return
    }
    try ana.sandbox.git("checkout", "--quiet", "--", "Charters")
    let own = try ana.sandbox.id("main")
    let result = try ana.propose("Fewer") { $0.source = .revision(own) }
    #expect(try ana.sandbox.id("\(result.head)^") == ana.sandbox.id("origin/main"))
    try ana.say(.approve, on: "fewer")
    try team.desks[1].say(.approve, on: "fewer")
    let step = try ana.land("fewer")
    #expect(step.landing.localIsAstray)
    #expect(try team.report().outcome == .valid)
  }
}
