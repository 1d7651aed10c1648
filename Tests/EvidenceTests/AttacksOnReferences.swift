import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Attacks on the references beside the protected branch.
@Suite struct AttacksOnReferences {
  let story: Story
  let idea: StoryProposal

  init() throws {
    story = try Story()
    idea = try story.serveTheSea(approvedBy: "ben", "cy")
  }

  private func name(_ signoff: ObjectID) throws -> String {
    try #require(story.references[signoff])
  }

  // MARK: Sign-offs

  @Test func signoffMoved() throws {
    try story.publish(idea)
    let second = try story.sign(.object, idea, by: "ben", reason: "It is too far.")
    try story.expectRefused(
      "+\(second.hex):\(try name(idea.signoffs[0]))",
      because: "a sign-off is made once and never replaced", wayOut: "charter retract")
  }

  @Test func signoffDeletedWhileOpen() throws {
    let objection = try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    try story.publish(idea)
    try story.expectRefused(
      ":\(try name(objection))", because: "a sign-off stays until its proposal has ended",
      wayOut: "charter retract")
  }

  @Test func signoffUnderAnotherName() throws {
    try story.publish(["\(idea.head.hex):\(idea.branch)"])
    let signoff = idea.signoffs[0]
    let right = try name(signoff)
    let other = String(repeating: "a", count: 32)
    for wrong in [
      right.replacing("/ben/", with: "/cy/"), right.replacing(idea.id.text, with: other),
      String(right.dropLast()) + (right.hasSuffix("0") ? "1" : "0"),
    ] {
      try story.expectRefused(
        "\(signoff.hex):\(wrong)", because: "this name is not that of the sign-off it points to",
        wayOut: "charter")
    }
    for wrong in [right + "/x", "refs/charter/signoffs/\(idea.id)/ben"] {
      try story.expectRefused(
        "\(signoff.hex):\(wrong)", because: "this", wayOut: "charter approve")
    }
  }

  @Test func signoffThatIsNone() throws {
    try story.publish(["\(idea.head.hex):\(idea.branch)"])
    let name = try name(idea.signoffs[0])
    for commit in [idea.head, story.main, try story.change(["README.md": "x"])] {
      try story.expectRefused(
        "\(commit.hex):\(name)", because: "this is not a signed sign-off",
        wayOut: "charter approve")
    }
    let blob = try story.work.hash(Array("no commit".utf8))
    let outcome = try story.push(["\(blob.hex):\(name)"])
    #expect(!outcome.isAccepted)
    #expect(!outcome.movedSomething)
  }

