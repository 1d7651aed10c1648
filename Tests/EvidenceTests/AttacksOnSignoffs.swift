import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Sign-offs of people who may not give them, or who gave them to something else.
@Suite struct AttacksOnSignoffs {
  let story: Story

  init() throws { story = try Story() }

  /// A ratification with one good approval and another one that must not count.
  private func expectUncounted(
    _ idea: StoryProposal, _ reasons: [String: Set<ReasonCode>],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: reasons,
      because: "It lacks required approvals.", wayOut: "charter status", at: location)
  }

  /// The reference of the last sign-off is refused as well.
  private func expectReferenceRefused(
    _ idea: StoryProposal, because reason: String, wayOut: String = "charter verify",
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let signoff = try #require(idea.signoffs.last)
    try story.publish(["\(idea.head.hex):\(idea.branch)"])
    let name = try #require(story.references[signoff])
    try story.expectRefused(
      "\(signoff.hex):\(name)", because: reason, wayOut: wayOut, at: location)
  }

  @Test func unknownKey() throws {
    let idea = try story.serveTheSea(approvedBy: "cy")
    try story.sign(.approve, idea, by: "ben") { draft in
      draft.signer = .member(try story.cast.member("eve"))
    }
    try expectUncounted(idea, ["ben": [.unknownKey]])
    try expectReferenceRefused(idea, because: "a key that is not listed for ben")
  }

  @Test func stranger() throws {
    let idea = try story.serveTheSea(approvedBy: "cy", "eve")
    try expectUncounted(idea, ["eve": [.unknownKey]])
    try expectReferenceRefused(idea, because: "a key that is not listed for eve")
  }

  private func letDeeGo() throws {
    let dee = try story.cast.member("dee")
    let file = Setting.member("Dee", keys: [dee.key.line], status: "left")
    try story.decide(
      by: "ana", "Dee leaves", changing: ["Charters/members/dee.md": .text(file)],
      approvedBy: "ben", "cy")
  }

  @Test func memberWhoLeft() throws {
    try letDeeGo()
    let idea = try story.serveTheSea(approvedBy: "cy", "dee")
    try expectUncounted(idea, ["dee": [.removed]])
    try expectReferenceRefused(idea, because: "a key that is not listed for dee")
  }

  @Test func memberWhoLeftMeanwhile() throws {
    let idea = try story.serveTheSea(approvedBy: "cy", "dee")
    try letDeeGo()
    try expectUncounted(idea, ["dee": [.removed]])
  }

  @Test func proposer() throws {
    let idea = try story.serveTheSea(approvedBy: "cy", "ana")
    try expectUncounted(idea, ["ana": [.proposer]])
  }

  @Test func coAuthor() throws {
    let idea = try story.serveTheSea()
    try story.revise(
      idea, by: "ben", changing: [Paths.mission: .text(Setting.mission(statement: "All seas."))])
    try story.approve(idea, by: "cy", "ben")
    try expectUncounted(idea, ["ben": [.coAuthor]])
  }

  /// One person, two keys, each with an approval: as two machines, or one after the other.
  @Test(arguments: [false, true])
  func twoKeysOfOnePerson(namesThePrevious: Bool) throws {
    var setting = Setting()
    setting.spareKeys = ["ben"]
    let story = try Story(setting)
    let idea = try story.serveTheSea(approvedBy: "ben")
    try story.sign(.approve, idea, by: "ben") { draft in
      draft.signer = .key(try story.cast.member("ben"), try story.cast.spareKey("ben"))
      guard !namesThePrevious else { return }
      draft.message = draft.message.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("Charter-Previous") }.joined(separator: "\n")
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": namesThePrevious ? [.superseded] : [.forked]],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  /// Approvals of a small proposal used for another one.
  @Test func replayToAnotherProposal() throws {
    let small = try story.propose(
      by: "ana", "Mend a comma", changing: ["Charters/values.md": Self.values])
    try story.approve(small, by: "ben", "cy")
    let idea = try story.serveTheSea()
    let gather = try story.gather(idea, by: "ana", signoffs: small.signoffs)
    try story.expectHostile(
      try story.ratify(idea, by: "ana", gather: gather), .invalid, [.foreignHistory],
      because: "sign-offs that do not belong to its proposal", wayOut: "charter ratify")
  }

  private static let values = Entry.text(
    "---\nkind: values\ntitle: Values\n---\n# Values\n\n## Care\n\nWe take care.\n")

  /// The same, after writing the other proposal's name into a signed approval.
  @Test func replayWithAnotherName() throws {
    let small = try story.propose(
      by: "ana", "Serve the sea", changing: ["Charters/values.md": Self.values])
    try story.approve(small, by: "ben")
    let bytes = try story.work.bytes(of: small.signoffs[0])
    let armor = try Self.armor(in: String(decoding: bytes, as: UTF8.self))
    let idea = try story.serveTheSea(approvedBy: "cy")
    try story.sign(.approve, idea, by: "ben") { $0.signer = .armor(armor) }
    try expectUncounted(idea, ["ben": [.badSignature]])
    try expectReferenceRefused(idea, because: "Its signature does not fit its words.")
  }

  /// The armor of a signed commit.
  static func armor(in commit: String) throws -> String {
    let start = try #require(commit.firstRange(of: "gpgsig ")?.upperBound)
    let end = try #require(commit.firstRange(of: "-----END SSH SIGNATURE-----")?.upperBound)
    return String(commit[start..<end]).replacing("\n ", with: "\n")
  }

  /// A trailer that names something else than it should.
  struct Lie: Sendable, CustomTestStringConvertible {
    let key: String
    let value: String
    let reasons: Set<ReasonCode>
    let words: String
    var testDescription: String { key }
  }

  static let lies = [
    Lie(
      key: "Repository", value: String(repeating: "a", count: 64), reasons: [.wrongRepository],
      words: "It names another repository."),
    Lie(
      key: "Branch", value: "refs/heads/other", reasons: [.wrongBranch],
      words: "It names another branch."),
    Lie(
      key: "Revision", value: String(repeating: "a", count: 40), reasons: [.wrongRevision],
      words: ""),
    Lie(
      key: "Amendment", value: "sha256:" + String(repeating: "a", count: 64),
      reasons: [.digestMismatch], words: ""),
    Lie(
      key: "Base", value: String(repeating: "a", count: 40), reasons: [.unknownBase], words: ""),
  ]

  @Test(arguments: lies)
  func wrongName(_ lie: Lie) throws {
    let idea = try story.serveTheSea(approvedBy: "cy")
    try story.sign(.approve, idea, by: "ben") { draft in
      draft.message = draft.message.replacing(
        try Regex("Charter-\(lie.key): .*"), with: "Charter-\(lie.key): \(lie.value)")
    }
    try expectUncounted(idea, ["ben": lie.reasons])
    if !lie.words.isEmpty { try expectReferenceRefused(idea, because: lie.words) }
  }

  /// An approval of a version that said something else at the place that lands.
  @Test func approvalOfOtherWords() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    try story.revise(
      idea, by: "ana", changing: [Paths.mission: .text(Setting.mission(statement: "Mine."))])
    try expectUncounted(idea, ["ben": [.stale], "cy": [.stale]])
  }

  @Test func previousSignoffMissing() throws {
    let idea = try story.serveTheSea(approvedBy: "ben")
    try story.sign(.object, idea, by: "ben", reason: "It is too far.")
    try story.approve(idea, by: "ben", "cy")
    idea.signoffs.remove(at: 1)
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.missingPrevious, .notApproved],
      because: "ben's earlier sign-off is missing from the record", wayOut: "charter sync")
  }
}
