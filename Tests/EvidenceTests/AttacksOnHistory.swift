import Evidence
import Git
import Stories
import TestSupport
import Testing

/// Attacks that swap, hide or go around the protected branch's own history.
@Suite struct AttacksOnHistory {
  let story: Story

  init() throws { story = try Story() }

  @Test func foxtrot() throws {
    try story.checkOut(story.founding, branch: "old")
    try story.git("merge", "--quiet", "-s", "ours", "-m", "Merge", story.main.hex)
    let foxtrot = try story.head()
    try story.work.git("merge-base", "--is-ancestor", story.main.hex, foxtrot.hex)
    try story.expectHostile(
      foxtrot, .invalid, [.foreignHistory],
      because: "what was decided before would no longer be in this branch's own history",
      wayOut: "charter propose -m \"why\" --from HEAD")
  }

  /// The same, dressed as a withdrawal that a member signed.
  @Test func foxtrotThatCallsItselfAStep() throws {
    let idea = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: Story.sea], on: story.founding)
    let gather = try story.gather(idea, by: "ana")
    let hiding = try story.ratify(idea, by: "ana", outcome: .withdrawn, gather: gather) { draft in
      draft.tree = try story.tree(of: story.founding)
      draft.parents = [story.founding, story.main]
      try draft.replace("Charter-Step: 2", with: "Charter-Step: 1")
    }
    try story.expectHostile(
      hiding, .invalid, [.foreignHistory],
      because: "what was decided before would no longer be in this branch's own history",
      wayOut: "git fetch && charter log")
  }

  @Test func forcePush() throws {
    let other = try story.change(["README.md": "Another history.\n"]) { draft in
      draft.parents = [story.founding]
      draft.tree = try story.tree(story.tree(of: story.founding), ["README.md": "Another.\n"])
    }
    try story.expectRefused(
      "+\(other.hex):refs/heads/main", because: "no longer be in this branch's own history",
      wayOut: "Then make your change a proposal:")
    try story.expectRefused(
      "+\(story.founding.hex):refs/heads/main",
      because: "no longer be in this branch's own history", wayOut: "Nothing is lost.")
  }

  @Test func deletion() throws {
    try story.expectRefused(
      ":refs/heads/main", because: "this branch holds the record of every decision and stays",
      wayOut: "git push without deleting it")
  }

  @Test(arguments: [false, true])
  func directCommit(isSigned: Bool) throws {
    let commit = try story.change([Paths.mission: Story.sea]) { draft in
      if isSigned { draft.signer = .member(try story.cast.member("ana")) }
    }
    try story.expectHostile(
      commit, .unratified, [.changedWithoutApproval],
      because: "It changes charters, and nobody's approval is recorded with it.",
      wayOut: "charter propose -m \"why\" --from main")
  }

  @Test func twoHundredDirectCommits() throws {
    try story.work.git("update-ref", "refs/heads/many", story.main.hex)
    let stream = (1...200).map { number in
      let words = Setting.mission(statement: "Version \(number).")
      return """
        commit refs/heads/many
        committer Ana <ana@example.org> \(story.seconds + Int64(number)) +0000
        data 8
        Change.
        \(number == 1 ? "from \(story.main.hex)\n" : "")M 100644 inline \(Paths.mission)
        data \(words.utf8.count)
        \(words)
        """
    }
    try story.work.git(["fast-import", "--quiet"], input: Array(stream.joined().utf8))
    let tip = try story.work.id("many")
    let report = try story.verdict(tip).report
    #expect(report.outcome == .unratified)
    #expect(report.steps.filter { $0.kind == .bare }.count == 200)
    let outcome = try story.push(["\(tip.hex):refs/heads/main"])
    #expect(!outcome.isAccepted)
    #expect(!outcome.movedSomething)
    let shown = outcome.transcript.split(separator: "\n").filter {
      $0.contains("nobody's approval")
    }
    #expect(shown.count == 5, "\(outcome.transcript)")
    #expect(outcome.text.contains("And 195 more commits like these."))
    #expect(outcome.text.contains("charter propose -m \"why\" --from main"))
  }

  @Test func fastForwardOfAProposal() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    try story.expectHostile(
      idea.head, .unratified, [.changedWithoutApproval],
      because: "It changes charters, and nobody's approval is recorded with it.",
      wayOut: "git branch -f main origin/main")
    // The sign-off on top changes nothing, and carries nobody over the line.
    try story.expectHostile(
      idea.signoffs[1], .unratified, [.changedWithoutApproval],
      because: "nobody's approval is recorded", wayOut: "git branch -f main origin/main")
  }

  @Test func mergeButton() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    try story.checkOut(story.main, branch: "button")
    try story.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request", idea.head.hex)
    try story.expectHostile(
      try story.head(), .unratified, [.changedWithoutApproval],
      because: "nobody's approval is recorded", wayOut: "Make your change a proposal:")
  }

  /// The record of sign-offs merged by hand: all the approvals, and no ratification.
  @Test func mergeOfAGatherWithoutARatification() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let gather = try story.gather(idea, by: "ana")
    let merge = try story.change([Paths.mission: Story.sea], message: "Merge it\n") { draft in
      draft.parents.append(gather)
    }
    try story.expectHostile(
      merge, .unratified, [.changedWithoutApproval],
      because: "nobody's approval is recorded", wayOut: "Make your change a proposal:")
  }

  @Test func squash() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    try story.checkOut(story.main, branch: "button")
    try story.git("merge", "--quiet", "--squash", idea.head.hex)
    try story.git("commit", "--quiet", "-m", "Serve the sea (#1)")
    try story.expectHostile(
      try story.head(), .unratified, [.changedWithoutApproval],
      because: "nobody's approval is recorded", wayOut: "Make your change a proposal:")
  }

  @Test func rebaseMerge() throws {
    let idea = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: Story.sea], on: story.founding)
    try story.approve(idea, by: "ben", "cy")
    try story.checkOut(idea.head, branch: "button")
    try story.git("rebase", "--quiet", "--onto", story.main.hex, story.founding.hex)
    try story.expectHostile(
      try story.head(), .unratified, [.changedWithoutApproval],
      because: "nobody's approval is recorded", wayOut: "Make your change a proposal:")
  }

  /// Two proposals by one merge: not even late evidence could tell them apart.
  @Test func octopusOfTwoProposals() throws {
    let sea = try story.serveTheSea()
    let hills = try story.propose(
      by: "ben", "Serve the hills",
      changing: [Paths.support: .text(Setting.support(purpose: "Help in the hills."))])
    try story.checkOut(story.main, branch: "button")
    try story.git("merge", "--quiet", "--no-ff", "-m", "Both", sea.head.hex, hills.head.hex)
    try story.expectHostile(
      try story.head(), .invalid, [.foreignHistory], because: "It brings in 2 proposals at once.",
      wayOut: "charter ratify")
  }

  @Test func ratificationWithThreeParents() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let octopus = try story.ratify(idea, by: "ana") { draft in
      draft.parents.append(idea.head)
    }
    try story.expectHostile(
      octopus, .invalid, [.wrongShape], because: "A step has exactly two parents",
      wayOut: "charter ratify")
  }

  /// Somebody else's proposal rides along, reachable for ever after and approved by nobody.
  @Test func anotherProposalRidesAlong() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let other = try story.propose(
      by: "ben", "Help more", changing: [Paths.support: .text(Setting.support(purpose: "More."))])
    let gather = try story.gather(idea, by: "ana", signoffs: idea.signoffs + [other.head])
    try story.expectHostile(
      try story.ratify(idea, by: "ana", gather: gather), .invalid, [.foreignHistory],
      because: "do not belong to its proposal", wayOut: "charter ratify")
  }

  /// A second beginning: its words land nowhere, yet it would be in the history.
  @Test func secondRootMerged() throws {
    let file = Setting.mission(statement: "Another team.")
    let root = try story.change([:]) { draft in
      draft.parents = []
      draft.tree = try story.tree(nil, [Paths.mission: .text(file)])
    }
    let merge = try story.change([:], message: "Merge\n") { $0.parents.append(root) }
    try story.expectHostile(
      merge, .invalid, [.foreignHistory],
      because: "It brings in charter changes or sign-offs and lands none of them.",
      wayOut: "charter ratify")
  }

  @Test func secondFoundingMerged() throws {
    let founding = try foundAgain()
    let merge = try story.change([:], message: "Merge\n") { $0.parents.append(founding) }
    try story.expectHostile(
      merge, .invalid, [.foreignHistory],
      because: "It brings in a commit that was itself a step, so it would swap or hide history.",
      wayOut: "git fetch")
  }

  /// A founding of its own on top of everything, with a policy that asks for one approval.
  @Test func foundingOnTop() throws {
    let policy = Setting.oneAgrees
    let founding = try foundAgain { draft in
      draft.parents = [story.main]
      draft.tree = try story.tree(story.tree(of: story.main), [Paths.policy: .text(policy)])
    }
    try story.expectHostile(
      founding, .unratified, [.foundingReplaced, .changedWithoutApproval],
      because: "This branch was founded before; a second founding is none.",
      wayOut: "charter verify")
  }

  @Test func foundingReplaced() throws {
    let founding = try foundAgain()
    try story.expectRefused(
      "+\(founding.hex):refs/heads/main", because: "no longer be in this branch's own history",
      wayOut: "git fetch && charter log")
    // Even where somebody with a shell took the branch away.
    try story.server.git.git("update-ref", "-d", "refs/heads/main")
    try story.expectRefused(
      "\(founding.hex):refs/heads/main",
      because: "this is another founding than the one this server keeps",
      wayOut: story.repositoryID.text)
    try story.expectTaken("\(story.main.hex):refs/heads/main")
  }

  /// Somebody founds a branch of their own beside one that no server remembers yet.
  @Test func anotherFoundingBesideIt() throws {
    let server = story.server.git
    try server.git("config", "--unset", "charter.repository")
    try server.git("config", "--unset", "charter.branch")
    let other = try foundAgain { draft in
      try draft.replace("refs/heads/main", with: "refs/heads/aaa")
    }
    try story.expectTaken("\(other.hex):refs/heads/aaa")
    #expect(try server.git("config", "charter.branch") == "refs/heads/main")
    #expect(try server.git("config", "charter.repository") == story.repositoryID.text)
    try story.expectRefused(
      "\(try story.change([Paths.mission: Story.sea]).hex):refs/heads/main",
      because: "nobody's approval is recorded", wayOut: "charter propose")
  }

  /// A branch that never was governed takes the place of the one that was.
  @Test func ungovernedHistoryInItsPlace() throws {
    let root = try story.change([:]) { draft in
      draft.parents = []
      draft.tree = try story.tree(nil, ["README.md": "Nothing here.\n"])
    }
    try story.server.git.git("update-ref", "-d", "refs/heads/main")
    try story.expectRefused(
      "\(root.hex):refs/heads/main",
      because: "this history does not begin with the founding that is in force",
      wayOut: "git fetch && git reset --keep origin/main")
  }

  private func foundAgain(falsify: Story.Falsify = { _ in }) throws -> ObjectID {
    let bytes = try story.work.bytes(of: story.founding)
    let text = String(decoding: bytes, as: UTF8.self)
    let start = try #require(text.firstRange(of: "\n\nFound: "))
    let message = text[start.lowerBound...].dropFirst(2)
    return try story.change([:], message: String(message)) { draft in
      draft.parents = []
      draft.tree = try story.tree(
        story.tree(of: story.founding), ["README.md": "Ours now.\n"])
      draft.signer = .member(try story.cast.member("ana"))
      try falsify(&draft)
    }
  }
}