  @Test func signoffOnAnotherProposal() throws {
    let other = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.support: .text(Setting.support(purpose: "No."))])
    try story.publish(["\(idea.head.hex):\(idea.branch)"])
    let signoff = try story.sign(.approve, idea, by: "dee") { draft in
      try draft.replace(
        "Charter-Proposal: \(idea.id)", with: "Charter-Proposal: \(other.id)")
    }
    let wrong = try name(signoff).replacing(idea.id.text, with: other.id.text)
    try story.expectRefused(
      "\(signoff.hex):\(wrong)", because: "The version it stands on is not that proposal's.",
      wayOut: "charter")
  }

  @Test func signoffOnAnEndedProposal() throws {
    try story.publish(idea)
    try story.land(story.ratify(idea, by: "ana"))
    let late = try story.sign(.object, idea, by: "dee", reason: "Too late.")
    try story.expectRefused(
      "\(late.hex):\(try name(late))", because: "This proposal ended already, in step 2.",
      wayOut: "charter")
  }

  @Test func tooManySignoffs() throws {
    var refspecs = ["\(idea.head.hex):\(idea.branch)"]
    for _ in 1...65 {
      let signoff = try story.sign(.comment, idea, by: "dee")
      refspecs.append("\(signoff.hex):\(try name(signoff))")
    }
    let outcome = try story.push(refspecs)
    #expect(!outcome.isAccepted)
    #expect(!outcome.movedSomething)
    #expect(outcome.text.contains("At most 64 sign-offs a member may stand on one proposal."))
  }

  @Test(arguments: [
    "refs/charter/other", "refs/charter/signoffs", "refs/charter/policy/x",
  ])
  func otherName(_ name: String) throws {
    try story.expectRefused(
      "\(story.main.hex):\(name)", because: "only sign-offs are kept under refs/charter/",
      wayOut: "Use another name")
  }

  // MARK: Proposals

  @Test func proposalRewritten() throws {
    try story.publish(idea)
    let other = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: .text(Setting.mission(whom: "Me."))])
    try story.expectRefused(
      "+\(other.head.hex):\(idea.branch)", because: "a proposal only grows",
      wayOut: "charter revise -m \"what changed\"")
    // As a fast-forward whose own chain is another one.
    let foxtrot = try story.change([:], message: "Merge\n") { draft in
      draft.tree = try story.tree(of: other.head)
      draft.parents = [other.head, idea.head]
    }
    try story.expectRefused(
      "\(foxtrot.hex):\(idea.branch)", because: "a proposal only grows", wayOut: "charter revise")
  }

  @Test func proposalDeletedWhileOpen() throws {
    try story.publish(idea)
    try story.expectRefused(
      ":\(idea.branch)", because: "a proposal stays until it is decided",
      wayOut: "charter withdraw")
  }

  @Test func unsignedVersion() throws {
    try story.publish(idea)
    try story.revise(idea, by: "ana", changing: [Paths.mission: Story.sea]) { draft in
      draft.tree = try story.tree(
        draft.tree, [Paths.mission: .text(Setting.mission(whom: "Nobody."))])
      draft.signer = .nobody
    }
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: "It names ana but is not signed.",
      wayOut: "charter")
  }

  @Test func versionWithoutAName() throws {
    try story.publish(idea)
    let plain = try story.change([:], message: "wip\n") { draft in
      draft.parents = [idea.head]
      draft.tree = try story.tree(
        story.tree(of: idea.head), [Paths.mission: .text(Setting.mission(whom: "Nobody."))])
    }
    try story.expectRefused(
      "\(plain.hex):\(idea.branch)", because: "It is not a signed version of this proposal.",
      wayOut: "charter propose -m \"why\" --from HEAD")
  }

  @Test func versionByAStranger() throws {
    try story.publish(idea)
    try story.revise(
      idea, by: "eve", changing: [Paths.mission: .text(Setting.mission(whom: "Eve."))])
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: "a key that is not listed for eve",
      wayOut: "charter")
  }

  @Test func unsignedOpening() throws {
    let plain = try story.propose(
      by: "ana", "Help more", changing: [Paths.support: .text(Setting.support(purpose: "More."))]
    ) { $0.signer = .nobody }
    try story.expectRefused(
      "\(plain.head.hex):\(plain.branch)", because: "It names ana but is not signed.",
      wayOut: "charter")
    let code = try story.change(["README.md": "Ours.\n"])
    try story.expectRefused(
      "\(code.hex):refs/heads/proposals/code", because: "a proposal begins with its signed opening",
      wayOut: "charter propose -m \"why\"")
  }

  @Test func proposalThatBringsSomethingElse() throws {
    let side = try story.change(["README.md": "Side.\n"])
    try story.revise(idea, by: "ana", changing: ["README.md": "Side.\n"]) { draft in
      draft.parents.append(side)
    }
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: "It brings in a commit that is not part of it.",
      wayOut: "charter")
  }

  @Test func slashInAName() throws {
    try story.expectRefused(
      "\(idea.head.hex):refs/heads/proposals/sea/serve",
      because: "a proposal's name has no slash in it", wayOut: "charter propose")
  }

  // MARK: Look-alikes

  @Test(arguments: ["Main", "MAIN", "main\u{200C}", "ma\u{200D}in", "Proposals", "PROPOSALS/x"])
  func lookAlike(_ name: String) throws {
    try story.expectRefused(
      "\(idea.head.hex):refs/heads/\(name)", of: "", because: "this name could be taken for",
      wayOut: "Choose another branch name.")
  }

  @Test func replacement() throws {
    let evil = try story.change([Paths.mission: .text(Setting.mission(whom: "Me."))])
    try story.expectRefused(
      "\(evil.hex):refs/replace/\(story.main.hex)",
      because: "replacement objects would show other words than were signed",
      wayOut: "git push without refs/replace/*")
    try story.expectRefused(
      "\(evil.hex):refs/Replace/\(story.main.hex)", because: "this name could be taken for",
      wayOut: "Choose another branch name.")
    // One that is there all the same changes nothing that is judged.
    try story.work.git("update-ref", "refs/replace/\(story.main.hex)", evil.hex)
    try story.expectVerdict(story.main, .valid)
    try story.work.git("update-ref", "-d", "refs/replace/\(story.main.hex)")
    try story.server.git.git("fetch", "--quiet", story.work.directory, evil.hex)
    for replaced in [story.main, story.founding] {
      try story.server.git.git("update-ref", "refs/replace/\(replaced.hex)", evil.hex)
    }
    try story.land(story.ratify(idea, by: "ana"))
    try story.expectTaken(":refs/replace/\(story.founding.hex)")
  }

  /// What else a repository holds is none of the hook's business.
  @Test func otherReferences() throws {
    let code = try story.change([Paths.mission: .text(Setting.mission(whom: "A draft."))])
    try story.expectTaken(
      "\(code.hex):refs/heads/draft", "\(code.hex):refs/tags/v1", "\(code.hex):refs/heads/mainly")
    try story.expectTaken("+\(story.main.hex):refs/heads/draft", ":refs/tags/v1")
  }

  /// The record is of an older version than the one on the server.
  @Test func olderVersionRatified() throws {
    let tip = try story.ratify(idea, by: "ana")
    try story.revise(
      idea, by: "ana", changing: [Paths.mission: .text(Setting.mission(statement: "All seas."))])
    try story.publish(["\(idea.head.hex):\(idea.branch)"])
    try story.expectVerdict(tip, .valid)
    try story.expectRefused(
      "\(tip.hex):refs/heads/main",
      because: "the proposal has a newer version than the one recorded", wayOut: "charter ratify")
  }
}
