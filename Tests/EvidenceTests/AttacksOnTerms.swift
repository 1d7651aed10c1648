import Charters
import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Attacks on who counts: names that nobody signed for, borrowed voices, changes for a time.
@Suite struct AttacksOnTerms {
  /// More than half of all others agree on everything; one is enough to try something.
  private static let policy = """
    charter-policy: 1
    rules:
      - name: Most agree
        for: {}
        needs: [ { approve: majority of everyone } ]
      - name: Try it
        for: { term: experiment }
        needs: [ { approve: 1 of everyone }, { expires-within: 2 weeks } ]

    """

  let story: Story

  init() throws {
    var setting = Setting(policy: Self.policy)
    setting.hasFirstStep = false
    story = try Story(setting)
  }

  /// Naming the others as fellow proposers does not shorten the list of those who must agree.
  @Test func electorateThatIsNamedAway() throws {
    let idea = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: Story.sea]
    ) { draft in
      draft.message = draft.message.replacing(
        "Charter-Member: ana\n",
        with: "Charter-Member: ana\nCharter-With: ben\nCharter-With: cy\n")
    }
    try story.approve(idea, by: "dee")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      because: "It lacks required approvals.", wayOut: "charter status")
    // Whoever approves confirms the name, and a proposer's approval counts for nothing.
    try story.approve(idea, by: "ben")
    let verdict = try story.verdict(story.ratify(idea, by: "ana"))
    #expect(verdict.reasons["ben"] == [.proposer], "\(verdict.story)")
  }

  /// Nobody is somebody's deputy by saying so.
  @Test func borrowedVoice() throws {
    let idea = try story.serveTheSea(approvedBy: "ben")
    for principal in ["cy", "dee"] {
      try story.sign(.approve, idea, by: "ben") { draft in
        draft.message = draft.message
          .replacing(
            "Charter-Member: ben\n", with: "Charter-Member: ben\nCharter-For: \(principal)\n"
          )
          .replacing(/Charter-Previous: .*\n/, with: "")
      }
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.deputyNotAllowed]], because: "It lacks required approvals.",
      wayOut: "charter status")
  }

  private func trial(
    _ edits: [String: Entry], until day: String = "2023-11-20"
  ) throws -> StoryProposal {
    let idea = try story.propose(by: "ana", "Try the sea", changing: edits) { draft in
      draft.message = draft.message.replacing(
        "Charter-Term: permanent\n", with: "Charter-Term: experiment\nCharter-Expires: \(day)\n")
    }
    try story.approve(idea, by: "ben")
    return idea
  }

  private static func sea(_ entry: String = "") -> Entry {
    .text(
      Setting.mission(statement: "To serve the sea.")
        .replacing("title: Mission\n", with: "title: Mission\n\(entry)"))
  }

  private static let entry =
    "experiments:\n  - sections: [Statement]\n    until: 2023-11-20\n"

  /// What is tried says so in the charter itself, whatever the approvals.
  @Test(arguments: ["", "experiments:\n  - sections: [Whom we serve]\n    until: 2023-11-20\n"])
  func unnamedTrial(entry: String) throws {
    let idea = try trial([Paths.mission: Self.sea(entry)])
    try story.approve(idea, by: "cy", "dee")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.termLimits],
      because: "mission.md must say under 'experiments:' that Statement is tried",
      wayOut: "charter revise")
  }

  @Test func trialOfWhoDecides() throws {
    let idea = try trial([
      Paths.support: .text(
        Setting.support(holder: "ana").replacing(
          "holders:",
          with: "experiments:\n  - sections: [\"(settings)\"]\n    until: 2023-11-20\nholders:"))
    ])
    try story.approve(idea, by: "cy", "dee")
    let step = try story.ratify(idea, by: "ana")
    try story.expectVerdict(step, .invalid, [.termLimits])
  }

  @Test func trialPastItsEnd() throws {
    let idea = try trial([Paths.mission: Self.sea(Self.entry)])
    story.seconds += 30 * 86_400
    try story.expectVerdict(story.ratify(idea, by: "ana"), .invalid, [.notApproved])
  }

  /// Taking back is free only word for word: one more word is a change like any other.
  @Test(arguments: [true, false])
  func takingBackAndMore(isExact: Bool) throws {
    let idea = try trial([Paths.mission: Self.sea(Self.entry)])
    let landed = try story.ratify(idea, by: "ana")
    try story.expectTaken("\(landed.hex):refs/heads/main")
    story.advance(to: landed)
    let back = try story.propose(
      by: "cy", "Back to the valley",
      changing: [
        Paths.mission: .text(isExact ? Setting.mission() : Setting.mission(whom: "The sea."))
      ])
    let step = try story.ratify(back, by: "cy")
    if isExact {
      try story.expectVerdict(step, .valid)
      try story.expectTaken("\(step.hex):refs/heads/main")
    } else {
      try story.expectHostile(
        step, .invalid, [.notApproved], because: "It lacks required approvals.",
        wayOut: "charter status")
    }
  }

  /// Only the entry goes, so the tried words would be kept: that is a decision on those words.
  @Test func keepingInSilence() throws {
    let idea = try trial([Paths.mission: Self.sea(Self.entry)])
    let landed = try story.ratify(idea, by: "ana")
    story.advance(to: landed)
    let kept = try story.propose(by: "ana", "Tidy up", changing: [Paths.mission: Self.sea()])
    let verdict = try story.verdict(story.ratify(kept, by: "ana"))
    let atoms = verdict.report.steps.last?.assessment?.atoms.map(\.display)
    #expect(
      atoms == ["mission.md › (settings) > experiments", "mission.md › Statement"],
      "\(verdict.story)")
    #expect(verdict.codes == [.notApproved])
  }

  /// The same words tried again and again would be there for good.
  @Test func trialWithoutEnd() throws {
    let first = try story.ratify(
      try trial([Paths.mission: Self.sea(Self.entry)]), by: "ana")
    try story.land(first)
    let back = try story.propose(
      by: "cy", "Back to the valley", changing: [Paths.mission: .text(Setting.mission())])
    try story.land(story.ratify(back, by: "cy"))
    let later = Self.sea(Self.entry.replacing("2023-11-20", with: "2023-11-26"))
    let again = try trial([Paths.mission: later], until: "2023-11-26")
    try story.approve(again, by: "cy", "dee")
    try story.expectHostile(
      try story.ratify(again, by: "ana"), .invalid, [.termLimits], because: "again from",
      wayOut: "charter revise")
  }

  /// The end of a trial is moved on while it lasts, and its words stay.
  @Test func trialThatIsProlonged() throws {
    try story.land(
      story.ratify(try trial([Paths.mission: Self.sea(Self.entry)]), by: "ana"))
    let later = Self.sea(Self.entry.replacing("2023-11-20", with: "2023-11-26"))
    let idea = try trial([Paths.mission: later], until: "2023-11-26")
    let verdict = try story.verdict(story.ratify(idea, by: "ana"))
    #expect(verdict.report.outcome == .invalid, "\(verdict.story)")
    #expect(
      !verdict.codes.isDisjoint(with: [.termLimits, .notApproved]), "\(verdict.story)")
  }
}
