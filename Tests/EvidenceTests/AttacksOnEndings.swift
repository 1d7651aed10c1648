import Evidence
import Git
import Policies
import Processes
import Stories
import TestSupport
import Testing

/// Steps by people who may not make them, or with words that do not fit.
@Suite struct AttacksOnEndings {
  let story: Story
  let idea: StoryProposal

  init() throws {
    story = try Story()
    idea = try story.serveTheSea(approvedBy: "ben", "cy")
  }

  struct Ending: Sendable {
    let outcome: StepOutcome
    let handle: String
    let words: String
  }

  @Test(arguments: [
    Ending(
      outcome: .declined, handle: "dee",
      words: "Only who made the proposal may decline it while it can still be approved."),
    Ending(
      outcome: .withdrawn, handle: "dee",
      words: "dee did not make this proposal, so cannot withdraw it."),
    Ending(outcome: .lapsed, handle: "ana", words: "The proposal has not run out of time"),
  ])
  func notEntitled(_ ending: Ending) throws {
    try story.expectHostile(
      try story.ratify(idea, by: ending.handle, outcome: ending.outcome), .invalid, [.notEntitled],
      because: ending.words, wayOut: "charter")
  }

  @Test func closingByAStranger() throws {
    try story.expectHostile(
      try story.ratify(idea, by: "eve", outcome: .withdrawn), .invalid,
      [.unknownKey, .notEntitled], because: "a key that is not listed for eve", wayOut: "charter")
  }

  @Test func closingThatChangesWords() throws {
    try story.expectHostile(
      try story.ratify(
        idea, by: "ana", outcome: .withdrawn, landing: story.landing(of: idea)), .invalid,
      [.partialLanding, .digestMismatch],
      because: "It ends a proposal and changes words all the same.", wayOut: "charter ratify")
  }

  @Test func ratificationUnsigned() throws {
    try story.expectHostile(
      try story.ratify(idea, by: "ana") { $0.signer = .nobody }, .invalid, [.badSignature],
      because: "It names ana but is not signed.", wayOut: "charter")
  }

  @Test(arguments: ["ana", "eve"])
  func ratificationByAStranger(inTheNameOf handle: String) throws {
    let tip = try story.ratify(idea, by: handle) { draft in
      draft.signer = .member(try story.cast.member("eve"))
    }
    try story.expectHostile(
      tip, .invalid, [.unknownKey], because: "a key that is not listed for \(handle)",
      wayOut: "charter")
  }

  @Test func ratificationByAMemberWhoLeft() throws {
    let dee = Setting.member("Dee", keys: [try story.cast.member("dee").key.line], status: "left")
    try story.decide(
      by: "ana", "Dee leaves", changing: ["Charters/members/dee.md": .text(dee)],
      approvedBy: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "dee"), .invalid, [.unknownKey],
      because: "a key that is not listed for dee", wayOut: "charter")
  }

  @Test func notEnoughApprovals() throws {
    idea.signoffs.removeLast()
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  struct Lie: Sendable, CustomTestStringConvertible {
    let key: String
    let value: String
    let code: Problem.Code
    let words: String
    var testDescription: String { "\(key): \(value)" }
  }

  @Test(arguments: [
    Lie(
      key: "Repository", value: String(repeating: "a", count: 64), code: .wrongRepository,
      words: "It names another repository."),
    Lie(
      key: "Branch", value: "refs/heads/other", code: .wrongBranch,
      words: "It names another branch, refs/heads/other."),
    Lie(
      key: "Step", value: "3", code: .wrongStep,
      words: "It says it is step 3; the next one is 2."),
    Lie(
      key: "Step", value: "1", code: .wrongStep,
      words: "It says it is step 1; the next one is 2."),
    Lie(
      key: "Proposal", value: String(repeating: "a", count: 32), code: .foreignHistory,
      words: "do not belong to its proposal"),
    Lie(
      key: "Amendment", value: "sha256:" + String(repeating: "a", count: 64),
      code: .digestMismatch, words: "The fingerprint it states is not that of what it lands."),
    Lie(key: "Member", value: "ben", code: .unknownKey, words: "a key that is not listed for ben"),
    Lie(
      key: "Outcome", value: "declined", code: .changedWithoutApproval,
      words: "nobody's approval is recorded"),
  ])
  func wrongName(_ lie: Lie) throws {
    let tip = try story.ratify(idea, by: "ana") { draft in
      draft.message = draft.message.replacing(
        try Regex("Charter-\(lie.key): .*"), with: "Charter-\(lie.key): \(lie.value)")
    }
    let verdict = try story.verdict(tip)
    #expect(verdict.report.outcome != .valid)
    #expect(verdict.codes == [lie.code], "\(verdict.story)")
    try story.expectRefused("\(tip.hex):refs/heads/main", because: lie.words, wayOut: "charter")
  }

  @Test func wrongTitle() throws {
    let tip = try story.ratify(idea, by: "ana") { draft in
      try draft.replace("Ratify: Serve the sea", with: "Ratify: Mend a comma")
    }
    try story.expectHostile(
      tip, .invalid, [.wrongProposal], because: "Its title is not the proposal's title.",
      wayOut: "charter")
  }

  /// Decided on twice: the same opening, already in the history.
  @Test func endedProposalRatified() throws {
    try story.land(story.ratify(idea, by: "ana", outcome: .withdrawn))
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.wrongShape],
      because: "No signed opening of a proposal was found behind it.", wayOut: "charter ratify")
  }

  /// The same opening in another armor: another commit, but no other proposal.
  @Test func endedProposalInAnotherArmor() throws {
    try story.land(story.ratify(idea, by: "ana", outcome: .withdrawn))
    let again = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: Story.sea], on: base(of: idea)
    ) { draft in
      let bytes = try story.work.bytes(of: idea.opening)
      let old = try RawCommit(id: idea.opening, bytes: bytes)
      draft.author = old.author.line
      draft.committer = old.committer.line
      let payload = draft.payload
      #expect(payload == old.payload)
      draft.signer = .armor(try otherArmor(of: payload))
    }
    #expect(again.id == idea.id)
    #expect(again.opening != idea.opening)
    try story.approve(again, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(again, by: "ana"), .invalid, [.endedProposal],
      because: "This proposal ended already, in step 2.", wayOut: "charter")
  }

  private func base(of idea: StoryProposal) -> ObjectID { idea.base }

  /// ana's signature with the other hash that SSH knows.
  private func otherArmor(of payload: [UInt8]) throws -> String {
    let ana = try story.cast.member("ana")
    var command = Command(
      "ssh-keygen", ["-Y", "sign", "-q", "-n", "git", "-O", "hashalg=sha256", "-f", ana.key.path])
    command.environment = ana.environment()
    command.input = payload
    let result = try command.run()
    try #require(result.succeeded)
    return result.outputText
  }
}
