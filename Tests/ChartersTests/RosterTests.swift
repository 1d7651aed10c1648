import Charters
import Testing

@Suite("Roster") struct RosterTests {
  @Test("members, teams and roles")
  func reads() throws {
    let (roster, findings) = Roster.read([
      try member("ana", "email: ana@example.org\nexpertise: [security]\nsince: 2026-01-02\n"),
      try member("ben", "status: absent\naway-until: 2026-12-01\n"),
      try member("cy", "status: left\n"),
      try member("dee"),
      try charter(
        "teams/support/team.md", "---\nkind: team\nlead: ana\nmembers: [ana, ben]\n---\n# S\n"),
      try charter("teams/support/teams/night/team.md", "---\nkind: team\nlead: ben\n---\n"),
      try charter(
        "teams/support/roles/triage.md",
        """
        ---
        kind: role
        holders:
          - ana
          - {who: ben, from: 2026-06-01}
          - who: dee
            from: 2026-01-01
            until: 2026-06-30
        ---
        """),
      try charter("roles/secretary.md", "---\nholders: dee\n---\n"),
      try charter("policy.yml", "charter-policy: 1\n"),
    ])
    #expect(findings.isEmpty, "\(findings)")
    #expect(roster.active.map(\.text) == ["ana", "dee"])
    #expect(roster.present.map(\.text) == ["ana", "ben", "dee"])
    #expect(roster.leads.map(\.text) == ["ana", "ben"])
    let support = try #require(TeamID("support"))
    let night = try #require(TeamID("support/night"))
    #expect(roster.nested(in: support) == [night])
    #expect(roster.parent(of: night) == support)
    #expect(roster.parent(of: support) == nil)
    #expect(roster.members(of: night).map(\.text) == ["ben"])
    #expect(roster.members(ofWhole: support).map(\.text) == ["ana", "ben"])
    let triage = try #require(RoleID("support/triage"))
    func holders(_ day: String) throws -> [String] {
      roster.holders(of: triage, at: try #require(Timestamp(day))).map(\.text)
    }
    #expect(try holders("2025-12-31T23:59:59Z") == ["ana"])
    #expect(try holders("2026-01-01T00:00:00Z") == ["ana", "dee"])
    #expect(try holders("2026-06-30T23:59:59Z") == ["ana", "ben", "dee"])
    #expect(try holders("2026-07-01T00:00:00Z") == ["ana", "ben"])
    let ana = try #require(Handle("ana"))
    #expect(roster.members[ana]?.email == "ana@example.org")
    #expect(roster.members[ana]?.since == Day("2026-01-02"))
    #expect(roster.teams(of: ana) == [support])
    #expect(roster.roles(heldBy: ana, at: Timestamp(seconds: 0)) == [triage])
  }

  private func errors(_ charters: [CharterText]) -> [String] {
    brief(Roster.read(charters).findings)
  }

  @Test("people who are not members")
  func unknown() throws {
    let found = errors([
      try member("ana"), try member("gone", "status: left\n"),
      try charter("teams/a/team.md", "---\nlead: anna\nmembers: [anna, ben, gone]\n---\n"),
      try charter("roles/r.md", "---\nholders: [Ana, {who: zed}]\ncoach: nobody\n---\n"),
    ])
    #expect(
      found == [
        "roles/r.md:2:11 bad-handle", "roles/r.md:2:22 unknown-member",
        "roles/r.md:3:8 unknown-member", "teams/a/team.md:2:7 unknown-member",
        "teams/a/team.md:3:11 unknown-member", "teams/a/team.md:3:17 unknown-member",
        "teams/a/team.md:3:22 member-has-left",
      ])
    let hints = Roster.read([
      try member("ana"), try charter("teams/a/team.md", "---\nlead: anna\n---\n"),
    ]).findings.map(\.hint)
    #expect(hints == ["did you mean ana?"])
  }

