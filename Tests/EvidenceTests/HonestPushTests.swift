import Evidence
import Foundation
import Git
import Policies
import Stories
import TestSupport
import Testing

/// What the hook must take.
@Suite struct HonestPushTests {
  /// A proposal's whole life: opened, answered, decided, and cleared away.
  @Test func wholeLife() throws {
    let story = try Story()
    let idea = try story.serveTheSea()
    try story.publish(idea)
    try story.revise(
      idea, by: "ana", changing: [Paths.mission: .text(Setting.mission(statement: "All seas."))])
    try story.approve(idea, by: "ben", "cy")
    try story.sign(.comment, idea, by: "dee", reason: "Take care.")
    try story.publish(idea)
    let tip = try story.ratify(idea, by: "cy")
    let endings = try idea.signoffs.map { ":" + (try #require(story.references[$0])) }
    try story.land(tip)
    let outcome = try story.push([":\(idea.branch)"] + endings, options: ["--atomic"])
    #expect(outcome.isAccepted, "\(outcome.transcript)")
    #expect(try story.server.references() == ["refs/heads/main": tip.hex])
    try story.server.git.fsck()
    try story.expectVerdict(tip, .valid)
  }

  @Test func withdrawal() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben")
    try story.publish(idea)
    try story.land(story.ratify(idea, by: "ana", outcome: .withdrawn))
    try story.expectTaken(":\(idea.branch)")
    try story.expectVerdict(story.main, .valid)
  }

  /// The first push of a repository brings all its history and sets the pin.
  @Test func firstPush() throws {
    var setting = Setting()
    setting.hasServer = false
    let story = try Story(setting)
    try story.expectTaken("\(story.main.hex):refs/heads/main")
    #expect(
      try story.server.git.git("config", "charter.repository") == story.repositoryID.text)
  }

  /// With the approvals that it takes, a policy may be loosened; what follows is judged by it.
  @Test func policyLoosened() throws {
    let story = try Story()
    try story.decide(
      by: "ana", "One agrees", changing: [Paths.policy: .text(Setting.oneAgrees)],
      approvedBy: "ben", "cy")
    let idea = try story.serveTheSea(approvedBy: "ben")
    try story.land(story.ratify(idea, by: "ana"))
    try story.expectVerdict(story.main, .valid)
  }

  /// Approvals outlive what lands elsewhere, also many steps in one push.
  @Test func severalStepsAtOnce() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let other = try story.propose(
      by: "ben", "Help all", changing: [Paths.support: .text(Setting.support(purpose: "Help all."))]
    )
    try story.approve(other, by: "ana", "dee")
    story.advance(to: try story.ratify(other, by: "ben"))
    try story.land(story.ratify(idea, by: "ana"))
    try story.expectVerdict(story.main, .valid)
  }

  /// Somebody joins, with every approval, and then approves.
  @Test func newcomer() throws {
    let story = try Story()
    let eve = Setting.member("Eve", keys: [try story.cast.member("eve").key.line])
    try story.decide(
      by: "ana", "Eve joins", changing: ["Charters/members/eve.md": .text(eve)],
      approvedBy: "ben", "cy")
    let idea = try story.serveTheSea(approvedBy: "ben", "eve")
    try story.land(story.ratify(idea, by: "eve"))
    try story.expectVerdict(story.main, .valid)
  }

  /// Code beside the charters is nobody's business here.
  @Test func ordinaryCommits() throws {
    let story = try Story()
    story.main = try story.change(["src/a.c": "int a;\n"])
    let side = try story.change(["src/b.c": "int b;\n"])
    let merge = try story.change(["src/b.c": "int b;\n", "src/c.c": "int c;\n"]) { draft in
      draft.parents.append(side)
    }
    try story.expectTaken("\(merge.hex):refs/heads/main")
    story.main = merge
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    try story.land(story.ratify(idea, by: "ana"))
    try story.expectVerdict(story.main, .valid)
  }

  // MARK: Histories of a second implementation

  /// Pushes each first-parent commit of a bundle in turn; the first one that is refused.
  private func firstRefused(_ bundle: String) throws -> (index: Int, of: Int, text: String)? {
    let story = try Story(Setting().withoutServer)
    let path = try #require(Corpora.path("conformance/\(bundle)"))
    try story.work.git("fetch", "--quiet", path, "+refs/heads/main:refs/heads/bundle")
    let chain = try story.work.git("rev-list", "--first-parent", "--reverse", "bundle")
      .split(separator: "\n")
    for (index, commit) in chain.enumerated() {
      let outcome = try story.push(["\(commit):refs/heads/main"])
      if !outcome.isAccepted {
        #expect(!outcome.movedSomething)
        return (index, chain.count, outcome.text)
      }
    }
    return nil
  }

  @Test(.enabled(if: Corpora.isPresent, Corpora.hint), arguments: ConformanceTests.vectors)
  func conformance(_ vector: ConformanceTests.Vector) throws {
    // A change without approval is never taken, mended or not.
    let isMended = vector.bundle.contains("bare-change") || vector.bundle.contains("squash")
    let refused = try firstRefused(vector.bundle)
    if vector.outcome == "valid", !isMended {
      #expect(refused == nil, "\(refused?.text ?? "")")
      return
    }
    let found = try #require(refused, "nothing was refused")
    #expect(found.text.contains("refused refs/heads/main: "))
    // What is hostile comes last; what needs mending is followed by what mends it.
    #expect(found.index == found.of - (isMended ? 2 : 1), "\(found)")
  }
}

extension Setting {
  /// The same with nothing on the server yet.
  var withoutServer: Setting {
    var setting = self
    setting.hasServer = false
    return setting
  }
}
