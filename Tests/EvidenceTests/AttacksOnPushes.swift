import Charters
import Evidence
import Git
import Policies
import Processes
import Stories
import TestSupport
import Testing

/// Pushes that say something else of the server than it is, and servers that are not set up yet.
@Suite struct AttacksOnPushes {
  static let main = "refs/heads/main"

  private func bare(_ story: Story) throws -> ObjectID {
    try story.change([Paths.mission: .text(Setting.mission(whom: "Me."))])
  }

  private func expectRefused(
    _ outcome: PushOutcome, because reason: String, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(!outcome.isAccepted, sourceLocation: location)
    #expect(!outcome.movedSomething, sourceLocation: location)
    #expect(outcome.text.contains(reason), "\(outcome.transcript)", sourceLocation: location)
  }

  private func forgetPin(_ story: Story) throws {
    for key in ["charter.repository", "charter.branch"] {
      try story.server.git.git("config", "--unset", key)
    }
  }

  // MARK: One push

  @Test func sameReferenceTwice() throws {
    let story = try Story()
    let honest = try story.change(["README.md": "Ours.\n"])
    let bare = try bare(story)
    expectRefused(
      try story.pushRaw((Self.main, story.main, honest), (Self.main, story.main, bare)),
      because: "refused refs/heads/main: this push names it twice")
    #expect(try story.pushRaw((Self.main, story.main, honest)).isAccepted)
  }

  /// Names that Swift takes for the same text and git does not.
  @Test func sameNameInOtherBytes() throws {
    let story = try Story()
    let composed = "refs/heads/pr\u{FC}f"
    let decomposed = "refs/heads/pru\u{308}f"
    let bare = try bare(story)
    let review = try PushReview(
      story.work.repository(),
      pin: Pin(repository: story.repositoryID, branch: ReferenceName(composed)),
      changes: [
        RefChange(name: ReferenceName(composed), old: story.main, new: bare),
        RefChange(name: ReferenceName(decomposed), old: nil, new: bare),
      ], now: Timestamp(seconds: story.seconds),
      existing: [ReferenceName(composed): story.main])
    let refusals = try review.refusals()
    #expect(refusals.count == 2)
    for name in [composed, decomposed] {
      #expect(refusals.contains { $0.name.utf8.elementsEqual(name.utf8) })
    }
    // An accent behind a slash is one character with it.
    let idea = try story.serveTheSea()
    try story.expectRefused(
      "\(idea.head.hex):refs/heads/proposals/\u{301}sea/x",
      because: "a proposal's name has no slash in it", wayOut: "charter propose")
    try story.expectRefused(
      "\(bare.hex):refs/charter/\u{301}x", because: "only sign-offs are kept under refs/charter/",
      wayOut: "Use another name")
  }

