import Charters
import Practice
import Testing

/// What the views say of a few charters, as tables.
@Suite("Views of practice") struct ViewTests {
  private var village: Village {
    Village(pages: [
      ("vision.md", "title: Far\n"), ("mission.md", "title: Near\n"), ("values.md", ""),
      ("members/ana.md", "name: Ana\n"),
      (
        "members/ben.md",
        "name: Ben\nstatus: absent\naway-until: 2026-11-20\ncoach: {who: ana, until: 2026-11-29}\n"
          + "deputies: [{who: ana, until: 2026-11-30}]\nacknowledges: [values]\n"
      ),
      ("members/cy.md", "name: Cy\nstatus: left\n"),
      ("teams/a/team.md", "title: Alpha\nserves: mission\nlead: ana\nmembers: [ana, ben]\n"),
      (
        "teams/a/roles/r.md",
        "title: Role\nterm: 1 year\nholders: [{who: ana, from: 2025-12-10}]\naffects: [team a]\n"
      ),
      ("teams/a/teams/b/team.md", "title: Beta\nmembers: [ben]\n"),
      ("roles/s.md", "holders: [cy]\nserves: roles/t\n"),
      ("roles/t.md", "holders: [ben]\nserves: [roles/s, teams/a/roles/r]\n"),
      (
        "roles/u.md",
        "holders:\n  - {who: ben, until: 2026-10-01}\n  - {who: ana, from: 2026-10-02}\n"
          + "deputies: [{who: ana, until: 2027-01-01}]\n"
      ),
    ])
  }

