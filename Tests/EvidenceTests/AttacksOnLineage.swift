import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Records that are tied together in another way than the format says.
@Suite struct AttacksOnLineage {
  let story: Story
  let idea: StoryProposal

  init() throws {
    story = try Story()
    idea = try story.serveTheSea(approvedBy: "ben", "cy")
  }

  // MARK: What a step is tied to

  @Test func proposalInTheRecordsPlace() throws {
    let tip = try story.ratify(idea, by: "ana", gather: idea.head)
    try story.expectHostile(
      tip, .invalid, [.wrongShape],
      because: "Its second parent is not the record of sign-offs", wayOut: "charter ratify")
  }

  @Test func recordWithOtherWords() throws {
    let gather = try story.gather(idea, by: "ana") { draft in
      draft.tree = try story.tree(of: story.main)
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana", gather: gather), .invalid, [.wrongShape],
      because: "Its second parent is not the record of sign-offs", wayOut: "charter ratify")
  }

  /// Behind its first parent stand the proposal and then the branch: the decisions are still
  /// reachable, and are no longer the branch's own.
  @Test func recordBeforeTheBranch() throws {
    let tip = try story.ratify(idea, by: "ana") { $0.parents.reverse() }
    #expect(try story.verdict(tip).report.outcome != .valid)
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", because: "charters may not be changed without approval",
      wayOut: "charter propose")
  }

  /// An old commit of the branch as a third parent, which other readers take for the mainline.
  @Test func ancestorAsLastParent() throws {
    let tip = try story.ratify(idea, by: "ana") { $0.parents.append(story.founding) }
    try story.expectHostile(
      tip, .invalid, [.wrongShape], because: "A step has exactly two parents",
      wayOut: "charter ratify")
    // Where nothing is decided and nothing changes, it is an odd merge and no more.
    let merge = try story.change(["README.md": "Ours.\n"]) { $0.parents.append(story.founding) }
    try story.expectVerdict(merge, .valid)
  }

  @Test func stepThatReachesBackwards() throws {
    let other = try story.propose(
      by: "ben", "Help all", changing: [Paths.support: .text(Setting.support(purpose: "Help all."))]
    )
    try story.approve(other, by: "ana", "dee")
    let old = try story.ratify(idea, by: "ana")
    try story.land(story.ratify(other, by: "ben"))
    try story.expectRefused(
      "+\(old.hex):refs/heads/main", because: "no longer be in this branch's own history",
      wayOut: "git fetch && charter log")
    // The same step on the new tip claims a number that is taken.
    let again = try story.ratify(idea, by: "ana") { draft in
      try draft.replace("Charter-Step: 3", with: "Charter-Step: 2")
    }
    try story.expectHostile(
      again, .invalid, [.wrongStep], because: "It says it is step 2; the next one is 3.",
      wayOut: "charter update")
  }

  // MARK: What a record brings

  /// A step of another team, or one that nobody signed, hidden in the record.
  @Test(arguments: [false, true])
  func foreignStepInTheRecord(isSigned: Bool) throws {
    let foreign = try story.ratify(idea, by: "eve", outcome: .withdrawn) { draft in
      draft.parents = [idea.head]
      if !isSigned { draft.signer = .nobody }
    }
    let gather = try story.gather(idea, by: "ana", signoffs: idea.signoffs + [foreign])
    try story.expectHostile(
      try story.ratify(idea, by: "ana", gather: gather), .invalid, [.foreignHistory],
      because: "It brings in a commit that was itself a step", wayOut: "charter ratify")
  }

  @Test func openingOfAnotherRepository() throws {
    let foreign = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: Story.sea]
    ) { draft in
      try draft.replace(
        story.repositoryID.text, with: String(repeating: "a", count: 64))
    }
    try story.approve(foreign, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(foreign, by: "ana"), .invalid, [.wrongRepository],
      because: "It was opened for another repository.", wayOut: "charter")
    try story.expectRefused(
      "\(foreign.head.hex):\(foreign.branch)", because: "It was opened for another repository.",
      wayOut: "charter")
  }

  /// A proposal on top of one that is still open would land both by the approvals of one.
  @Test func proposalOnAProposal() throws {
    let second = try story.propose(
      by: "ben", "Help all", changing: [Paths.support: .text(Setting.support(purpose: "Help all."))]
    ) { draft in
      draft.parents = [idea.head]
      draft.tree = try story.tree(
        story.tree(of: idea.head), [Paths.support: .text(Setting.support(purpose: "Help all."))])
    }
    try story.approve(second, by: "ana", "dee")
    try story.expectHostile(
      try story.ratify(second, by: "ben"), .invalid, [.foreignHistory],
      because: "do not belong to its proposal", wayOut: "charter ratify")
    try story.expectRefused(
      "\(second.head.hex):\(second.branch)", because: "", wayOut: "charter")
  }

  /// The opening is in the record, and what lands does not build on it.
  @Test func versionBesideTheOpening() throws {
    let opening = idea.head
    try story.revise(
      idea, by: "ana", changing: [Paths.mission: .text(Setting.mission(statement: "Mine."))]
    ) { $0.parents = [story.main] }
    try story.approve(idea, by: "ben", "cy")
    let gather = try story.gather(idea, by: "ana", signoffs: idea.signoffs + [opening])
    try story.expectHostile(
      try story.ratify(idea, by: "ana", gather: gather), .invalid, [.wrongShape],
      because: "The version that landed does not build on the proposal's opening.",
      wayOut: "charter ratify")
  }

  // MARK: What a sign-off stands on

  /// An approval of the very same words, on a version that was never part of what lands.
  @Test func approvalOfASideVersion() throws {
    let opening = idea.head
    let words: [String: Entry] = [Paths.mission: .text(Setting.mission(statement: "All seas."))]
    idea.signoffs = []
    try story.revise(idea, by: "ana", changing: words)
    let side = idea.head
    try story.revise(idea, by: "ana", changing: [:]) { draft in
      draft.parents = [opening]
      draft.tree = try story.tree(of: side)
    }
    try story.sign(.approve, idea, by: "ben", on: side) { $0.namePrevious([]) }
    try story.sign(.approve, idea, by: "cy") { $0.namePrevious([]) }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.wrongRevision]], because: "It lacks required approvals.",
      wayOut: "charter status")
  }

  /// A true commit of the branch as base, but not the newest one behind the version.
  @Test func olderBase() throws {
    idea.signoffs.removeFirst()
    let digest = try story.digest(
      from: story.tree(of: story.founding), to: story.tree(of: idea.head))
    let right = try story.digest(from: story.tree(of: story.main), to: story.tree(of: idea.head))
    try story.sign(.approve, idea, by: "ben") { draft in
      draft.namePrevious([])
      try draft.replace("Charter-Base: \(story.main)", with: "Charter-Base: \(story.founding)")
      try draft.replace(right.text, with: digest.text)
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.unknownBase]], because: "It lacks required approvals.",
      wayOut: "charter status")
  }

  /// A base that is in the history, by a merge, and is not on the branch itself.
  @Test func baseBesideTheBranch() throws {
    let side = try story.change(["README.md": "Side.\n"])
    let merge = try story.change(["README.md": "Side.\n"]) { $0.parents.append(side) }
    try story.expectTaken("\(merge.hex):refs/heads/main")
    story.main = merge
    let idea = try story.serveTheSea(approvedBy: "cy")
    try story.sign(.approve, idea, by: "ben") { draft in
      try draft.replace("Charter-Base: \(merge)", with: "Charter-Base: \(side)")
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.unknownBase]], because: "It lacks required approvals.",
      wayOut: "charter status")
  }

  // MARK: What lands on a branch that has moved

  @Test func outOfDate() throws {
    try story.decide(
      by: "dee", "Serve the hills",
      changing: [Paths.mission: .text(Setting.mission(whom: "The hills."))],
      approvedBy: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.outOfDate, .notApproved],
      because: "The branch has changed Charters/mission.md since this proposal began",
      wayOut: "charter update")
  }

  /// Lands the version's whole tree, and with it takes back what was decided meanwhile.
  @Test func takesBackWhatWasDecidedMeanwhile() throws {
    try story.decide(
      by: "dee", "Help all",
      changing: [Paths.support: .text(Setting.support(purpose: "Help all."))],
      approvedBy: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ana", landing: story.tree(of: idea.head)), .invalid,
      [.partialLanding, .notApproved], because: "Charters/roles/support.md differs",
      wayOut: "charter ratify")
  }
}