  /// The old id is the pusher's word; with another one a deletion would be judged by it.
  @Test func oldIdThatIsNotThere() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben")
    let objection = try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    try story.publish(idea)
    let name = try #require(story.references[objection])
    let reason = "somebody else pushed at the same moment"
    expectRefused(try story.pushRaw((name, story.founding, nil)), because: reason)
    expectRefused(try story.pushRaw((idea.branch, nil, nil)), because: reason)
    let bare = try bare(story)
    expectRefused(try story.pushRaw((Self.main, nil, bare)), because: reason)
    expectRefused(try story.pushRaw((Self.main, story.founding, bare)), because: reason)
    expectRefused(try story.pushRaw((name, objection, nil)), because: "a sign-off stays")
  }

  /// git takes a push reference by reference: the step may fail, and what is deleted is gone.
  @Test func deletionBesideTheStepThatAllowsIt() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    try story.publish(idea)
    let tip = try story.ratify(idea, by: "ana")
    let name = try #require(story.references[idea.signoffs[0]])
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", ":\(idea.branch)",
      because: "a proposal stays until it is decided", wayOut: "charter withdraw")
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", ":\(name)",
      because: "a sign-off stays until its proposal has ended", wayOut: "charter retract")
    try story.land(tip)
    try story.expectTaken(":\(idea.branch)", ":\(name)")
  }

  // MARK: Sign-offs

  /// A word that goes on from one that nobody has would keep every record from being made.
  @Test func signoffOnAWordThatIsNowhere() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    try story.publish(idea)
    let nowhere = try #require(PayloadID("sha256:" + String(repeating: "ab", count: 32)))
    let veto = try story.sign(.object, idea, by: "dee", reason: "No.") { draft in
      draft.namePrevious([nowhere])
    }
    let name = try #require(story.references[veto])
    try story.expectRefused(
      "\(veto.hex):\(name)", because: "It goes on from an earlier sign-off that is not here.",
      wayOut: "charter sync")
    // Somebody else's word is none of theirs.
    let bens = try #require(idea.lastWords["ben"])
    let other = try story.sign(.object, idea, by: "dee", reason: "No.") { draft in
      draft.namePrevious([bens])
    }
    try story.expectRefused(
      "\(other.hex):\(try #require(story.references[other]))",
      because: "It goes on from an earlier sign-off that is not here.", wayOut: "charter sync")
    idea.signoffs.removeLast(2)
    // What comes in the same push is there.
    idea.lastWords["dee"] = nil
    let first = try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    let second = try story.sign(.retract, idea, by: "dee")
    try story.expectTaken(
      "\(second.hex):\(try #require(story.references[second]))",
      "\(first.hex):\(try #require(story.references[first]))")
    try story.land(story.ratify(idea, by: "ana"))
  }

  // MARK: Names on the server

  @Test func nameThatIsAnotherName() throws {
    let story = try Story()
    try story.server.git.git("symbolic-ref", "refs/heads/master", Self.main)
    let bare = try bare(story)
    try story.expectRefused(
      "\(bare.hex):refs/heads/master",
      because: "on the server this is only another name for a branch",
      wayOut: "Push to the branch itself.")
    try story.expectRefused(
      ":refs/heads/master", because: "on the server this is only another name for a branch",
      wayOut: "Push to the branch itself.")
  }

  // MARK: Foundings

  /// The founding with other words, on top of something or by itself.
  private func found(
    _ story: Story, on parent: ObjectID? = nil, replacing old: String, with new: String
  ) throws -> ObjectID {
    let bytes = try story.work.bytes(of: story.founding)
    let text = String(decoding: bytes, as: UTF8.self)
    let start = try #require(text.firstRange(of: "\n\nFound: "))
    let message = String(text[start.lowerBound...].dropFirst(2))
    return try story.change([:], message: message) { draft in
      draft.parents = parent.map { [$0] } ?? []
      draft.tree = try story.tree(of: story.founding)
      draft.signer = .member(try story.cast.member("ana"))
      try draft.replace(old, with: new)
    }
  }

  /// On a new server somebody founds another branch first, so that `main` would stay unguarded.
  @Test func firstToFoundAnotherBranch() throws {
    let story = try Story(Setting().withoutServer)
    let squat = try found(story, replacing: "refs/heads/main", with: "refs/heads/aaa")
    try story.expectRefused(
      "\(squat.hex):refs/heads/aaa", because: "it founds another branch than main",
      wayOut: "charter hooks install --server --branch aaa")
    #expect(throws: CommandFailure.self) {
      try story.server.git.git("config", "charter.repository")
    }
    try story.expectTaken("\(story.main.hex):refs/heads/main")
    #expect(try story.server.git.git("config", "charter.branch") == Self.main)
  }

  /// A new start is nobody's own decision, on a server that pinned nothing either.
  @Test func newStartWithoutAPin() throws {
    let story = try Story()
    try forgetPin(story)
    let start = try found(
      story, on: story.main, replacing: "Charter-Member: ana\n",
      with: "Charter-Member: ana\nCharter-Continues: \(story.repositoryID)\n")
    let id = RepositoryID(foundingContent: try story.work.bytes(of: start))
    try story.expectRefused(
      "\(start.hex):refs/heads/main",
      because: "this is another founding than the one this server keeps",
      wayOut: "charter hooks install --server --repository")
    let server = story.server.git
    let installed = try Program.run(
      ["hooks", "install", "--server", "--repository", id.text], in: server.directory,
      env: server.environment)
    #expect(installed.succeeded, "\(installed.errorText)")
    try story.expectTaken("\(start.hex):refs/heads/main")
  }

  // MARK: Time

  /// One file at many paths is looked at once, and time is asked for before each other one.
  @Test func manyFilesInOneVersion() throws {
    let story = try Story()
    func asked(_ text: (Int) -> String) throws -> Int {
      var files: [String: Entry] = [:]
      for number in 0..<10 { files["Charters/roles/role-\(number).md"] = .text(text(number)) }
      let idea = try story.propose(by: "ana", "Many roles", changing: files)
      let review = try PushReview(
        story.work.repository(), pin: nil,
        changes: [RefChange(name: ReferenceName(idea.branch), old: nil, new: idea.head)],
        now: Timestamp(seconds: story.seconds), existing: [ReferenceName(Self.main): story.main])
      var count = 0
      review.checkpoint = { count += 1 }
      #expect(try review.refusals() == [])
      return count
    }
    let same = try asked { _ in Setting.support(purpose: "The same.") }
    let different = try asked { Setting.support(purpose: "Number \($0).") }
    #expect(different - same >= 9, "\(different) and \(same)")
  }
}
