import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Openings and versions by a key that nobody watches over any more.
@Suite struct AttacksByOrphans {
  let story: Story

  init() throws { story = try Story() }

  /// What becomes of dee while her words are open.
  enum Fate: CaseIterable {
    case stolen, left, gone, cameBack

    var why: String {
      self == .stolen
        ? "A version is signed with a key that was reported lost or stolen"
        : "A version is signed by dee, who has left since"
    }
  }

  private func befall(_ fate: Fate) throws {
    switch fate {
    case .stolen:
      let key = try story.cast.member("dee").key
      let listed = try story.work.shell("ssh-keygen -l -f \"$1\"", key.path + ".pub")
      let fingerprint = try #require(listed.split(separator: " ").dropFirst().first)
      let page = Setting.member("Dee", keys: [try story.cast.spareKey("dee").line]).replacing(
        "status: active\n", with: "status: active\nrevoked-keys: [\"\(fingerprint)\"]\n")
      try decide("Dee's key is stolen", [Self.page: .text(page)])
    case .left: try decide("Dee leaves", [Self.page: .text(page(status: "left"))])
    case .gone: try decide("Dee's page goes", [Self.page: .absent])
    case .cameBack:
      try decide("Dee leaves", [Self.page: .text(page(status: "left"))])
      try decide("Dee comes back", [Self.page: .text(page(status: "active"))])
    }
  }

  private static let page = "Charters/members/dee.md"

  private func page(status: String) throws -> String {
    Setting.member("Dee", keys: [try story.cast.member("dee").key.line], status: status)
  }

  private func decide(_ title: String, _ edits: [String: Entry]) throws {
    try story.decide(by: "ana", title, changing: edits, approvedBy: "ben", "cy")
  }

  private static func mission(_ statement: String) -> [String: Entry] {
    [Paths.mission: .text(Setting.mission(statement: statement))]
  }

  /// What was opened while its author was a member, or is said to have been, is nobody's afterwards.
  @Test(arguments: Fate.allCases)
  func opening(_ fate: Fate) throws {
    let idea = try story.propose(by: "dee", "Serve the sea", changing: [Paths.mission: Story.sea])
    try befall(fate)
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: fate.why, wayOut: "charter propose")
    try story.approve(idea, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ben"), .invalid, [.unsignedContent], because: fate.why,
      wayOut: "charter propose")
    // Anybody may end it; a member offers the same words again.
    try story.land(try story.ratify(idea, by: "ben", outcome: .declined))
    try story.decide(
      by: "ana", "Serve the sea after all", changing: [Paths.mission: Story.sea],
      approvedBy: "ben", "cy")
    try story.expectVerdict(story.main, .valid)
  }

  /// A version in somebody's proposal stops it until it is taken back, and then no more.
  @Test(arguments: Fate.allCases)
  func version(_ fate: Fate) throws {
    let idea = try story.serveTheSea(approvedBy: "ben")
    try story.revise(idea, by: "dee", changing: Self.mission("All seas."))
    try befall(fate)
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: fate.why, wayOut: "charter revise")
    try story.approve(idea, by: "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ben"), .invalid, [.orphanedVersion, .notApproved],
      because: fate.why, wayOut: "charter revise")
    // Words on top of it stop nothing short.
    try story.revise(idea, by: "ana", changing: Self.mission("All seas, and lakes."))
    try story.approve(idea, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.orphanedVersion], because: fate.why,
      wayOut: "charter revise")
    // Ben's first approval is of these very words, and counts again.
    try story.revise(idea, by: "ana", changing: [Paths.mission: Story.sea])
    idea.signoffs = [idea.signoffs[0]]
    try story.sign(.approve, idea, by: "cy") { $0.namePrevious([]) }
    try story.publish(idea)
    try story.land(story.ratify(idea, by: "ana"))
    try story.expectVerdict(story.main, .valid)
  }

  /// Nobody whose own proposal it is not ends it because of a version that somebody added.
  @Test func endedForAVersion() throws {
    let idea = try story.serveTheSea()
    try story.publish(idea)
    try story.revise(idea, by: "dee", changing: Self.mission("All seas."))
    try befall(.left)
    try story.expectVerdict(
      try story.ratify(idea, by: "ben", outcome: .declined), .invalid, [.notEntitled])
  }

  /// What takes it back takes all of it back.
  @Test func halfTakenBack() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    var edits = Self.mission("All seas.")
    edits[Paths.support] = .text("---\nkind: role\n---\n# Support\n\n## Purpose\n\nMine.\n")
    try story.revise(idea, by: "dee", changing: edits)
    try befall(.left)
    try story.revise(idea, by: "ana", changing: [Paths.mission: Story.sea])
    try story.approve(idea, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.orphanedVersion],
      because: Fate.left.why, wayOut: "charter revise")
  }
}
