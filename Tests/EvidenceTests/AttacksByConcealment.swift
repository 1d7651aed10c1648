import Charters
import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Words whose author does not show, so that somebody could approve their own.
@Suite struct AttacksByConcealment {
  let story: Story
  let idea: StoryProposal
  static let other = Setting.mission(statement: "To serve all seas.")

  init() throws {
    story = try Story()
    idea = try story.serveTheSea()
  }

  /// Ben's words in a commit that says it approves, and a version of ana's on it that adds nothing.
  @Test(arguments: [false, true])
  func wordsInASignoff(isSigned: Bool) throws {
    let dressed = try story.sign(.approve, idea, by: "ben") { draft in
      draft.tree = try story.tree(draft.tree, [Paths.mission: .text(Self.other)])
      if !isSigned { draft.signer = .nobody }
    }
    idea.signoffs = []
    try adopt(dressed)
    try expectUnsignedWords()
  }

  /// The same in a merge that nobody signed and that names the branch first, so that it seems to
  /// change nothing: it takes back what was decided.
  @Test func wordsInAMergeThatBeginsWithTheBranch() throws {
    let merge = try story.change([:], by: "ben", message: "Merge\n") { draft in
      draft.tree = try story.tree(of: story.founding)
      draft.parents = [story.founding, idea.head]
    }
    try adopt(merge)
    try expectUnsignedWords()
  }

  /// Signed by ben, such a merge makes ben an author, whose approval counts for nothing.
  @Test func authorOfAMergeThatBeginsWithTheBranch() throws {
    try story.revise(idea, by: "ben", changing: [:]) { draft in
      draft.tree = try story.tree(
        story.tree(of: story.founding), [Paths.mission: .text(Self.other)])
      draft.parents = [story.founding, idea.head]
    }
    try story.approve(idea, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: ["ben": [.coAuthor]],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  /// Words that came by a merge from a branch of code.
  @Test func wordsOfASideBranch() throws {
    let side = try story.change([Paths.mission: .text(Self.other)], by: "ben")
    try story.revise(idea, by: "ana", changing: [Paths.mission: .text(Self.other)]) { draft in
      draft.parents.append(side)
    }
    try story.approve(idea, by: "ben", "cy")
    // Nothing says to which proposal they belong, so they would ride along unapproved.
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.foreignHistory],
      because: "do not belong to its proposal", wayOut: "charter ratify")
  }

  /// An update from the branch that is one in name only makes its signer an author.
  @Test func updateThatSlipsWordsIn() throws {
    try story.decide(
      by: "dee", "Help all",
      changing: [Paths.support: .text(Setting.support(purpose: "Help all."))],
      approvedBy: "ben", "cy")
    try story.revise(idea, by: "ben", changing: [:]) { draft in
      draft.parents.append(story.main)
      draft.tree = try story.tree(story.tree(of: story.main), [Paths.mission: .text(Self.other)])
    }
    idea.update(base: story.main)
    try story.approve(idea, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: ["ben": [.coAuthor]],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  /// Dee objects; then a version of dee's that had been set aside is merged in, so that dee becomes
  /// an author against their will.  That takes away approvals, and never an objection.
  @Test func objectorMadeAnAuthor() throws {
    let story = try Story(Setting(policy: Setting.consent).withoutFirstStep)
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let opening = idea.head
    try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    try story.revise(idea, by: "dee", changing: [Paths.mission: .text(Self.other)])
    let setAside = idea.head
    try story.revise(idea, by: "ana", changing: [:]) { draft in
      draft.parents = [opening, setAside]
      draft.tree = try story.tree(of: opening)
    }
    story.seconds += 86_400 * 3
    let tip = try story.ratify(idea, by: "ana")
    let assessment = try #require(try story.verdict(tip).report.steps.last?.assessment)
    #expect(assessment.proposal.coAuthors.map(\.text) == ["dee"])
    #expect(assessment.standingObjections.map(\.message.member.text) == ["dee"])
    try story.expectHostile(
      tip, .invalid, [.notApproved], because: "It lacks required approvals.",
      wayOut: "charter status")
  }

  /// Dee takes back what was decided, in a merge of the branch as it was before that: no update.
  @Test func updateFromAnOlderBranch() throws {
    try story.revise(idea, by: "dee", changing: [:]) { draft in
      draft.parents.append(story.founding)
      draft.tree = try story.tree(draft.tree, [Paths.support: .text(Setting.support())])
    }
    try story.approve(idea, by: "ben", "dee")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: ["dee": [.coAuthor]],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  /// A version of ana's that changes nothing on somebody else's commit.
  private func adopt(_ commit: ObjectID) throws {
    try story.revise(idea, by: "ana", changing: [:]) { draft in
      draft.parents = [commit]
      draft.tree = try story.tree(of: commit)
    }
  }

  private func expectUnsignedWords(at location: SourceLocation = #_sourceLocation) throws {
    for handle in ["ben", "cy"] {
      try story.sign(.approve, idea, by: handle) { $0.namePrevious([]) }
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.unsignedContent],
      because: "Words in it were changed by a commit that no member signed",
      wayOut: "charter propose -m \"why\" --from HEAD", at: location)
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: "", wayOut: "charter", at: location)
  }
}
