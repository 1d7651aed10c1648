import Charters
import Evidence
import Git
import Policies
import Proposals
import Signing
import TestSupport
import Testing

@Suite struct SigningOffTests {
  let team: Team
  let (ana, ben): (Desk, Desk)
  let opened: Opening.Result

  init() throws {
    team = try Team(["ana", "ben"])
    (ana, ben) = (team.desks[0], team.desks[1])
    try ana.replace("A few values are enough.", with: "Few.", in: "Charters/values.md")
    opened = try ana.propose("Fewer values")
  }

  /// What stands in a commit, read by the rules of evidence.
  func message(_ commit: ObjectID, in desk: Desk) throws -> SignoffMessage {
    let raw = try RawCommit(id: commit, bytes: desk.sandbox.bytes(of: commit))
    let message = try #require(SignoffMessage(raw.message))
    #expect(message.text == raw.message)
    #expect(raw.isUntouched)
    return message
  }

  @Test func `a sign-off stands beside the version, with its tree, and is pushed alone`() throws {
    let result = try ben.say(.approve, on: "fewer-values", because: "Yes.")
    let git = ben.sandbox
    #expect(try git.git("rev-parse", "\(result.commit)^@") == opened.head.hex)
    #expect(try git.id("\(result.commit)^") == opened.head)
    #expect(
      try git.git("rev-parse", "\(result.commit)^{tree}", "\(opened.head)^{tree}")
        .split(separator: "\n").count == 2)
    try git.git("diff", "--exit-code", opened.head.hex, result.commit.hex)
    try git.git("verify-commit", result.commit.hex)
    try git.fsck()
    let name = "refs/charter/signoffs/\(opened.id)/ben/\(result.id.short)"
    #expect(result.reference.text == name)
    #expect(try team.shared("refs/charter") == [name])
    let message = try message(result.commit, in: ben)
    #expect(message.base == (try git.id("origin/main")))
    #expect(message.revision == opened.head)
    #expect(message.amendment == opened.assessment.digest)
    #expect(message.member == ben.handle)
    #expect(message.reason?.text == "Yes.")
  }

  @Test func `each decision names the one before, comments name and break nothing`() throws {
    let first = try ben.say(.object, on: "fewer-values", because: "No.")
    let comment = try ben.say(.comment, on: "fewer-values", because: "Well.")
    let second = try ben.say(.approve, on: "fewer-values")
    let third = try ben.say(.retract, on: "fewer-values")
    #expect(try message(comment.commit, in: ben).previous.isEmpty)
    #expect(try message(second.commit, in: ben).previous == [first.id])
    #expect(try message(third.commit, in: ben).previous == [second.id])
    let readings = try ana.assessment("fewer-values").signoffs
    #expect(readings.count == 4)
    #expect(readings.first { $0.payloadID == second.id }?.defects == [.superseded])
  }

  @Test func `two machines of one member are joined by the next word`() throws {
    let other = try team.anotherDesk(of: 1)
    _ = try ben.clone()
    let here = try ben.say(.approve, on: "fewer-values", pushes: false)
    let there = try other.say(.approve, on: "fewer-values", because: "Twice.")
    let result = try ben.say(.approve, on: "fewer-values", because: "Both.")
    #expect(try message(result.commit, in: ben).previous == [here.id, there.id].sorted())
  }

  @Test func `the same words again are noticed before anything is signed`() throws {
    try ben.say(.approve, on: "fewer-values")
    let clone = try ben.clone()
    let draft = try SigningOff(.approve).draft(
      try ProposalRegister(clone).find("fewer-values"), in: clone, by: Signatory(clone.repository))
    #expect(draft.isRepeated)
    try ana.replace("Few.", with: "Some.", in: "Charters/values.md")
    try ana.revise()
    let later = try ben.clone()
    let again = try SigningOff(.approve).draft(
      try ProposalRegister(later).find("fewer-values"), in: later, by: Signatory(later.repository))
    #expect(!again.isRepeated)
    #expect(again.previous.count == 1)
  }

  @Test(arguments: ["values.md#(intro)", "Charters/values.md#(intro)", "values#(intro)", "(intro)"])
  func `a section is found by its place or its name alone`(name: String) throws {
    let result = try ben.say(.object, on: "fewer-values", because: "No.", sections: [name])
    #expect(try message(result.commit, in: ben).sections == ["values.md#(intro)"])
  }

  @Test(arguments: ["mission.md#(intro)", "values.md#Nothing", "Nothing", "values.md", "#"])
  func `a section that is not changed cannot be objected to`(name: String) throws {
    let error = try #require(throws: ActError.self) {
      try ben.say(.object, on: "fewer-values", because: "No.", sections: [name])
    }
    guard case .noSuchSection(name, let known) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(known == ["values.md#(intro)"])
  }

  @Test func `an objection needs a reason, a retraction something to take back`() throws {
    let noReason = try #require(throws: ActError.self) { try ben.say(.object, on: "fewer-values") }
    guard case .noReason = noReason else {
      Issue.record("\(noReason)")
      return
    }
    let nothing = try #require(throws: ActError.self) { try ben.say(.retract, on: "fewer-values") }
    guard case .nothingToRetract = nothing else {
      Issue.record("\(nothing)")
      return
    }
  }

  @Test func `somebody who is no member signs nothing`() throws {
    let stranger = try TestMember("mallory")
    let desk = Desk(clock: team.clock, person: stranger, sandbox: try team.hub!.clone(as: stranger))
    let error = try #require(throws: ActError.self) { try desk.say(.approve, on: "fewer-values") }
    guard case .notAMember(_, let key, let members) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(key == stranger.key.line)
    #expect(members.map(\.text) == ["ana", "ben"])
    #expect(try desk.sandbox.git("for-each-ref", "refs/charter").isEmpty)
  }

  @Test func `a proposal is found by its name, the beginning of its id, or where one stands`()
    throws
  {
    let register = ProposalRegister(try ana.clone())
    for name in ["fewer-values", "proposals/fewer-values", String(opened.id.text.prefix(6))] {
      #expect(try register.find(name).id == opened.id)
    }
    #expect(try register.find(nil).id == opened.id)
    let elsewhere = ProposalRegister(try ben.clone())
    let error = try #require(throws: ActError.self) { try elsewhere.find(nil) }
    guard case .noProposalHere(let known) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(known == ["fewer-values"])
    #expect(throws: ActError.self) { try elsewhere.find("fewer") }
  }

  @Test func `a clock that runs behind signs no earlier than the version`() throws {
    team.clock.seconds -= 10_000
    let result = try ben.say(.approve, on: "fewer-values")
    team.clock.seconds += 10_000
    let dates = try [opened.head, result.commit].map {
      Int64(try ben.sandbox.git("show", "--no-patch", "--format=%ct", $0.hex)) ?? 0
    }
    #expect(dates[1] == dates[0])
    #expect(try ana.assessment("fewer-values").signoffs.allSatisfy { $0.defects.isEmpty })
  }
}
