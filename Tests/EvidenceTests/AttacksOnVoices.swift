import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// One person, one voice: several machines, several words, and words put into somebody's mouth.
@Suite struct AttacksOnVoices {
  let story: Story
  let idea: StoryProposal

  init() throws {
    story = try Story()
    idea = try story.serveTheSea(approvedBy: "cy")
  }

  private func lastWord(_ handle: String) throws -> PayloadID {
    try #require(idea.lastWords[handle])
  }

  private func expectUncounted(
    _ reasons: [String: Set<ReasonCode>], at location: SourceLocation = #_sourceLocation
  ) throws {
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: reasons,
      because: "It lacks required approvals.", wayOut: "charter status", at: location)
  }

  /// Ben approves on one machine and objects on another, which does not know of the first.
  @Test func twoMachinesDisagree() throws {
    try story.approve(idea, by: "ben")
    try story.sign(.object, idea, by: "ben", reason: "Too far.") { $0.namePrevious([]) }
    try expectUncounted(["ben": [.forked]])
  }

  /// The approval of the second machine counts no more than that of the first.
  @Test func bothMachinesApproveOtherWords() throws {
    try story.approve(idea, by: "ben")
    try story.revise(
      idea, by: "ana", changing: [Paths.mission: .text(Setting.mission(statement: "All seas."))])
    try story.sign(.approve, idea, by: "ben") { $0.namePrevious([]) }
    try story.approve(idea, by: "cy")
    try expectUncounted(["ben": [.forked], "cy": [.superseded]])
  }

  /// A later word that names only one machine's leaves the fork as it is.
  @Test func halfAJoin() throws {
    try story.approve(idea, by: "ben")
    let first = try lastWord("ben")
    try story.sign(.object, idea, by: "ben", reason: "Too far.") { $0.namePrevious([]) }
    try story.sign(.approve, idea, by: "ben") { $0.namePrevious([first]) }
    try expectUncounted(["ben": [.forked]])
  }

  /// One that names both joins them, and counts.
  @Test func wholeJoin() throws {
    try story.approve(idea, by: "ben")
    let first = try lastWord("ben")
    try story.sign(.object, idea, by: "ben", reason: "Too far.") { $0.namePrevious([]) }
    let second = try lastWord("ben")
    try story.sign(.approve, idea, by: "ben") { $0.namePrevious([first, second]) }
    try story.land(story.ratify(idea, by: "ana"))
    try story.expectVerdict(story.main, .valid)
  }

  /// Dee takes back what ben said, or says that it came before dee's own word: ben's stands.
  @Test(arguments: [Decision.retract, .object, .abstain])
  func wordOfSomebodyElseSuperseded(_ decision: Decision) throws {
    try story.approve(idea, by: "ben")
    let bens = try lastWord("ben")
    try story.sign(decision, idea, by: "dee", reason: "Not so.") { $0.namePrevious([bens]) }
    try story.land(story.ratify(idea, by: "ana"))
    try story.expectVerdict(story.main, .valid)
  }

  /// A retraction in ben's name that ben did not sign silences nobody.
  @Test(arguments: [false, true])
  func retractionInSomebodysName(isSigned: Bool) throws {
    try story.approve(idea, by: "ben")
    try story.sign(.retract, idea, by: "ben") { draft in
      draft.signer = isSigned ? .member(try story.cast.member("eve")) : .nobody
    }
    try story.land(story.ratify(idea, by: "ana"))
    try story.expectVerdict(story.main, .valid)
  }

  /// A comment between two words neither ends the first nor parts them.
  @Test func commentBetween() throws {
    try story.approve(idea, by: "ben")
    let approval = try lastWord("ben")
    try story.sign(.comment, idea, by: "ben", reason: "Take care.")
    try story.land(story.ratify(idea, by: "ana"))
    #expect(approval != (try lastWord("ben")))
    try story.expectVerdict(story.main, .valid)
  }

  /// One approval twice, in two armors of the same words.
  @Test func oneApprovalInTwoArmors() throws {
    idea.signoffs = []
    try story.sign(.approve, idea, by: "ben")
    let bytes = try story.bytes(of: idea.signoffs[0])
    let text = String(decoding: bytes, as: UTF8.self)
    // The same signature without its line breaks: other bytes, and as good.
    let armor = try AttacksOnSignoffs.armor(in: text)
    let lines = armor.split(separator: "\n")
    let joined = [lines[0], lines[1...].dropLast().joined()[...], lines[lines.count - 1]]
      .joined(separator: "\n")
    let copy = text.replacing(
      armor.replacing("\n", with: "\n "), with: joined.replacing("\n", with: "\n "))
    #expect(copy != text)
    idea.signoffs.append(try story.work.commit(raw: Array(copy.utf8)))
    try expectUncounted([:])
  }

  /// An approval after the retraction that it does not know of.
  @Test func approvalBesideARetraction() throws {
    try story.approve(idea, by: "ben")
    let approval = try lastWord("ben")
    try story.sign(.retract, idea, by: "ben")
    try story.sign(.approve, idea, by: "ben") { $0.namePrevious([approval]) }
    try expectUncounted(["ben": [.forked]])
  }
}
