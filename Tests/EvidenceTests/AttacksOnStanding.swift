import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Keys and members that come, go and come back while a proposal is open.
@Suite struct AttacksOnStanding {
  let story: Story

  init() throws { story = try Story() }

  private func member(
    _ handle: String, keys: [TestMember.Key]? = nil, status: String = "active"
  ) throws -> [String: Entry] {
    let member = try story.cast.member(handle)
    let lines = (keys ?? [member.key]).map(\.line)
    return [
      "Charters/members/\(handle).md": .text(
        Setting.member(member.name, keys: lines, status: status))
    ]
  }

  private func decide(_ title: String, _ edits: [String: Entry]) throws {
    try story.decide(by: "ana", title, changing: edits, approvedBy: "ben", "cy")
  }

  private func expectUncounted(
    _ idea: StoryProposal, _ reasons: [String: Set<ReasonCode>],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: reasons,
      because: "It lacks required approvals.", wayOut: "charter status", at: location)
  }

  /// Somebody leaves and comes back: what they approved before stays dead.
  @Test func memberWhoCameBack() throws {
    let idea = try story.serveTheSea(approvedBy: "cy", "dee")
    try decide("Dee leaves", member("dee", status: "left"))
    try decide("Dee comes back", member("dee"))
    try expectUncounted(idea, ["dee": [.unknownKey]])
    // Said anew, it counts.
    try story.revise(idea, by: "ana", changing: [:]) { draft in
      draft.parents.append(story.main)
      draft.tree = try story.tree(story.tree(of: story.main), [Paths.mission: Story.sea])
    }
    idea.update(base: story.main)
    try story.approve(idea, by: "cy", "dee")
    try story.land(story.ratify(idea, by: "ana"))
    try story.expectVerdict(story.main, .valid)
  }

  @Test func newcomerOnAnOlderProposal() throws {
    let idea = try story.serveTheSea(approvedBy: "cy", "eve")
    try decide("Eve joins", member("eve"))
    try expectUncounted(idea, ["eve": [.unknownKey]])
  }

  @Test func keyListedAfterwards() throws {
    let idea = try story.serveTheSea(approvedBy: "cy")
    let spare = try story.cast.spareKey("ben")
    try story.sign(.approve, idea, by: "ben") { draft in
      draft.signer = .key(try story.cast.member("ben"), spare)
    }
    try decide("Ben's new key", member("ben", keys: [story.cast.member("ben").key, spare]))
    try expectUncounted(idea, ["ben": [.unknownKey]])
  }

  /// A key that was taken out kills what it approved, though its owner is a member still.
  @Test func keyTakenOut() throws {
    let idea = try story.serveTheSea(approvedBy: "cy", "dee")
    try decide("Dee's new key", member("dee", keys: [story.cast.spareKey("dee")]))
    try expectUncounted(idea, ["dee": [.unknownKey]])
  }

  /// A key that changed hands speaks for neither.
  @Test func keyThatChangedHands() throws {
    let idea = try story.serveTheSea(approvedBy: "cy", "dee")
    let dees = try story.cast.member("dee").key
    var edits = try member("dee", keys: [story.cast.spareKey("dee")])
    edits.merge(try member("ben", keys: [story.cast.member("ben").key, dees])) { $1 }
    try decide("Dee's key is ben's", edits)
    try expectUncounted(idea, ["dee": [.unknownKey]])
  }

  /// An objection by a key that was taken out since still cannot be left out.
  @Test func objectionByAKeyTakenOut() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let objection = try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    try story.publish(idea)
    try story.decide(
      by: "ana", "Dee's new key", changing: member("dee", keys: [story.cast.spareKey("dee")]),
      approvedBy: "ben", "cy")
    let gather = try story.gather(
      idea, by: "ana", signoffs: idea.signoffs.filter { $0 != objection })
    try story.expectRefused(
      "\(try story.ratify(idea, by: "ana", gather: gather).hex):refs/heads/main",
      because: "dee signed this and it is not in the record of step 3.", wayOut: "charter sync")
  }

  // MARK: Stolen keys

  /// Dee's page with another key, and this one reported.
  private func reporting(_ key: TestMember.Key, on handle: String) throws -> [String: Entry] {
    let listed = try story.work.shell("ssh-keygen -l -f \"$1\"", key.path + ".pub")
    let fingerprint = try #require(listed.split(separator: " ").dropFirst().first)
    let member = try story.cast.member(handle)
    let own = key.line == member.key.line ? try story.cast.spareKey(handle) : member.key
    let page = Setting.member(member.name, keys: [own.line]).replacing(
      "status: active\n", with: "status: active\nrevoked-keys: [\"\(fingerprint)\"]\n")
    return ["Charters/members/\(handle).md": .text(page)]
  }

  /// Somebody else's key is reported as one's own, to silence what it signed.
  @Test func keyReportedThatWasNeverTheirs() throws {
    let idea = try story.propose(
      by: "ana", "Cy's key is stolen", changing: reporting(story.cast.spareKey("ben"), on: "cy"))
    try story.approve(idea, by: "ben", "dee")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.badRoster],
      because: "and cy never had that key", wayOut: "charter lint")
  }

  /// Whoever has left has no objection any more.
  @Test func objectionOfSomebodyWhoLeft() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let objection = try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    try story.publish(idea)
    try decide("Dee leaves", member("dee", status: "left"))
    let gather = try story.gather(
      idea, by: "ana", signoffs: idea.signoffs.filter { $0 != objection })
    try story.land(story.ratify(idea, by: "ana", gather: gather))
  }

  /// Who left has taken back nothing that could still count.
  @Test func retractionOfSomebodyWhoLeft() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy", "dee")
    let retraction = try story.sign(.retract, idea, by: "dee")
    try story.publish(idea)
    try decide("Dee leaves", member("dee", status: "left"))
    let gather = try story.gather(
      idea, by: "ana", signoffs: idea.signoffs.filter { $0 != retraction })
    try story.land(story.ratify(idea, by: "ana", gather: gather))
  }

  /// A signature that was made for something else than git.
  @Test(arguments: ["file", "charter", ""])
  func signatureForAnotherPurpose(_ namespace: String) throws {
    let idea = try story.serveTheSea(approvedBy: "cy")
    try story.sign(.approve, idea, by: "ben") { draft in
      let ben = try story.cast.member("ben")
      draft.signer = .armor(try ben.quickSignature(over: draft.payload, namespace: namespace))
    }
    try expectUncounted(idea, ["ben": [.badSignature]])
  }

  /// A key that is too short to be trusted may not even be listed.
  @Test func shortKey() throws {
    let short = try TestMember("fay", keyType: .rsa2048)
    let idea = try story.propose(
      by: "ana", "Fay joins",
      changing: ["Charters/members/fay.md": .text(Setting.member("Fay", keys: [short.key.line]))])
    try story.approve(idea, by: "ben", "cy", "dee")
    let tip = try story.ratify(idea, by: "ana")
    #expect(try story.verdict(tip).report.outcome == .invalid)
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", because: "Charters/members/fay.md", wayOut: "charter lint")
  }

  /// What a story signs by itself is what ssh-keygen signs.
  @Test func quickSignaturesAreTheSame() throws {
    let ben = try story.cast.member("ben")
    for payload in [[], Array("words\n".utf8), [UInt8](repeating: 7, count: 5000)] {
      #expect(try ben.quickSignature(over: payload) == ben.sign(payload))
    }
  }
}
