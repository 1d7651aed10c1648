import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Records that leave out what speaks against them.
@Suite struct AttacksOnObjections {
  /// A proposal with two approvals, and the objection or retraction of one person, on the server.
  private func contested(
    _ story: Story, _ decision: Decision, by handle: String
  ) throws -> (idea: StoryProposal, against: ObjectID) {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let against = try story.sign(decision, idea, by: handle, reason: "We cannot swim.")
    try story.publish(idea)
    return (idea, against)
  }

  /// What a clone that has the sign-off finds missing in the record.
  private func leftOut(_ story: Story, _ tip: ObjectID, _ signoff: ObjectID) throws -> [String] {
    let engine = Engine(try story.work.repository())
    let report = try engine.verify(tip)
    #expect(report.outcome == .valid)
    let assessment = try #require(report.steps.last?.assessment)
    return try engine.leftOut(of: assessment, among: [signoff]).map {
      "\($0.member) \($0.decision)"
    }
  }

  @Test func objectionLeftOut() throws {
    let story = try Story()
    let (idea, objection) = try contested(story, .object, by: "dee")
    let gather = try story.gather(idea, by: "ana", signoffs: Array(idea.signoffs.dropLast()))
    let tip = try story.ratify(idea, by: "ana", gather: gather)
    #expect(try leftOut(story, tip, objection) == ["dee object"])
    try story.expectRefused(
      "\(tip.hex):refs/heads/main",
      because: "dee signed this and it is not in the record of step 2.", wayOut: "charter sync")
    // With it in the record, approvals are all that this policy asks for.
    try story.land(story.ratify(idea, by: "ana"))
  }

