import Charters
import Evidence
import Git
import Policies
import Proposals
import TestSupport
import Testing

@Suite struct SyncingTests {
  let team: Team
  let (ana, ben): (Desk, Desk)

  init() throws {
    team = try Team(["ana", "ben"])
    (ana, ben) = (team.desks[0], team.desks[1])
    try ana.replace("A few values are enough.", with: "Few.", in: "Charters/values.md")
    try ana.propose("Fewer")
  }

  func sync(_ desk: Desk) throws -> Syncing.Result {
    try #require(try Syncing().sync(desk.clone(fetching: false)))
  }

  @Test func `news are told once, and one's own branches stay`() throws {
    let branches = try ben.sandbox.git("for-each-ref", "refs/heads")
    try ana.say(.approve, on: "fewer")
    let first = try sync(ben)
    #expect(first.opened.map(\.slug) == ["fewer"])
    #expect(first.signoffs.map(\.message.member) == [ana.handle])
    let second = try sync(ben)
    #expect(second.opened.isEmpty && second.signoffs.isEmpty)
    try ana.replace("Few.", with: "Some.", in: "Charters/values.md")
    try ana.revise()
    #expect(try sync(ben).revised.map(\.slug) == ["fewer"])
    try ben.say(.approve, on: "fewer")
    try ana.say(.approve, on: "fewer")
    try ana.land("fewer")
    let last = try sync(ben)
    #expect(last.ended == ["fewer"])
    #expect(last.behind == 1)
    #expect(try ben.sandbox.git("for-each-ref", "refs/heads") == branches)
    #expect(try ben.sandbox.git("for-each-ref", "refs/charter").isEmpty)
    #expect(try ben.sandbox.git("for-each-ref", "refs/remotes/origin/proposals").isEmpty)
    #expect(try Memory.load(ben.repository())?.step == 1)
  }

  @Test func `what was never sent is named and kept`() throws {
    _ = try sync(ben)
    let result = try ben.say(.approve, on: "fewer", pushes: false)
    #expect(try sync(ben).unsent == [result.reference])
    #expect(try ben.sandbox.id(result.reference.text) == result.commit)
  }

  @Test func `a sign-off that is here is never replaced by another of its name`() throws {
    let result = try ben.say(.approve, on: "fewer")
    let other = try ana.say(.approve, on: "fewer")
    try team.hub!.git("update-ref", result.reference.text, other.commit.hex)
    _ = try? sync(ben)  // git may call that a failure
    #expect(try ben.sandbox.id(result.reference.text) == result.commit)
  }

  @Test func `a remote that cannot be reached is an error with git's words`() throws {
    try ben.sandbox.git("remote", "set-url", "origin", "file:///nowhere")
    let error = try #require(throws: ActError.self) { try sync(ben) }
    guard case .git(_, let message) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(!message.isEmpty)
  }

  @Test func `without a remote there is nothing to fetch`() throws {
    let solo = try Team(["ana"], shared: false)
    #expect(try Syncing().sync(solo.desks[0].clone(fetching: false)) == nil)
  }
}
