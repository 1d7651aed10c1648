import Charters
import Testing

@Suite("Names and paths") struct PathTests {
  @Test("handles: lower case, digits and hyphens, 1 to 39")
  func handles() {
    for good in ["a", "0", "ana", "a-b", "a-", "a--b", String(repeating: "a", count: 39)] {
      #expect(Handle(good)?.text == good)
    }
    let bad = [
      "", "-a", "A", "a_b", "a.b", "a b", "ä", "а", "a\n", "a/b", String(repeating: "a", count: 40),
      "a\u{200D}", "a\0",
    ]
    for bad in bad { #expect(Handle(bad) == nil, "\(bad.debugDescription)") }
  }

  @Test("ids of teams and roles are paths without the words teams and roles")
  func ids() throws {
    let night = try #require(TeamID("support/night"))
    #expect(night.parent == TeamID("support"))
    #expect(night.name == "night")
    #expect(night.charterText == "Charters/teams/support/teams/night/team.md")
    #expect(try CharterPath(night.charterText).team == night)
    #expect(night.isNested(in: try #require(TeamID("support"))))
    #expect(!night.isNested(in: night))
    #expect(!(try #require(TeamID("support-x")).isNested(in: try #require(TeamID("support")))))
    for bad in ["", "/", "a/", "/a", "a//b", "A", "a b"] {
      #expect(TeamID(bad) == nil)
      #expect(RoleID(bad) == nil)
    }
    #expect(RoleID("support/triage")?.team == TeamID("support"))
    #expect(RoleID("secretary")?.team == nil)
  }

  @Test(
    "the layout",
    arguments: [
      ("policy.yml", Kind.policy, nil, nil, nil), ("vision.md", .vision, nil, nil, nil),
      ("mission.md", .mission, nil, nil, nil), ("values.md", .values, nil, nil, nil),
      ("members/ana.md", .member, nil, nil, "ana"),
      ("roles/secretary.md", .role, nil, "secretary", nil),
      ("agreements/on-call.md", .agreement, nil, nil, nil),
      ("reflections/2026-11-launch.md", .reflection, nil, nil, nil),
      ("teams/support/team.md", .team, "support", nil, nil),
      ("teams/support/vision.md", .vision, "support", nil, nil),
      ("teams/support/mission.md", .mission, "support", nil, nil),
      ("teams/support/values.md", .values, "support", nil, nil),
      ("teams/support/roles/triage.md", .role, "support", "support/triage", nil),
      ("teams/support/agreements/x.md", .agreement, "support", nil, nil),
      ("teams/support/teams/night/team.md", .team, "support/night", nil, nil),
      (
        "teams/support/teams/night/roles/lamp.md", .role, "support/night", "support/night/lamp", nil
      ),
      ("teams/roles/team.md", .team, "roles", nil, nil),
      ("teams/teams/teams/teams/team.md", .team, "teams/teams", nil, nil),
      ("roles/team.md", .role, nil, "team", nil),
    ] as [(String, Kind, String?, String?, String?)])
  func layout(text: String, kind: Kind, team: String?, role: String?, member: String?) throws {
    let path = try CharterPath("Charters/" + text)
    #expect(path.kind == kind)
    #expect(path.team?.text == team)
    #expect(path.role?.text == role)
    #expect(path.member?.text == member)
    #expect(path.display == text)
    #expect(path.text == "Charters/" + text)
  }

  @Test(
    "anything else is refused, with what would be right",
    arguments: [
      ("", "path-outside-root"), ("Charters", "path-outside-root"),
      ("charters/vision.md", "path-outside-root"), ("/Charters/vision.md", "path-outside-root"),
      ("Charters/", "path-not-in-layout"), ("Charters//vision.md", "path-not-in-layout"),
      ("Charters/team.md", "path-not-in-layout"), ("Charters/readme.md", "path-not-in-layout"),
      ("Charters/Vision.md", "path-not-in-layout"), ("Charters/roles", "path-not-in-layout"),
      ("Charters/vision.md/x", "path-not-in-layout"), ("Charters/roles/", "path-not-markdown"),
      ("Charters/roles/x.txt", "path-not-markdown"), ("Charters/roles/.md", "path-bad-name"),
      ("Charters/roles/Support.md", "path-bad-name"), ("Charters/roles/a b.md", "path-bad-name"),
      ("Charters/roles/x.md.md", "path-bad-name"), ("Charters/roles/a/b.md", "path-not-in-layout"),
      ("Charters/roles/../vision.md", "path-not-in-layout"),
      ("Charters/./vision.md", "path-not-in-layout"),
      ("Charters/teams/support", "path-not-in-layout"),
      ("Charters/teams/Support/team.md", "path-bad-name"),
      ("Charters/teams/support/members/ana.md", "path-not-in-layout"),
      ("Charters/teams/support/reflections/a.md", "path-not-in-layout"),
      ("Charters/teams/support/policy.yml", "path-not-in-layout"),
      ("Charters/policy.yaml", "path-not-in-layout"),
      ("Charters/teams/team.md", "path-not-in-layout"),
      ("Charters/roles/policy.yml", "path-not-markdown"),
      ("Charters/vision.md\n", "path-not-in-layout"), ("Charters/visión.md", "path-not-in-layout"),
    ])
  func refused(text: String, code: String) {
    let problem = #expect(throws: PathProblem.self) { try CharterPath(text) }
    #expect(problem?.code == code, "\(text)")
    #expect(problem?.hint.isEmpty == false)
  }

  @Test("a path has at most 200 bytes, and a file name 39 and .md")
  func lengths() throws {
    let deep = String(repeating: "teams/abcdefghijklmnopqrstuvwxyz0123456789abc/", count: 4)
    #expect(("Charters/" + deep + "team.md").utf8.count == 200)
    _ = try CharterPath("Charters/" + deep + "team.md")
    let problem = #expect(throws: PathProblem.self) {
      try CharterPath("Charters/" + deep + "values.md")
    }
    #expect(problem?.code == "path-too-long")
    _ = try CharterPath("Charters/roles/" + String(repeating: "a", count: 39) + ".md")
    #expect(throws: PathProblem.self) {
      try CharterPath("Charters/roles/" + String(repeating: "a", count: 40) + ".md")
    }
  }

  @Test("a bad name comes with one that would be right")
  func slug() {
    let problem = #expect(throws: PathProblem.self) {
      try CharterPath("Charters/roles/On Call!.md")
    }
    #expect(problem?.hint == "'on-call' would be right")
  }
}
