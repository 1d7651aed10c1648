import Processes
import TestSupport
import Testing

/// What people type on their first day, with the mistakes of a first day.
@Suite struct NewcomerTests {
  private func charter(
    _ arguments: [String], in directory: String, as member: TestMember
  ) throws -> ProcessResult {
    try Program.run(arguments, in: directory, env: member.environment())
  }

  @Test func aNewcomerJoinsOutsideAnyRepository() throws {
    let folder = try TemporaryFolder("charter-newcomer")
    let dora = try TestMember("dora")
    let result = try charter(["join", "--handle", "dora"], in: folder.path, as: dora)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.outputText.hasPrefix("dora="))
    #expect(try Files.names(in: folder.path).isEmpty, "nothing is left behind")
  }

  @Test func twoMembersOfOneNameAreRefused() throws {
    let folder = try TemporaryFolder("charter-newcomer")
    let ana = try TestMember("ana")
    let ben = try TestMember("ben")
    let card = "ana=Ben <ben@example.org>:\(ben.key.path).pub"
    let result = try charter(
      ["init", "--handle", "ana", "--member", card], in: folder.path, as: ana)
    #expect(result.status == 64)
    #expect(result.errorText.contains("two members are called ana"))
  }

  @Test func aPathWhereNothingLiesIsNoCleanAnswer() throws {
    let practice = try Practice(["ana"], preset: "consensus")
    let ana = practice.members[0]
    for verb in ["lint", "fmt"] {
      let text = try practice.expect(ana, [verb, "nosuch.md"], status: 2)
      #expect(text.contains("there is no charter at nosuch.md"))
    }
    for name in ["Charters/vision.md", "vision.md", "vision"] {
      #expect(try practice.charter(ana, ["lint", name]).text.contains("1 file"))
    }
  }

  @Test func aFreshCloneSaysThatItHoldsNoSignoffsYet() throws {
    let crew = try Practice(["ana", "ben"], preset: "consensus")
    let (ana, ben) = (crew.members[0], crew.members[1])
    let mission = "Charters/mission.md"
    try crew.write(crew.read(mission, of: ana) + "\nWords.\n", to: mission, of: ana)
    try crew.expect(ana, ["propose", "Words", "-m", "It helps.", "--approve"])
    let copy = crew.folder.path("copy")
    try crew.git(ben, ["clone", "--quiet", crew.server, copy])
    let hint = "this copy holds no sign-offs yet"
    for (verb, status) in [(["list"], 0), (["status", "words"], 8), (["show", "words"], 0)] {
      let text = try crew.expect(ben, ["-C", copy] + verb, status: Int32(status))
      #expect(text.contains(hint) && text.contains("charter sync"), "\(text)")
    }
    try crew.expect(ben, ["-C", copy, "sync"])
    let asked = try crew.expect(ben, ["-C", copy, "status", "words"], status: 8)
    #expect(!asked.contains(hint) && asked.contains("ana approved"), "\(asked)")
  }
}
