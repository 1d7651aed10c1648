import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Pushes of everything that a clone holds, and names that somebody takes before others do.
@Suite struct AttacksByWholePushes {
  let story: Story
  let idea: StoryProposal

  init() throws {
    story = try Story()
    idea = try story.serveTheSea(approvedBy: "ben")
    try story.publish(idea)
  }

  /// Makes the clone hold what the server does, and more of its own.
  private func fetchEverything() throws {
    try story.work.git("fetch", "--quiet", "--update-head-ok", story.server.path, "+refs/*:refs/*")
    try story.work.git("update-ref", "refs/heads/main", story.main.hex)
  }

  @Test func allOfAnHonestClone() throws {
    try fetchEverything()
    let plain = try story.change(["README.md": "A draft.\n"])
    try story.work.git("update-ref", "refs/heads/draft", plain.hex)
    let outcome = try story.push([], options: ["--all"])
    #expect(outcome.isAccepted, "\(outcome.transcript)")
    #expect(try story.server.references()["refs/heads/draft"] == plain.hex)
  }

  @Test func mirrorOfAnHonestClone() throws {
    try fetchEverything()
    let approval = try story.sign(.approve, idea, by: "cy")
    let name = try #require(story.references[approval])
    try story.work.git("update-ref", name, approval.hex)
    try story.work.git("update-ref", "refs/notes/mine", story.main.hex)
    let outcome = try story.push([], options: ["--mirror"])
    #expect(outcome.isAccepted, "\(outcome.transcript)")
    #expect(try story.server.references()[name] == approval.hex)
    #expect(try story.server.references()["refs/notes/mine"] == story.main.hex)
  }

  /// A mirror of a clone that lacks what others said would take it away.
  @Test func mirrorOfAnIncompleteClone() throws {
    try fetchEverything()
    let name = try #require(story.references[idea.signoffs[0]])
    try story.work.git("update-ref", "-d", name)
    let outcome = try story.push([], options: ["--mirror"])
    #expect(!outcome.isAccepted)
    #expect(!outcome.movedSomething)
    #expect(outcome.text.contains("refused \(name): a sign-off stays until its proposal has ended"))
  }

  /// Ended, all of it may be cleared away, and comes back by no push.
  @Test func endedProposalPushedAgain() throws {
    try story.approve(idea, by: "cy")
    try story.publish(idea)
    try story.land(story.ratify(idea, by: "ana"))
    let names = try idea.signoffs.map { try #require(story.references[$0]) }
    let cleared = try story.push((names + [idea.branch]).map { ":" + $0 })
    #expect(cleared.isAccepted, "\(cleared.transcript)")
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: "a proposal begins with its signed opening",
      wayOut: "charter propose")
    try story.expectRefused(
      "\(idea.signoffs[0].hex):\(names[0])", because: "This proposal ended already",
      wayOut: "charter")
  }

  /// Somebody else's proposal under a second name, on which it could be revised unseen, or held up.
  @Test func secondNameForAProposal() throws {
    for (name, commit) in [("copy", idea.head), ("older", idea.opening)] {
      try story.expectRefused(
        "\(commit.hex):refs/heads/proposals/\(name)",
        because: "this proposal is here already, as \(idea.branch.dropFirst(11))",
        wayOut: "charter revise")
    }
  }

  /// Two names in one push.
  @Test func twoNamesAtOnce() throws {
    let other = try story.propose(
      by: "ben", "Help all", changing: [Paths.support: .text(Setting.support(purpose: "Help all."))]
    )
    let outcome = try story.push([
      "\(other.head.hex):refs/heads/proposals/one", "\(other.head.hex):refs/heads/proposals/two",
    ])
    #expect(!outcome.isAccepted)
    #expect(!outcome.movedSomething)
    #expect(outcome.text.contains("this proposal is here already, as proposals/one"))
  }

  /// A record made of a newer version than the one that everybody sees on the server.
  @Test func versionThatNobodySaw() throws {
    try story.revise(
      idea, by: "ana", changing: [Paths.mission: .text(Setting.mission(statement: "All seas."))])
    try story.approve(idea, by: "ben", "cy")
    let tip = try story.ratify(idea, by: "ana")
    try story.expectVerdict(tip, .valid)
    try story.expectRefused(
      "\(tip.hex):refs/heads/main",
      because: "the version recorded is not the one on the server",
      wayOut: "git push origin proposals/serve-the-sea")
    // In the same push it might not be shown, and land all the same.
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", "\(tip.hex):refs/heads/main",
      because: "the version recorded is not the one on the server",
      wayOut: "git push origin proposals/serve-the-sea")
    try story.expectTaken("\(idea.head.hex):\(idea.branch)")
    try story.land(tip)
  }

  /// The name of somebody's sign-off, taken beforehand by something else.
  @Test func nameOfASignoffTaken() throws {
    let approval = try story.sign(.approve, idea, by: "cy")
    let name = try #require(story.references[approval])
    let bens = idea.signoffs[0]
    for commit in [bens, story.main, idea.head] {
      let outcome = try story.push(["\(commit.hex):\(name)"])
      #expect(!outcome.isAccepted)
      #expect(!outcome.movedSomething)
    }
    let tag = try story.work.hash(
      Array("object \(approval.hex)\ntype commit\ntag x\ntagger A <a@b> 1 +0000\n\nx\n".utf8),
      as: "tag")
    let outcome = try story.push(["\(tag.hex):\(name)"])
    #expect(!outcome.isAccepted)
    #expect(!outcome.movedSomething)
    try story.expectTaken("\(approval.hex):\(name)")
  }

  /// One bad reference holds back the whole push: what is good in it does not slip through.
  @Test func goodAndBadTogether() throws {
    try story.approve(idea, by: "cy")
    let tip = try story.ratify(idea, by: "ana")
    let bare = try story.change([Paths.mission: .text(Setting.mission(whom: "Me."))])
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", "\(bare.hex):refs/heads/proposals/bare",
      because: "a proposal begins with its signed opening", wayOut: "charter propose")
  }
}
