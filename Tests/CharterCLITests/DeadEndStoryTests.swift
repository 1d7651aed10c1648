import Git
import TestSupport
import Testing

/// Ordinary slips of people who know git and not yet charter, and the way on that each is told.
@Suite struct DeadEndStoryTests {
  private static func flat(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }

  private let crew: Practice
  private var ana: TestMember { crew.member("ana") }
  private var ben: TestMember { crew.member("ben") }
  private let mission = "Charters/mission.md"

  init() throws {
    crew = try Practice(["ana", "ben"], policy: KeysStoryTests.policy)
  }

  private func append(_ line: String, to path: String, of member: TestMember) throws {
    try crew.write(try crew.read(path, of: member) + "\n\(line)\n", to: path, of: member)
  }

  private func land(_ slug: String, by lander: TestMember) throws {
    for member in [ana, ben] { try crew.expect(member, ["approve", slug]) }
    try crew.expect(lander, ["ratify", slug])
  }

  @Test func beingBehindIsNoRollback() throws {
    try append("Ana was here.", to: mission, of: ana)
    try crew.expect(ana, ["propose", "One", "-m", "It helps."])
    try append("Ben's notes.", to: "Charters/values.md", of: ben)
    try land("one", by: ana)
    try crew.expect(ben, ["sync"])
    let verified = try crew.expect(ben, ["verify"])
    #expect(
      verified.contains("main here is behind origin/main by one commit: git pull --ff-only"),
      "\(verified)")
    #expect(!(try crew.expect(ben, ["doctor"], status: 1)).contains("does not verify"))
    // Ana's decision is not among Ben's edits.
    let edits = try crew.expect(ben, ["diff", "--json"])
    #expect(edits.contains("values.md") && !edits.contains("mission.md"), "\(edits)")
    // A commit of one's own on the old main is what it is, and no rollback either.
    try crew.git(ben, ["commit", "--quiet", "-am", "Notes"])
    let own = try crew.expect(ben, ["verify"], status: 4)
    #expect(Self.flat(own).contains("holds commits of its own"), "\(own)")
    #expect(own.contains("git reset --keep origin/main"), "\(own)")
    // The server that forgot is one, whatever the branch here says.
    try crew.git(ben, ["reset", "--quiet", "--keep", "origin/main"])
    try crew.expect(ben, ["verify"])
    try crew.git(ben, ["update-ref", "refs/remotes/origin/main", "HEAD^"])
    try crew.git(ben, ["reset", "--quiet", "--hard", "HEAD^"])
    try crew.expect(ben, ["verify"], status: 5)
  }

  @Test func handCommitsOnAProposalAreOfferedAnew() throws {
    try append("We serve.", to: mission, of: ana)
    try crew.expect(ana, ["propose", "Serve", "-m", "It helps."])
    try crew.expect(ana, ["approve", "serve"])
    try append("We serve all.", to: mission, of: ana)
    try crew.git(ana, ["commit", "--quiet", "-am", "More"])
    // It stands as the others see it, and says what does not count.
    let status = try crew.expect(ana, ["status"], status: 8)
    #expect(Self.flat(status).contains("commits that nobody signed"), "\(status)")
    #expect(
      try crew.expect(ana, ["doctor"], status: 1).contains("charter revise"), "\(status)")
    #expect(try crew.expect(ana, ["update"], status: 2).contains("git reset --keep"))
    #expect(try crew.expect(ana, ["revise", "-m", "More"]).contains("added a version to serve"))
    #expect(try crew.git(ana, ["show", "HEAD:\(mission)"]).contains("We serve all."))
    #expect(try crew.git(ana, ["status", "--porcelain"]).isEmpty)

    // A merge of main by hand becomes a signed one.
    try crew.git(ben, ["switch", "--quiet", "main"])
    try append("Be brief.", to: "Charters/values.md", of: ben)
    try crew.expect(ben, ["propose", "Brief", "-m", "It helps."])
    try land("brief", by: ben)
    try crew.expect(ana, ["sync"])
    try crew.git(ana, ["merge", "--quiet", "--no-edit", "origin/main"])
    try crew.expect(ana, ["revise"])
    #expect(try crew.git(ana, ["log", "-1", "--format=%s"]).hasPrefix("Bring in"))
    // What nobody signed does not keep its proposer from ending it.
    try append("Not signed.", to: mission, of: ana)
    try crew.git(ana, ["commit", "--quiet", "-am", "Slip"])
    try crew.expect(ana, ["withdraw", "serve", "--yes"])
    try crew.expect(ana, ["verify"])
  }

  @Test func theSameWordsTwiceAreLeftInTheFiles() throws {
    let words = try crew.read(mission, of: ana)
    for (member, line) in [(ana, "Ana's words."), (ben, "Ben's words.")] {
      try crew.write(words + "\n\(line)\n", to: mission, of: member)
      try crew.expect(member, ["propose", "By \(member.handle)", "-m", "It helps."])
    }
    try land("by-ben", by: ben)
    try crew.expect(ana, ["sync"])
    let behind = try crew.expect(ana, ["status", "by-ana"], status: 1)
    #expect(behind.contains("Next: charter update by-ana"), "\(behind)")
    let told = try crew.expect(ana, ["update"], status: 2)
    #expect(Self.flat(told).contains("both are in your files now"), "\(told)")
    #expect(try crew.read(mission, of: ana).contains("<<<<<<<"))
    try crew.write(words + "\nOur words.\n", to: mission, of: ana)
    try crew.git(ana, ["add", "Charters"])
    try crew.expect(ana, ["revise"])
    try land("by-ana", by: ben)
    try crew.expect(ana, ["verify"])
  }

  @Test func whatTheServerLacksIsSentLater() throws {
    try crew.git(ana, ["remote", "set-url", "origin", crew.server + ".away"])
    try append("Offline.", to: mission, of: ana)
    try crew.expect(ana, ["propose", "Written on the train", "-m", "It helps."], status: 2)
    try crew.git(ana, ["remote", "set-url", "origin", crew.server])
    #expect(Self.flat(try crew.expect(ana, ["sync"])).contains("does not have your version"))
    #expect(
      try crew.expect(ana, ["doctor"], status: 1).contains(
        "git push origin refs/heads/proposals/written-on-the-train"))
    // Whoever begins a name well is told it; the next act sends what is missing.
    #expect(
      try crew.expect(ana, ["approve", "written"], status: 2).contains(
        "did you mean written-on-the-train?"))
    try crew.expect(ana, ["approve", "written-on-the-train"])
    try crew.expect(ben, ["approve", "written-on-the-train"])
    // Edits in the way of the files that follow come with the next step.
    try crew.git(ben, ["switch", "--quiet", "main"])
    try append("Ben's draft.", to: mission, of: ben)
    let landed = try crew.expect(ben, ["ratify", "written-on-the-train"], status: 2)
    #expect(Self.flat(landed).contains("git stash pop brings your edits back"), "\(landed)")
  }

  @Test func aMergeButtonAfterAllAgreed() throws {
    try Files.remove(crew.server + "/hooks")
    try append("Late.", to: mission, of: ana)
    try crew.expect(ana, ["propose", "Late", "-m", "It helps."])
    for member in [ana, ben] { try crew.expect(member, ["approve", "late"]) }
    try crew.git(
      ben, ["merge", "--quiet", "--no-ff", "--no-gpg-sign", "-m", "Merge", "origin/proposals/late"])
    let commit = String(try crew.git(ben, ["rev-parse", "HEAD"]).prefix(10))
    try crew.git(ben, ["push", "--quiet", "origin", "main"])
    let way = "charter ratify late --late \(commit)"
    #expect(try crew.expect(ben, ["status", "late"]).contains(way))
    #expect(try crew.expect(ben, ["inbox"], status: 8).contains(way))
    #expect(try crew.expect(ben, ["ratify", "late"], status: 4).contains(way))
    let hint = "charter ratify --late \(commit)"
    #expect(Self.flat(try crew.expect(ben, ["verify"], status: 4)).contains(hint))
    let done = try crew.expect(ben, ["ratify", "--late", commit])
    #expect(done.contains("Every change on main is approved now."), "\(done)")
    try crew.expect(ben, ["verify"])
  }

  @Test func aFoundingThatFailedLeavesNothing() throws {
    let home = try crew.folder.makeFolder("ana/fresh")
    try crew.git(ana, ["init", "--quiet", "--initial-branch=main", home])
    let other = "other=Other <o@example.org>:\(ana.key.path).pub"
    // The same key for two members.
    _ = try crew.expect(
      ana, ["-C", home, "init", "--handle", "ana", "--member", other], status: 1)
    #expect(try crew.shell(ana, "find \"$1/Charters\" -type f", home).contains("policy") == false)
    try crew.expect(ana, ["-C", home, "init", "--preset", "consent", "--handle", "ana"])
    let again = try crew.expect(
      ana, ["-C", home, "init", "--preset", "consent", "--handle", "ana"], status: 2)
    #expect(again.contains("founded here already"), "\(again)")
  }
}
