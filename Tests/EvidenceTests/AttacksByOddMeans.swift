import Charters
import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Odd dates, odd keys, odd parents, and people who are somebody else on another day.
@Suite struct AttacksByOddMeans {
  // MARK: Dates

  /// Dates as no clock shows them.
  @Test(arguments: [
    ("-5 +0000", ReasonCode.notCanonical), ("99999999999999999999 +0000", .notCanonical),
    ("9223372036854775807 +0000", .notCanonical), ("1700000400", .notCanonical),
    ("1700000400 +000", .notCanonical), ("1700000400  +0000", .notCanonical),
    ("0x6553f100 +0000", .notCanonical), ("999999999999 +0000", .backdated),
    ("0 +0000", .backdated), ("000000000000 -9999", .backdated),
  ])
  func dateOfAnApproval(_ date: String, _ reason: ReasonCode) throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "cy")
    let signoff = try story.sign(.approve, idea, by: "ben") { draft in
      draft.author = "Ben <ben@example.org> " + date
      draft.committer = draft.author
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: ["ben": [reason]],
      because: "It lacks required approvals.", wayOut: "charter status")
    if date.hasPrefix("9999999999") {
      try story.publish(["\(idea.head.hex):\(idea.branch)"])
      let name = try #require(story.references[signoff])
      try story.expectRefused("\(signoff.hex):\(name)", because: "", wayOut: "")
    }
  }

  /// A zone moves the hands of a clock and not the moment.
  @Test(arguments: ["+9999", "-9999", "-0000", "+1400"])
  func zoneOfAnApproval(_ zone: String) throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "cy")
    try story.sign(.approve, idea, by: "ben") { draft in
      draft.author = draft.author.replacing("+0000", with: zone)
      draft.committer = draft.author
    }
    let step = try story.ratify(idea, by: "ana")
    try story.expectVerdict(step, .valid)
    try story.expectTaken("\(step.hex):refs/heads/main")
  }

  // MARK: Keys

  /// Lines that OpenSSH's own files allow and that would make a key mean something else there.
  @Test(arguments: [
    "cert-authority KEY", "namespaces=\"git\" KEY", "valid-before=\"20200101\" KEY",
    "* KEY", "ana@example.org KEY", "KEY\\nKEY", "# KEY",
    "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29t",
  ])
  func keyWithOptions(_ line: String) throws {
    let story = try Story()
    let key = try story.cast.member("eve").key.line
    let page = Setting.member("Eve", keys: ["PLACE"]).replacing(
      "PLACE",
      with: "\"" + line.replacing("\"", with: "\\\"").replacing("KEY", with: key) + "\"")
    let idea = try story.propose(
      by: "ana", "Eve joins", changing: ["Charters/members/eve.md": .text(page)])
    try story.approve(idea, by: "ben", "cy", "dee")
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.badRoster],
      because: "Charters/members/eve.md", wayOut: "charter lint")
  }

  // MARK: People

  /// A second page for somebody, under a name that some file systems take for the first.
  @Test(arguments: ["Dee.md", "DEE.md", "de\u{301}e.md", "dee.MD", "dee.md.md", "d\u{435}e.md"])
  func secondPageOfAMember(_ name: String) throws {
    let story = try Story()
    let key = try story.cast.spareKey("dee").line
    let idea = try story.propose(
      by: "ana", "Another page",
      changing: ["Charters/members/\(name)": .text(Setting.member("Dee", keys: [key]))])
    try story.approve(idea, by: "ben", "cy", "dee")
    let tip = try story.ratify(idea, by: "ana")
    #expect(try story.verdict(tip).codes.contains(.badContent))
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", because: "Charters/members/", wayOut: "charter lint")
  }

  /// Somebody goes on under another handle with the same key: one person, and one voice.
  @Test func memberUnderAnotherName() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "dee")
    let page = Setting.member("Dee", keys: [try story.cast.member("dee").key.line])
    try story.decide(
      by: "ana", "Dee is called dex now",
      changing: ["Charters/members/dee.md": .absent, "Charters/members/dex.md": .text(page)],
      approvedBy: "ben", "cy")
    try story.revise(idea, by: "ana", changing: [:]) { draft in
      draft.parents.append(story.main)
      draft.tree = try story.tree(story.tree(of: story.main), [Paths.mission: Story.sea])
    }
    idea.update(base: story.main)
    try story.sign(.approve, idea, by: "dee") { draft in
      try draft.replace("Charter-Member: dee", with: "Charter-Member: dex")
      draft.namePrevious([])
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: ["dee": [.removed]],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  /// Words in somebody else's name, signed with a key that is listed for another.
  @Test func versionInSomebodysName() throws {
    let story = try Story()
    let idea = try story.serveTheSea()
    try story.revise(
      idea, by: "ben", changing: [Paths.mission: .text(Setting.mission(whom: "Me."))]
    ) { try $0.replace("Charter-Member: ben", with: "Charter-Member: dee") }
    let why = "It is signed with a key that is not listed for dee"
    try story.expectRefused("\(idea.head.hex):\(idea.branch)", because: why, wayOut: "charter")
    try story.approve(idea, by: "ben", "cy")
    let step = try story.ratify(idea, by: "ana")
    #expect(try story.verdict(step).codes.contains(.unknownKey))
    try story.expectRefused("\(step.hex):refs/heads/main", because: why, wayOut: "charter")
  }

  /// Deputies of each other: nobody signs for somebody for whom somebody else signs.
  @Test func deputiesInACircle() throws {
    let policy = Setting.twoAgree.replacing("for: {}\n", with: "for: {}\n    exclude: nobody\n")
    let story = try Story(Setting(policy: policy))
    var pages: [String: Entry] = [:]
    for (handle, deputy, status) in [
      ("ben", "cy", "active"), ("cy", "dee", "absent"), ("dee", "ben", "absent"),
    ] {
      let member = try story.cast.member(handle)
      pages["Charters/members/\(handle).md"] = .text(
        Setting.member(member.name, keys: [member.key.line], status: status).replacing(
          "keys:", with: "deputies: [{ who: \(deputy), until: 2030-01-01 }]\nkeys:"))
    }
    try story.decide(by: "ana", "Deputies", changing: pages, approvedBy: "ben", "cy")
    let idea = try story.serveTheSea(approvedBy: "ben")
    try story.sign(.approve, idea, by: "ben") { draft in
      try draft.replace("Charter-Member: ben\n", with: "Charter-Member: ben\nCharter-For: cy\n")
      draft.namePrevious([])
    }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.deputyNotAllowed]], because: "It lacks required approvals.",
      wayOut: "charter status")
    // For dee, whose deputy ben is, he may; that is still no second person.
    try story.sign(.approve, idea, by: "ben") { draft in
      try draft.replace("Charter-Member: ben\n", with: "Charter-Member: ben\nCharter-For: dee\n")
      draft.namePrevious([])
    }
    try story.expectVerdict(story.ratify(idea, by: "ana"), .invalid, [.notApproved])
  }

  // MARK: Parents and references

  /// A sign-off that brings another commit along.
  @Test func signoffWithTwoParents() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "cy")
    let signoff = try story.sign(.approve, idea, by: "ben") { $0.parents.append(story.main) }
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.wrongRevision]], because: "It lacks required approvals.",
      wayOut: "charter status")
    try story.publish(["\(idea.head.hex):\(idea.branch)"])
    let name = try #require(story.references[signoff])
    try story.expectRefused(
      "\(signoff.hex):\(name)", because: "It does not stand on the version that it names.",
      wayOut: "charter ratify")
  }

  /// One approval many times in a record is one approval.
  @Test func oneApprovalManyTimes() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben")
    let gather = try story.gather(
      idea, by: "ana", signoffs: Array(repeating: idea.signoffs[0], count: 40))
    try story.expectHostile(
      try story.ratify(idea, by: "ana", gather: gather), .invalid, [.notApproved],
      because: "It lacks required approvals.", wayOut: "charter status")
  }

  /// What a server has packed is there as much as what it has not.
  @Test func packedReferences() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben")
    let objection = try story.sign(.object, idea, by: "dee", reason: "We cannot swim.")
    try story.approve(idea, by: "cy")
    try story.publish(idea)
    try story.server.git.git("pack-refs", "--all", "--prune")
    try story.server.git.git("repack", "-a", "-d", "-q")
    let name = try #require(story.references[objection])
    let other = try #require(story.references[idea.signoffs[0]])
    for (refspec, why) in [
      (":\(name)", "a sign-off stays until its proposal has ended"),
      ("+\(idea.signoffs[0].hex):\(name)", "a sign-off is made once and never replaced"),
      ("+\(idea.base.hex):\(idea.branch)", "a proposal only grows"),
      ("+\(story.founding.hex):refs/heads/main", "what was decided before would no longer be in"),
      ("\(idea.head.hex):\(idea.branch)-again", "this proposal is here already"),
    ] {
      try story.expectRefused(refspec, of: "", because: why, wayOut: "")
    }
    let gather = try story.gather(
      idea, by: "ana", signoffs: idea.signoffs.filter { $0 != objection })
    let step = try story.ratify(idea, by: "ana", gather: gather)
    try story.expectRefused(
      "\(step.hex):refs/heads/main", ":\(other)", ":\(name)", of: "", because: "dee signed this",
      wayOut: "charter sync")
  }

  /// Two decisions in one push, the second by approvals of words that the first has moved.
  @Test func secondStepOnMovedWords() throws {
    let story = try Story()
    let first = try story.serveTheSea(approvedBy: "ben", "cy")
    let second = try story.propose(
      by: "dee", "Serve the lake",
      changing: [Paths.mission: .text(Setting.mission(statement: "To serve the lake."))])
    try story.approve(second, by: "ben", "cy")
    let one = try story.ratify(first, by: "ana")
    story.advance(to: one)
    let two = try story.ratify(second, by: "dee")
    try story.expectHostile(
      two, .invalid, [.outOfDate, .notApproved], because: "bring the proposal up to date first",
      wayOut: "charter update")
  }
}