  /// The objection comes in the same push as the record without it.
  @Test func objectionLeftOutOfTheSamePush() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let objection = try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    let name = try #require(story.references[objection])
    let gather = try story.gather(idea, by: "ana", signoffs: Array(idea.signoffs.dropLast()))
    let tip = try story.ratify(idea, by: "ana", gather: gather)
    try story.expectRefused(
      "\(objection.hex):\(name)", "\(tip.hex):refs/heads/main",
      because: "was left out of the record",
      wayOut: "charter status")
  }

  /// The objection is taken away in the same push as the record without it.
  @Test func objectionDeletedWithTheRecord() throws {
    let story = try Story()
    let (idea, objection) = try contested(story, .object, by: "dee")
    let name = try #require(story.references[objection])
    let gather = try story.gather(idea, by: "ana", signoffs: Array(idea.signoffs.dropLast()))
    let tip = try story.ratify(idea, by: "ana", gather: gather)
    try story.expectRefused(
      ":\(name)", ":\(idea.branch)", "\(tip.hex):refs/heads/main",
      because: "dee signed this and it is not in the record of step 2.", wayOut: "charter sync")
  }

  @Test func retractionLeftOut() throws {
    let story = try Story()
    let (idea, retraction) = try contested(story, .retract, by: "ben")
    let gather = try story.gather(idea, by: "ana", signoffs: Array(idea.signoffs.dropLast()))
    let tip = try story.ratify(idea, by: "ana", gather: gather)
    #expect(try leftOut(story, tip, retraction) == ["ben retract"])
    try story.expectRefused(
      "\(tip.hex):refs/heads/main",
      because: "ben signed this and it is not in the record of step 2.", wayOut: "charter sync")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.superseded]], because: "It lacks required approvals.",
      wayOut: "charter status")
  }

  /// An objection blocks where the policy asks that nobody objects, in the record or not.
  @Test func objectionToAConsent() throws {
    let story = try Story(Setting(policy: Setting.consent).withoutFirstStep)
    let (idea, objection) = try contested(story, .object, by: "dee")
    story.seconds += 86_400 * 3
    let blocked = try story.ratify(idea, by: "ana")
    try story.expectHostile(
      blocked, .invalid, [.notApproved], because: "It lacks required approvals.",
      wayOut: "charter status")
    let gather = try story.gather(idea, by: "ana", signoffs: Array(idea.signoffs.dropLast()))
    let tip = try story.ratify(idea, by: "ana", gather: gather)
    #expect(try leftOut(story, tip, objection) == ["dee object"])
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", because: "dee signed this", wayOut: "charter sync")
  }

  /// An approval of the objector's own that comes later ends the objection; one that names only
  /// half of a fork does not.
  @Test func objectionBehindAFork() throws {
    let story = try Story(Setting(policy: Setting.consent).withoutFirstStep)
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    try story.sign(.approve, idea, by: "dee") { draft in
      draft.message = draft.message.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("Charter-Previous") }.joined(separator: "\n")
    }
    story.seconds += 86_400 * 3
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  // MARK: Objections to what has no lasting name

  private func mission(with section: String) -> [String: Entry] {
    [Paths.mission: .text(Setting.mission() + "\n## \(section)\n\nWe sail.\n")]
  }

  private func object(_ story: Story, _ idea: StoryProposal, to sections: String...) throws {
    try story.sign(.object, idea, by: "dee", reason: "We cannot swim.") { draft in
      let names = sections.map { "Charter-Section: \($0)\n" }.joined()
      draft.message = draft.message.replacing(
        "Charter-Decision: object\n", with: "Charter-Decision: object\n" + names)
    }
  }

  private func expectBlocked(
    _ story: Story, _ idea: StoryProposal, at location: SourceLocation = #_sourceLocation
  ) throws {
    try story.approve(idea, by: "ben", "cy")
    story.seconds += 86_400 * 3
    let tip = try story.ratify(idea, by: "ana")
    try story.expectHostile(
      tip, .invalid, [.notApproved], because: "It lacks required approvals.",
      wayOut: "charter status", at: location)
    let step = try #require(try story.verdict(tip).report.steps.last, sourceLocation: location)
    #expect(step.assessment?.judgement?.state == .blocked, sourceLocation: location)
  }

  /// The words that somebody objects to come back under another heading.
  @Test(arguments: [true, false])
  func createdSectionUnderAnotherHeading(isNamed: Bool) throws {
    let story = try Story(Setting(policy: Setting.consent).withoutFirstStep)
    let idea = try story.propose(by: "ana", "Sail", changing: mission(with: "The sea"))
    if isNamed {
      try object(story, idea, to: "mission.md#The sea")
    } else {
      try object(story, idea)
    }
    try story.revise(idea, by: "ana", changing: mission(with: "The ocean"))
    try expectBlocked(story, idea)
  }

  /// They come back in another charter.
  @Test func createdCharterUnderAnotherName() throws {
    let story = try Story(Setting(policy: Setting.consent).withoutFirstStep)
    let sail = Entry.text(Setting.support(purpose: "Sail."))
    let idea = try story.propose(
      by: "ana", "Sail", changing: ["Charters/roles/sailor.md": sail])
    try object(story, idea, to: "roles/sailor.md#Purpose")
    try story.revise(
      idea, by: "ana",
      changing: ["Charters/roles/sailor.md": .absent, "Charters/roles/mate.md": sail])
    try expectBlocked(story, idea)
  }

  /// An objection to the whole stands, whatever is left of it.
  @Test func wholeProposalCutDown() throws {
    let story = try Story(Setting(policy: Setting.consent).withoutFirstStep)
    let idea = try story.serveTheSea()
    try object(story, idea)
    try story.revise(
      idea, by: "ana", changing: [Paths.mission: .text(Setting.mission(whom: "Fish."))])
    try expectBlocked(story, idea)
  }

  /// What is back as it was is objected to no more.
  @Test func namedSectionBackAsItWas() throws {
    let story = try Story(Setting(policy: Setting.consent).withoutFirstStep)
    let idea = try story.propose(
      by: "ana", "The sea",
      changing: [Paths.mission: .text(Setting.mission(statement: "The sea.", whom: "Fish."))])
    try object(story, idea, to: "mission.md#Statement")
    try story.revise(
      idea, by: "ana", changing: [Paths.mission: .text(Setting.mission(whom: "Fish."))])
    try story.approve(idea, by: "ben", "cy")
    story.seconds += 86_400 * 3
    try story.land(story.ratify(idea, by: "ana"))
  }
}

extension Setting {
  /// The same without the first decision, for policies that take time.
  var withoutFirstStep: Setting {
    var setting = self
    setting.hasFirstStep = false
    return setting
  }
}
