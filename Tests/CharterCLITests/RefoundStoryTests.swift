import Git
import TestSupport
import Testing

/// Too many are gone to decide anything, and who is left starts anew.
@Suite struct RefoundStoryTests {
  @Test func newStartIsTrustedByNobodyUnasked() throws {
    let crew = try Practice(["ana", "ben", "cy"], policy: KeysStoryTests.policy)
    let (ana, ben) = (crew.member("ana"), crew.member("ben"))
    func identifier(_ member: TestMember) throws -> String {
      let text = try crew.expect(member, ["root", "--json"])
      let match = try #require(text.firstMatch(of: /"repository": "([0-9a-f]{64})"/))
      return String(match.output.1)
    }
    let old = try identifier(ana)
    try crew.expect(ben, ["verify"])
    let mission = try crew.read("Charters/mission.md", of: ana)
    try crew.write(mission + "\n## More\n\nWords.\n", to: "Charters/mission.md", of: ana)
    try crew.expect(ana, ["propose", "Say more", "-m", "It helps."])
    try crew.expect(ana, ["approve"])
    try crew.expect(ben, ["sync"])
    try crew.expect(ben, ["approve", "say-more"])
    try crew.expect(ana, ["ratify", "say-more"])

    // ana is left alone.
    for gone in ["ben", "cy"] {
      let page = try crew.read("Charters/members/\(gone).md", of: ana)
      try crew.write(
        page.replacing("status: active", with: "status: left"), to: "Charters/members/\(gone).md",
        of: ana)
    }
    try crew.write(
      KeysStoryTests.policy.replacing("2 of everyone", with: "1 of everyone"),
      to: "Charters/policy.yml", of: ana)
    try crew.expect(ana, ["refound"], status: 2)
    let started = try crew.expect(ana, ["refound", "-m", "ben and cy are gone.", "--yes"])
    let new = try identifier(ana)
    #expect(new != old)
    #expect(started.contains("charter verify --repository \(new)"))
    #expect(started.contains("charter hooks install --server --repository \(new)"))
    let mine = try crew.expect(ana, ["verify"]).split { $0.isWhitespace }.joined(separator: " ")
    #expect(mine.contains("Valid: started anew on"), "\(mine)")
    #expect(
      mine.contains("by ana; steps before it are proven under the old id (\(old.prefix(16))…)"),
      "\(mine)")
    #expect(mine.contains("the new start rests on your trust."))
    let document = try crew.expect(ana, ["verify", "--json"])
    #expect(document.contains("\"continues\": \"\(old)\""))

    // A server that knows the old one refuses until its owner says otherwise.
    let refused = try crew.git(ana, ["push", "origin", "main"], status: 1)
    #expect(refused.contains("this is another founding than the one"))
    #expect(refused.contains("charter hooks install --server --repository"))
    try crew.expect(
      ana, ["-C", crew.server, "hooks", "install", "--server", "--repository", new])
    try crew.git(ana, ["push", "--quiet", "origin", "main"])

    // So does everybody who knew the old one.
    try crew.git(ben, ["switch", "--quiet", "main"])
    try crew.git(ben, ["pull", "--quiet", "--ff-only"])
    let seen = try crew.expect(ben, ["verify"], status: 5)
    #expect(seen.contains("charter verify --repository \(new)"), "\(seen)")
    try crew.expect(ben, ["verify", "--repository", old], status: 5)
    try crew.expect(ben, ["verify", "--repository", new])
    try crew.expect(ben, ["verify"])

    // Life goes on under the new id.
    let words = try crew.read("Charters/mission.md", of: ana)
    try crew.write(words + "\n## Anew\n\nWords.\n", to: "Charters/mission.md", of: ana)
    try crew.expect(ana, ["propose", "Go on", "-m", "It helps.", "--approve"])
    try crew.expect(ana, ["ratify", "go-on"])
    #expect(try crew.expect(ana, ["verify"]).contains("1 step since the new start"))
  }
}
