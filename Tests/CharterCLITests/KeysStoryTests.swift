import Git
import TestSupport
import Testing

/// A key is stolen, reported, and replaced by another; told with the program itself.
@Suite struct KeysStoryTests {
  static let policy = """
    charter-policy: 1
    rules:
      - name: Two agree
        for: {}
        exclude: nobody
        needs: [ { approve: 2 of everyone } ]

    """

  private let crew: Practice
  private var ana: TestMember { crew.member("ana") }
  private var ben: TestMember { crew.member("ben") }
  private var cy: TestMember { crew.member("cy") }

  init() throws { crew = try Practice(["ana", "ben", "cy"], policy: Self.policy) }

  /// Somebody's words, approved by two and made official by the proposer.
  private func decide(_ title: String, _ slug: String, by member: TestMember) throws {
    try crew.git(member, ["switch", "--quiet", "main"])
    try crew.git(member, ["pull", "--quiet", "--ff-only"])
    let mission = try crew.read("Charters/mission.md", of: member)
    try crew.write(mission + "\n## \(title)\n\nWords.\n", to: "Charters/mission.md", of: member)
    try crew.expect(member, ["propose", title, "-m", "It helps."])
  }

  private func approve(_ slug: String, by members: TestMember...) throws {
    for member in members {
      try crew.expect(member, ["sync"])
      try crew.expect(member, ["approve", slug])
    }
  }

  private func fingerprint(_ handle: String) throws -> String {
    let table = try crew.expect(ana, ["keys"])
    let line = try #require(table.split(separator: "\n").first { $0.hasPrefix(handle) })
    return try String(#require(line.split(separator: " ").first { $0.hasPrefix("SHA256:") }))
  }

  @Test func stolenKeyGoesAndIsReplaced() throws {
    let stolen = try fingerprint("ben")
    try decide("First", "first", by: ben)
    try approve("first", by: ben, ana)
    try crew.expect(ben, ["ratify", "first"])

    // Open, with ben's approval on it.
    try decide("Second", "second", by: ana)
    try approve("second", by: ben)

    #expect(
      try crew.expect(cy, ["keys", "revoke", "ben", "--since", "9"], status: 64)
        .contains("there is no step 9 yet; the newest is 1"))
    try crew.expect(cy, ["keys", "revoke", "nobody"], status: 2)
    let opened = try crew.expect(cy, ["keys", "revoke", "ben", "--since", "1", "--approve"])
    #expect(opened.contains("What it signed stays valid"))
    try approve("ben-s-key-is-lost-or-stolen", by: ana)
    try crew.expect(cy, ["ratify", "ben-s-key-is-lost-or-stolen"])
    try crew.expect(ana, ["sync"])
    try crew.git(ana, ["fetch", "--quiet", ".", "origin/main:main"])

    let page = try crew.git(ana, ["show", "main:Charters/members/ben.md"])
    #expect(page.contains("revoked-keys:\n  - { key: \"\(stolen)\", since: 1 }\n"))
    #expect(!page.contains("\nkeys:"))

    // Nothing open counts by it; what was decided stays.
    let standing = try crew.expect(ana, ["status", "second"], status: 8)
    #expect(standing.contains("not counted: ben"), "\(standing)")
    let verified = try crew.expect(ana, ["verify"])
    #expect(verified.contains("Valid:"))
    let flat = verified.split { $0.isWhitespace }.joined(separator: " ")
    #expect(flat.contains("ben's key \(stolen) was reported stolen later (in step 2)"), "\(flat)")
    #expect(flat.contains("it made official: step 1; it approved: step 1."), "\(flat)")
    let document = try crew.expect(ana, ["verify", "--json"])
    #expect(document.contains(/"approvals": \[\s*1\s*\]/))
    #expect(document.contains("\"reportedIn\": 2"))
    let log = try crew.expect(ana, ["log"])
    #expect(log.contains("ben's key was reported stolen later, in step 2; valid then"), "\(log)")
    let listed = try crew.expect(ana, ["keys", "--verbose"])
    #expect(listed.contains("reported stolen, not to be trusted since step 1"), "\(listed)")
    try crew.expect(ben, ["sync"])
    #expect(try crew.expect(ben, ["approve", "second"], status: 6).contains("charter join"))

    // ben makes another key; it is a colleague who proposes it.
    let new = try ben.makeKey("new")
    try crew.git(ben, ["config", "user.signingKey", new.path + ".pub"])
    let handOver = try crew.expect(ben, ["keys", "replace", "ben"], status: 6)
    #expect(handOver.contains("charter keys replace ben --with '\(new.line)'"), "\(handOver)")
    #expect(
      try crew.expect(cy, ["keys", "replace", "ben", "--with", ben.key.line], status: 1)
        .contains("reported lost or stolen"))
    try crew.expect(cy, ["keys", "replace", "ben", "--with", new.line])
    try approve("another-key-for-ben", by: ana, cy)
    try crew.expect(cy, ["ratify", "another-key-for-ben"])
    try crew.expect(ben, ["sync"])
    let tooNew = try crew.expect(ben, ["approve", "second"], status: 1)
    #expect(tooNew.contains("charter update second"), "\(tooNew)")
    try crew.expect(ben, ["update", "second"])
    try approve("second", by: ben, ana)
    try crew.expect(ana, ["ratify", "second"])

