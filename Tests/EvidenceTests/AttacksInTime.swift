import Evidence
import Foundation
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Evidence with dates that somebody chose.
@Suite struct AttacksInTime {
  let story: Story

  init() throws { story = try Story() }

  private static var clock: Int64 { Int64(Date().timeIntervalSince1970) }
  private let ahead = "It is dated ahead of the server's clock."
  private let wayOut = "Set this computer's clock, then sign again."

  @Test func oneHourAhead() throws {
    story.seconds = Self.clock + 3600
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    try story.expectRefused("\(idea.head.hex):\(idea.branch)", because: ahead, wayOut: wayOut)
    let tip = try story.ratify(idea, by: "ana")
    try story.expectVerdict(tip, .valid)
    try story.expectRefused("\(tip.hex):refs/heads/main", because: ahead, wayOut: wayOut)
  }

  @Test func signoffOneHourAhead() throws {
    let idea = try story.serveTheSea()
    try story.publish(idea)
    story.seconds = Self.clock + 3600
    let signoff = try story.sign(.approve, idea, by: "ben")
    let name = try #require(story.references[signoff])
    try story.expectRefused("\(signoff.hex):\(name)", because: ahead, wayOut: wayOut)
  }

  @Test func ratificationOneHourAhead() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    story.seconds = Self.clock + 3600
    try story.expectRefused(
      "\(try story.ratify(idea, by: "ana").hex):refs/heads/main", because: ahead, wayOut: wayOut)
  }

  @Test func fiveMinutesAheadIsTaken() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    story.seconds = Self.clock + 300
    try story.land(story.ratify(idea, by: "ana"))
  }

  /// A sign-off in the far future is no veto: the step goes on without it.
  @Test func commentFromTheYear2099() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let now = story.seconds
    story.seconds = 4_070_908_800
    try story.sign(.comment, idea, by: "dee")
    idea.signoffs.removeLast()
    let comment = try story.sign(.comment, idea, by: "dee") { draft in
      draft.message = draft.message.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("Charter-Previous") }.joined(separator: "\n")
    }
    story.seconds = now
    let tip = try story.ratify(
      idea, by: "ana", gather: story.gather(idea, by: "ana", signoffs: idea.signoffs))
    #expect(idea.signoffs.contains(comment))
    try story.expectVerdict(tip, .valid)
  }

  @Test func approvalDatedAfterTheStep() throws {
    let idea = try story.serveTheSea(approvedBy: "cy")
    try story.sign(.approve, idea, by: "ben") { draft in
      draft.date(try story.cast.member("ben"), story.seconds + 86_400)
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: ["ben": [.backdated]],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  @Test func approvalDatedBeforeItsVersion() throws {
    let idea = try story.serveTheSea(approvedBy: "cy")
    try story.sign(.approve, idea, by: "ben") { draft in
      draft.date(try story.cast.member("ben"), story.seconds - 86_400)
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: ["ben": [.backdated]],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  @Test func stepDatedBeforeTheOneBefore() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let tip = try story.ratify(idea, by: "ana") { draft in
      draft.date(try story.cast.member("ana"), story.seconds - 86_400)
    }
    try story.expectHostile(
      tip, .invalid, [.badDate, .notApproved],
      because: "It is dated before the step that it follows.", wayOut: wayOut)
  }

  @Test func openingDatedBeforeWhatItBuildsOn() throws {
    let now = story.seconds
    story.seconds -= 86_400
    let idea = try story.serveTheSea()
    story.seconds = now
    try story.approve(idea, by: "ben", "cy")
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: "A version is dated before what it builds on.",
      wayOut: wayOut)
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.badDate],
      because: "A version is dated before what it builds on.", wayOut: wayOut)
  }

  /// The time to object is counted from the first answer of somebody else, not from a date that
  /// the proposer wrote.
  @Test func openingDatedLongAgo() throws {
    let story = try Story(Setting(policy: Setting.consent).withoutFirstStep)
    let idea = try story.serveTheSea()
    story.seconds += 86_400 * 30
    try story.approve(idea, by: "ben", "cy")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      because: "It lacks required approvals.", wayOut: "charter status")
    story.seconds += 86_400
    try story.land(story.ratify(idea, by: "ana"))
  }

  /// New words settle from the first answer to them, not from a date that their author wrote and
  /// not from an answer to earlier words.
  @Test func newWordsDatedLongAgo() throws {
    let silence = Setting.consent.replacing("      - approve: 2 of everyone\n", with: "")
    let story = try Story(Setting(policy: silence).withoutFirstStep)
    let idea = try story.serveTheSea()
    let opened = story.seconds
    try story.sign(.comment, idea, by: "ben", reason: "Where?")
    story.seconds += 86_400 * 30
    try story.revise(
      idea, by: "ana", changing: [Paths.mission: .text(Setting.mission(statement: "All seas."))]
    ) { draft in
      draft.date(try story.cast.member("ana"), opened)
    }
    func expectWaiting(_ words: String) throws {
      try story.expectHostile(
        try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
        because: "It lacks required approvals. " + words, wayOut: "charter status")
    }
    try expectWaiting("Next: the wait of 1 hour begins when somebody else answers")
    // Nor by an answer of its author's.
    try story.sign(.comment, idea, by: "ana", reason: "Please hurry.")
    try expectWaiting("Next: the wait of 1 hour begins when somebody else answers")
    try story.sign(.comment, idea, by: "cy", reason: "All of them?")
    try expectWaiting("Next: wait until")
    story.seconds += 3_600
    try story.land(story.ratify(idea, by: "ana"))
  }
}
