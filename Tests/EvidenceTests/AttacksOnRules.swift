import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Attacks on who decides and how: the policy and the roster.
@Suite struct AttacksOnRules {
  let story: Story

  init() throws { story = try Story() }

  private func propose(
    _ title: String, _ edits: [String: Entry], approvedBy handles: String...
  ) throws -> StoryProposal {
    let idea = try story.propose(by: "ana", title, changing: edits)
    for handle in handles { try story.sign(.approve, idea, by: handle) }
    return idea
  }

  /// One approval loosens the policy, and is then enough for what follows in the same push.
  @Test func policyLoosenedInTheSamePush() throws {
    let loose = try propose(
      "One agrees", [Paths.policy: .text(Setting.oneAgrees)], approvedBy: "ben")
    story.advance(to: try story.ratify(loose, by: "ana"))
    let idea = try story.serveTheSea(approvedBy: "ben")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved, .notMended],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  @Test(arguments: [true, false])
  func policyLoosenedInTheStepThatUsesIt(isApproved: Bool) throws {
    let idea = try propose(
      "One agrees", [Paths.policy: .text(Setting.oneAgrees), Paths.mission: Story.sea],
      approvedBy: "ben")
    if isApproved { try story.approve(idea, by: "cy") }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid,
      isApproved ? [.mixedStep] : [.mixedStep, .notApproved],
      because: "policy.yml must change alone; propose the other changes separately.",
      wayOut: isApproved ? "Open one proposal for each" : "charter")
  }

  private func newcomer(key: String? = nil) throws -> Entry {
    .text(Setting.member("Eve", keys: [try key ?? story.cast.member("eve").key.line]))
  }

  /// Somebody approves the proposal that makes them a member.
  @Test func selfAddedMember() throws {
    let idea = try propose(
      "Eve joins", ["Charters/members/eve.md": newcomer()], approvedBy: "ben", "eve")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["eve": [.unknownKey]], because: "It lacks required approvals.",
      wayOut: "charter status")
  }

  /// The same with a proposal of eve's own.
  @Test func selfAddedProposer() throws {
    let idea = try story.propose(
      by: "eve", "Eve joins", changing: ["Charters/members/eve.md": newcomer()])
    try story.approve(idea, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.unknownKey],
      because: "a key that is not listed for eve", wayOut: "charter")
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: "a key that is not listed for eve",
      wayOut: "charter")
  }

  @Test func newcomerWithSomethingElse() throws {
    let idea = try propose(
      "Eve joins", ["Charters/members/eve.md": newcomer(), Paths.mission: Story.sea],
      approvedBy: "ben", "cy", "dee")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.mixedStep],
      because: "Member files change together with nothing but the fields of teams and roles",
      wayOut: "charter propose")
  }

  /// Two members with one key would be two voices of whoever has it.
  @Test func keyInTwoHands() throws {
    let key = try story.cast.member("ana").key.line
    let idea = try propose(
      "Eve joins", ["Charters/members/eve.md": newcomer(key: key)], approvedBy: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.badRoster],
      because: "ana and eve have the same key", wayOut: "charter lint")
  }

  /// A policy or a roster that could never be used, approved by everybody.
  @Test(arguments: [
    ("rules: [", Problem.Code.badPolicy), ("charter-policy: 2\nrules: []\n", .badPolicy),
    ("", .badPolicy), ("charter-policy: 1\nrules: &a []\n", .badPolicy),
    (Setting.twoAgree.replacing("2 of everyone", with: "2 of team nobody"), .badPolicy),
    (Setting.twoAgree.replacing("2 of everyone", with: "9 of everyone"), .lockOut),
    (Setting.twoAgree.replacing("for: {}", with: "for: { kind: mission }"), .lockOut),
  ])
  func unusablePolicy(_ policy: String, _ code: Problem.Code) throws {
    let idea = try propose(
      "A better policy", [Paths.policy: .text(policy)], approvedBy: "ben", "cy", "dee")
    let tip = try story.ratify(idea, by: "ana")
    let codes = try story.verdict(tip).codes
    #expect(codes.contains(code), "\(codes)")
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", because: "Charters/policy.yml", wayOut: "charter lint")
  }

  @Test func policyDeleted() throws {
    let idea = try propose("No policy", [Paths.policy: .absent], approvedBy: "ben", "cy", "dee")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.badPolicy],
      because: "There is no Charters/policy.yml.", wayOut: "charter lint")
  }

  /// So many leave that nobody is left to decide anything.
  @Test func rosterThatLocksOut() throws {
    var edits: [String: Entry] = [:]
    for handle in ["ben", "cy", "dee"] {
      let member = try story.cast.member(handle)
      edits["Charters/members/\(handle).md"] = .text(
        Setting.member(member.name, keys: [member.key.line], status: "left"))
    }
    edits[Paths.support] = .text(Setting.support(hours: "one hour", holder: "ana"))
    let idea = try propose("Many leave", edits, approvedBy: "ben", "cy", "dee")
    let tip = try story.ratify(idea, by: "ana")
    let codes = try story.verdict(tip).codes
    #expect(codes.contains(.lockOut), "\(codes)")
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", because: "policy.yml", wayOut: "charter lint")
  }

  @Test(arguments: ["keys: 7", "status: maybe", "keys:\n  - ssh-rsa AAAA"])
  func unusableMember(_ field: String) throws {
    let file = Setting.member("Eve", keys: []).replacing("keys:\n\n", with: field + "\n")
    let idea = try propose(
      "Eve joins", ["Charters/members/eve.md": .text(file)], approvedBy: "ben", "cy", "dee")
    let tip = try story.ratify(idea, by: "ana")
    #expect(try story.verdict(tip).report.outcome == .invalid)
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", because: "Charters/members/eve.md", wayOut: "charter lint")
  }

  /// Whoever might say no is named as a fellow proposer and so left out of the count.
  @Test func opponentsNamedAsProposers() throws {
    let policy = Setting.twoAgree.replacing("2 of everyone", with: "2/3 of everyone")
    let story = try Story(Setting(policy: policy).withoutFirstStep)
    let idea = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: Story.sea]
    ) { draft in
      draft.message = draft.message.replacing(
        "Charter-Member: ana\n",
        with: "Charter-Member: ana\nCharter-With: cy\nCharter-With: dee\n")
    }
    try story.approve(idea, by: "ben")
    try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  /// A founding, too, must leave a policy that can be changed.
  @Test func foundingThatLocksOut() throws {
    var setting = Setting(policy: Setting.twoAgree.replacing("2 of", with: "5 of"))
    setting.hasFirstStep = false
    setting.hasServer = false
    let story = try Story(setting)
    try story.expectHostile(
      story.founding, .invalid, [.lockOut], because: "policy.yml", wayOut: "charter lint")
  }
}