    // A key of one's own is changed by oneself and one other.
    let spare = try ana.makeKey("spare")
    let replaced = try crew.expect(ana, ["keys", "replace", "--with", spare.path + ".pub"])
    #expect(replaced.contains("What was signed with the old key stays valid."))
    try approve("another-key-for-ana", by: ana, cy)
    try crew.expect(ana, ["ratify", "another-key-for-ana"])
    try crew.git(ana, ["pull", "--quiet", "--ff-only"])
    #expect(try crew.expect(ana, ["verify"]).contains("Valid:"))
    try crew.write("Words.\n", to: "Charters/mission.md", of: ana)
    try crew.expect(ana, ["propose", "x", "-m", "y"], status: 6)
  }

  /// A thief writes into somebody's proposal: it is taken back, and what was approved before counts.
  @Test func thiefsVersionIsTakenBack() throws {
    try decide("First", "first", by: ana)
    try approve("first", by: cy)
    // With ben's key and in ben's name, though not by ben.
    try crew.expect(ben, ["sync"])
    try crew.git(ben, ["switch", "--quiet", "proposals/first"])
    let good = try crew.read("Charters/mission.md", of: ben)
    try crew.write(good + "\nBen gets it all.\n", to: "Charters/mission.md", of: ben)
    try crew.expect(ben, ["revise", "-m", "Better"])

    try crew.expect(cy, ["sync"])
    try crew.git(cy, ["switch", "--quiet", "main"])
    try crew.expect(cy, ["keys", "revoke", "ben", "--approve"])
    try approve("ben-s-key-is-lost-or-stolen", by: ana)
    try crew.expect(cy, ["ratify", "ben-s-key-is-lost-or-stolen"])

    try crew.expect(ana, ["sync"])
    let standing = try crew.expect(ana, ["status", "first"], status: 1)
    let words = standing.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("so nobody answers for its words; take it back and go on"), "\(words)")
    #expect(words.contains("Next: charter revise"), "\(words)")
    #expect(try crew.expect(ana, ["ratify", "first"], status: 1).contains("nobody answers"))
    let behind = try crew.expect(ana, ["revise"], status: 2)
    #expect(behind.contains("git merge --ff-only --autostash origin/proposals/first"))
    try crew.git(ana, ["merge", "--quiet", "--ff-only", "origin/proposals/first"])

    // Edits on top of it would put ana's name to the thief's words.
    let stolen = try crew.read("Charters/mission.md", of: ana)
    try crew.write(stolen + "\nAnd more.\n", to: "Charters/mission.md", of: ana)
    let kept = try crew.expect(ana, ["revise"], status: 2)
    #expect(kept.contains("your edits stand on it") && kept.contains("git stash"), "\(kept)")
    try crew.git(ana, ["stash", "--quiet"])
    let back = try crew.expect(ana, ["revise"])
    #expect(back.contains("took back what nobody answers for in first"), "\(back)")
    #expect(try crew.read("Charters/mission.md", of: ana) == good)

    // Cy's approval is of these words; one more is needed.
    try crew.expect(ana, ["approve", "first"])
    try crew.expect(ana, ["ratify", "first"])
    #expect(try crew.expect(ana, ["verify"]).contains("Valid:"))
  }
}