  @Test("the tree from the vision down, each once with what serves it")
  func alignment() throws {
    let alignment = Alignment(try village.circle)
    let rows = alignment.rows.map { row in
      String(repeating: ".", count: row.depth) + row.charter.name
        + (row.isLast ? "" : ",") + (row.isByPlace ? " place" : "")
        + (row.isRepeated ? " again" : "") + (row.isVacant ? " vacant" : "")
    }
    #expect(
      rows == [
        "vision,", ".mission place", "..teams/a/team", "...teams/a/teams/b/team, place vacant",
        "...teams/a/roles/r place", "....roles/t", ".....roles/s vacant", "......roles/t again",
        "values",
      ])
    #expect(alignment.orphans.map(\.name) == ["roles/u"])
    #expect(alignment.rings.map { $0.map(\.name) } == [["roles/s", "roles/t"]])
    #expect(alignment.hasGoal)
  }

  @Test("no goal, and goals that serve one another")
  func goals() throws {
    let none = Alignment(try Village(pages: [("roles/r.md", "")]).circle)
    #expect(!none.hasGoal && none.rows.isEmpty && none.orphans.isEmpty)
    let both = Alignment(
      try Village(pages: [("vision.md", "serves: mission\n"), ("mission.md", "")]).circle)
    #expect(both.rows.map(\.charter.name) == ["vision", "mission", "vision", "mission"])
  }

  @Test("what is over and what falls due, by day")
  func agenda() throws {
    let agenda = Agenda(try village.circle, within: 30)
    let items = agenda.items.map { "\($0.day) \($0.charter.name) \($0.matter.code)" }
    #expect(
      items == [
        "2026-11-20 members/ben absence", "2026-11-29 members/ben coach",
        "2026-11-30 members/ben deputy", "2026-12-09 teams/a/roles/r term",
      ])
    #expect(agenda.items.map { $0.isOver(on: agenda.today) } == [true, false, false, false])
    #expect(Agenda(try village.circle, within: 5).items.count == 2)
    let ana = try #require(Handle("ana"))
    #expect(agenda.items(of: ana).map(\.charter.name) == ["teams/a/roles/r"])
  }

  @Test(
    "when a review falls due",
    arguments: [
      ("2026-11-23", "", ["2026-11-23"]), ("2026-11-24", "", ["2026-11-24"]),
      ("2026-12-02", "", []), ("2026-11-23", "2026-11-23", []),
      ("2026-11-23", "2026-11-22", ["2026-11-23"]), ("every 6 months", "", []),
      ("every 6 months", "2026-05-24", ["2026-11-24"]), ("every 6 months", "2026-06-30", []),
      ("every 1 month", "2026-01-31", ["2026-02-28"]), ("sometimes", "2020-01-01", []),
    ])
  func reviews(review: String, lastSeen: String, due: [String]) throws {
    var village = Village(pages: [("agreements/a.md", "review: \(review)\n")])
    if !lastSeen.isEmpty { village.lastSeen = ["agreements/a.md": lastSeen] }
    #expect(Agenda(try village.circle, within: 7).items.map(\.day.text) == due)
  }

  @Test("the policy is reviewed like everything else")
  func policy() throws {
    var village = Village(pages: [], policyReview: Review("every year"))
    village.lastSeen = ["policy.yml": "2025-11-20"]
    let items = Agenda(try village.circle, within: 0).items
    #expect(items.map(\.charter) == [.policy])
    #expect(items.map(\.day.text) == ["2026-11-20"])
  }

  @Test("experiments end, unless what came of them is said")
  func experiments() throws {
    let circle = try Village(pages: [
      ("members/ana.md", ""),
      (
        "roles/r.md",
        "holders: ana\nexperiments:\n"
          + "  - {sections: [Practices], until: 2026-11-23, sponsor: ben}\n"
          + "  - {sections: Domains, until: 2026-11-24}\n"
          + "  - {sections: X, until: 2026-01-01, outcome: kept}\n  - {until: 2026-02-30}\n"
      ),
    ]).circle
    let items = Agenda(circle, within: 0).items
    #expect(items.map(\.day.text) == ["2026-11-23", "2026-11-24"])
    #expect(items.map { $0.isOver(on: circle.today) } == [true, false])
    #expect(items.map { $0.people.map(\.text) } == [["ana", "ben"], ["ana"]])
  }

  @Test("where somebody new could lead")
  func vacancies() throws {
    func found(_ days: Int) throws -> [String] {
      try Vacancies(village.circle, within: days).items.map { item in
        ([item.charter.name, item.matter.code] + item.matter.people.map(\.text))
          .joined(separator: " ")
      }
    }
    let rest = [
      "roles/s vacant", "teams/a/teams/b/team no-lead", "roles/t away ben",
    ]
    let last = ["roles/u no-deputy ana", "teams/a/roles/r no-deputy ana"]
    #expect(try found(14) == rest + last)
    #expect(try found(15) == rest + ["teams/a/roles/r ending ana"] + last)
  }

  @Test("a role that had a holder says who")
  func lastHolder() throws {
    let circle = try Village(pages: [
      ("members/ana.md", ""), ("members/ben.md", ""),
      (
        "roles/r.md",
        "holders:\n  - {who: ana, until: 2026-01-01}\n  - {who: ben, until: 2026-03-01}\n"
      ),
    ]).circle
    #expect(
      Vacancies(circle, within: 0).items.map(\.matter) == [.vacant(last: Handle("ben"))])
  }

  @Test("what depends on a charter")
  func dependence() throws {
    let circle = try village.circle
    func found(_ path: String) throws -> [String] {
      Dependence(of: try Village.path(path), in: circle).items.map { item in
        "\(item.charter.name):\(item.line.map(String.init) ?? "") \(item.relation.code)"
      }
    }
    #expect(
      try found("teams/a/team.md") == [
        "teams/a/roles/r: serves", "teams/a/teams/b/team: serves", "roles/t: serves",
        "roles/s: serves", "teams/a/roles/r:5 names",
      ])
    #expect(
      try found("members/ana.md") == [
        "members/ben:5 names", "members/ben:6 names", "roles/u:5 names", "roles/u:4 names",
        "teams/a/roles/r:4 names", "teams/a/team:4 names", "teams/a/team:5 names",
      ])
    #expect(try found("values.md") == ["members/ben:7 acknowledges"])
    #expect(try found("roles/u.md") == [])
  }

  @Test("a member's own part")
  func ownPart() throws {
    let circle = try village.circle
    let ana = OwnPart(of: try #require(Handle("ana")), in: circle)
    #expect(ana.roles.map(\.role.text) == ["a/r", "u"])
    #expect(ana.roles.map { $0.until?.text } == ["2026-12-09", nil])
    #expect(
      ana.roles.map { $0.way?.map(\.name) } == [
        ["teams/a/roles/r", "teams/a/team", "mission"], nil,
      ])
    #expect(ana.leads.map(\.text) == ["a"])
    #expect(ana.teams.isEmpty)
    #expect(ana.coached.map(\.name) == ["members/ben"])
    #expect(ana.deputyOf.map(\.name) == ["members/ben", "roles/u"])
    let ben = OwnPart(of: try #require(Handle("ben")), in: circle)
    #expect(ben.roles.map(\.role.text) == ["t"])
    #expect(ben.teams.map(\.text) == ["a", "a/b"])
    #expect(ben.coach?.text == "ana")
  }
}