  @Test("a lead is one of the members that are listed")
  func lead() throws {
    let found = errors([
      try member("ana"), try member("ben"),
      try charter("teams/a/team.md", "---\nlead: ana\nmembers: [ben, ben]\n---\n"),
      try charter("teams/b/team.md", "---\nlead: [ana]\n---\n"),
    ])
    #expect(
      found == [
        "teams/a/team.md:2:7 lead-not-member", "teams/a/team.md:3:16 named-twice",
        "teams/b/team.md:2:7 bad-value",
      ])
  }

  @Test("kind agrees with the place")
  func kind() throws {
    let found = errors([
      try charter("members/ana.md", "---\nkind: Member\nkeys: [ssh-rsa AAAA]\n---\n"),
      try charter("roles/r.md", "---\nkind: [role]\n---\n"),
      try charter("vision.md", "---\nkind: mission\n---\n"),
    ])
    #expect(
      found == [
        "members/ana.md:2:7 kind-mismatch", "roles/r.md:2:7 kind-mismatch",
        "vision.md:2:7 kind-mismatch",
      ])
  }

  @Test("status, dates and holders")
  func values() throws {
    let found = errors([
      try member("ana", "status: retired\n"), try member("ben", "status: [left]\n"),
      try member("cy", "since: yesterday\naway-until: 2026-02-30\n"),
      try charter(
        "roles/r.md",
        """
        ---
        holders:
          - {from: 2026-01-01}
          - {who: ana, from: 2026-02-01, until: 2026-01-01}
          - {who: ana, form: 2026-02-01}
          - {who: ana, until: soon}
          - [ana]
          - ana
          - ana
        ---
        """),
    ])
    #expect(
      found == [
        "members/ana.md:6:9 unknown-status", "members/ben.md:6:9 bad-value",
        "members/cy.md:6:8 bad-date", "members/cy.md:7:13 bad-date", "roles/r.md:3:5 bad-holder",
        "roles/r.md:4:5 bad-date", "roles/r.md:5:16 bad-holder", "roles/r.md:6:23 bad-date",
        "roles/r.md:7:5 bad-holder", "roles/r.md:9:5 named-twice",
      ])
  }

  @Test("keys")
  func keys() throws {
    let found = errors([
      try charter("members/a.md", "---\nkeys: [ssh-ed25519 AAAAx= a@laptop]\n---\n"),
      try charter("members/b.md", "---\nkeys: [ssh-ed25519 AAAAx= b]\n---\n"),
      try charter("members/c.md", "---\nkeys: [ssh-rsa AAAAy= c, ssh-rsa AAAAy=]\n---\n"),
      try charter("members/d.md", "---\nkeys:\n---\n"),
      try charter("members/e.md", "---\nopenpgp: |\n  -----BEGIN PGP\n---\n"),
      try charter("members/f.md", "---\nopenpgp: x\nkeys: [ssh-rsa AAAAz]\n---\n"),
      try charter(
        "members/g.md", "---\nkeys: [ssh-dss AAAA, 'ssh-rsa b', 'ssh-rsa', {a: b}]\n---\n"),
      try charter("members/h.md", "---\nkeys: [ssh-dss AAAA1, 'ssh-rsa b', 'ssh-rsa']\n---\n"),
      try charter("members/i.md", "---\nkeys: |\n  -----BEGIN OPENSSH PRIVATE KEY-----\n---\n"),
      try charter("members/j.md", "---\nstatus: left\nopenpgp: x\n---\n"),
    ])
    #expect(
      found == [
        "members/b.md:2:8 shared-key", "members/c.md:2:26 repeated-key",
        "members/d.md:1:1 member-without-key", "members/e.md:2:10 malformed-key",
        "members/f.md:2:10 malformed-key", "members/g.md:1:1 member-without-key",
        "members/g.md:2:7 bad-value", "members/h.md:2:8 malformed-key",
        "members/h.md:2:23 malformed-key", "members/h.md:2:36 malformed-key",
        "members/i.md:2:7 private-key", "members/j.md:3:10 malformed-key",
      ])
  }

  @Test("a deputy has a day on which it ends; experiments stand anywhere")
  func deputies() throws {
    let pages = [
      try member("ana", "deputies: [{who: ben, until: 2026-01-01}]\n"),
      try member(
        "ben", "deputies:\n  - who: cy\n    until: soon\n  - {who: ben, until: 2026-01-01}\n"),
      try member("cy", "deputies: [ana, {who: zoe, until: 2026-01-01}]\n"),
      try charter("roles/r.md", "---\ndeputies: ana\nexperiments: []\n---\n"),
      try charter("agreements/a.md", "---\nexperiments:\n  - until: 2026-01-01\n---\n"),
    ]
    #expect(
      errors(pages) == [
        "members/ben.md:8:12 bad-date", "members/ben.md:9:5 own-deputy",
        "members/cy.md:6:12 bad-deputy", "members/cy.md:6:23 unknown-member",
      ])
    let roster = Roster.read(pages).roster
    let ana = try #require(Handle("ana").flatMap { roster.members[$0] })
    #expect(ana.deputies.map(\.who.text) == ["ben"])
    #expect(ana.deputies.allSatisfy { $0.isInForce(at: Day("2026-01-01")!.end) })
    #expect(!ana.deputies.contains { $0.isInForce(at: Day("2026-01-02")!.start) })
  }

  @Test("a folder of a team has a team.md")
  func folders() throws {
    let found = errors([
      try charter("teams/a/vision.md", "# V\n"),
      try charter("teams/b/teams/c/team.md", "---\nmembers: []\n---\n"),
    ])
    #expect(
      found == [
        "teams/a/vision.md:0:0 team-without-charter",
        "teams/b/teams/c/team.md:0:0 team-without-charter",
      ])
  }
}
