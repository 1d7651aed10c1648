import Charters
import Testing

/// Findings about who owns, serves and grows, each at its place and with a way on.
@Suite("Findings of practice") struct PracticeLintTests {
  private static let now = Timestamp("2026-11-24T12:00:00Z")
  private static let body =
    "## Purpose\nx\n## Domains\nx\n## Accountabilities\nx\n## Practices\nx\n"

  private func findings(
    _ pages: [(String, String)], lastSeen: [String: String] = [:]
  ) throws -> [Finding] {
    let charters =
      try ["ana", "ben", "cy"].map { try member($0) }
      + pages.map { path, text in try charter(path, text) }
    var days: [CharterPath: Day] = [:]
    for (path, day) in lastSeen { days[try CharterPath("Charters/" + path)] = Day(day) }
    return Lint.check(charters, at: Self.now, lastSeen: days)
  }

  private func role(_ fields: String, body: String = Self.body) throws -> [Finding] {
    try findings([("roles/r.md", "---\nkind: role\n\(fields)---\n# R\n" + body)])
      .filter { $0.path.hasSuffix("r.md") }
  }

  @Test(
    "of a role",
    arguments: [
      ("holders: ana\ncoach: ben\ndeputies: cy\nresources: x\n", []),
      ("holders: ana\ndeputies: cy\nresources: x\n", []),
      ("holders: [ana, ben]\ncoach: cy\nresources: x\n", []),
      ("holders: ana\ncoach: ben\nresources: x\n", ["roles/r.md:1:1 role-without-deputy"]),
      ("holders: ana\nresources: x\n", ["roles/r.md:1:1 role-without-coach"]),
      ("holders: ana\ndeputies: ana\nresources: x\n", ["roles/r.md:1:1 role-without-coach"]),
      (
        "holders: ana\ncoach: {who: ben, until: 2026-11-23}\nresources: x\n",
        ["roles/r.md:4:1 role-without-coach"]
      ),
      (
        "holders: ana\ncoach: ana\ndeputies: cy\nresources: x\n",
        ["roles/r.md:4:1 own-coach"]
      ),
      ("deputies: cy\nresources: x\n", ["roles/r.md:11:1 unowned-accountability"]),
      (
        "holders: ana\ndeputies: cy\n",
        ["roles/r.md:11:1 accountability-without-resources"]
      ),
      (
        "holders: ana\ndeputies: cy\nresources: {what: x, status: asked}\n",
        ["roles/r.md:5:1 accountability-without-resources"]
      ),
      (
        "holders: {who: ana, from: 2025-01-01}\nterm: 1 year\ndeputies: cy\nresources: x\n",
        ["roles/r.md:3:1 term-over"]
      ),
      (
        "holders:\n  - {who: ana, until: 2026-01-01}\n  - ben\ndeputies: cy\nresources: x\n", []
      ),
      (
        "holders:\n  - {who: ana, until: 2026-01-01}\ndeputies: cy\nresources: x\n",
        ["roles/r.md:4:1 term-over", "roles/r.md:13:1 unowned-accountability"]
      ),
      (
        "holders: ana\ndeputies: cy\nresources: [{what: x, status: maybe}, {is: y}]\n",
        [
          "roles/r.md:5:31 bad-entry", "roles/r.md:5:39 bad-entry", "roles/r.md:5:40 bad-entry",
        ]
      ),
    ])
  func roles(fields: String, expected: [String]) throws {
    let found = try role(fields)
    #expect(brief(found) == expected)
    #expect(found.allSatisfy { $0.hint != nil && $0.level != .error })
  }

  @Test("a role without accountabilities that nobody holds")
  func vacant() throws {
    let found = try role("deputies: cy\n", body: "## Purpose\nx\n## Domains\nx\n## Practices\nx\n")
    #expect(
      brief(found) == ["roles/r.md:1:1 section-missing", "roles/r.md:1:1 role-without-holder"])
  }

  @Test("rings, two teams with one name, a domain of two, people who coach themselves")
  func together() throws {
    let found = try findings([
      (
        "mission.md",
        "---\nkind: mission\n---\n# M\n## Statement\nx\n## Whom we serve\nx\n## What we do\nx\n"
      ),
      ("teams/a/team.md", "---\nkind: team\ntitle: Ωμέγα\nserves: teams/b/team\n---\n"),
      ("teams/b/team.md", "---\nkind: team\ntitle: ωμεγα\nserves: teams/a\n---\n"),
      (
        "roles/s.md", "---\nkind: role\nserves: mission\ndomains: [Charters/agreements/x.md]\n---\n"
      ),
      ("roles/t.md", "---\nkind: role\nserves: mission\ndomains: [agreements/x]\n---\n"),
    ])
    let wanted = ["serves-ring", "orphan", "team-name-twice", "domain-overlap"]
    #expect(
      brief(found.filter { wanted.contains($0.code) }) == [
        "roles/t.md:4:1 domain-overlap", "teams/a/team.md:4:1 serves-ring",
        "teams/a/team.md:4:1 orphan", "teams/b/team.md:3:1 team-name-twice",
        "teams/b/team.md:4:1 orphan",
      ])
    #expect(
      found.contains {
        $0.message == "'serves' leads back to where it began: teams/a/team → teams/b/team → "
          + "teams/a/team"
      })
    #expect(
      found.contains { $0.message.hasSuffix("is also that of roles/s.md, line 4") })
  }

  @Test("a member who coaches themselves, and whom two words name differently")
  func ownCoach() throws {
    let found = Lint.check([try member("ana", "coach: ana\n")], at: Self.now)
    #expect(brief(found) == ["members/ana.md:6:1 own-coach"])
  }

  @Test("reviews, by date and by the last time that somebody looked")
  func reviews() throws {
    func codes(_ review: String, _ lastSeen: [String: String]) throws -> [String] {
      brief(
        try findings(
          [("agreements/a.md", "---\nkind: agreement\ntitle: A\nreview: \(review)\n---\n")],
          lastSeen: lastSeen
        ).filter { $0.code == "review-overdue" })
    }
    let overdue = ["agreements/a.md:4:1 review-overdue"]
    #expect(try codes("2026-11-23", [:]) == overdue)
    #expect(try codes("2026-11-24", [:]) == [])
    #expect(try codes("every 6 months", [:]) == [])
    #expect(try codes("every 6 months", ["agreements/a.md": "2026-05-23"]) == overdue)
    #expect(try codes("every 6 months", ["agreements/a.md": "2026-05-24"]) == [])
  }

  @Test("experiments that are over, unclear, or answered for by nobody")
  func experiments() throws {
    let found = try findings([
      (
        "agreements/a.md",
        """
        ---
        kind: agreement
        title: A
        experiments:
          - {sections: [Agreement], until: 2026-11-23, hypothesis: x, measure: y, limit: z, sponsor: ana}
          - {sections: [Agreement], until: 2026-11-24, hypothesis: x, measure: y, limit: z, sponsor: ana}
          - {sections: [Agreement], until: 2026-02-30, sponser: ana}
          - {until: 2027-01-01, hypothesis: x, measure: y, limit: z, sponsor: zed}
          - {sections: A, until: 2027-01-01, hypothesis: x, measure: y, limit: z, sponsor: ana, outcome: failed}
          - words
        ---
        ## Driver
        x
        ## Agreement
        x
        ## Evaluation
        x

        """
      )
    ]).filter { $0.path.hasSuffix("a.md") && !$0.path.contains("ana") }
    #expect(
      brief(found) == [
        "agreements/a.md:5:5 experiment-ended", "agreements/a.md:7:5 experiment-incomplete",
        "agreements/a.md:7:5 experiment-without-sponsor", "agreements/a.md:7:36 bad-date",
        "agreements/a.md:7:48 bad-experiment", "agreements/a.md:8:5 bad-experiment",
        "agreements/a.md:8:71 bad-experiment", "agreements/a.md:9:5 experiment-without-lesson",
        "agreements/a.md:10:5 bad-experiment",
      ])
    #expect(found.allSatisfy { $0.hint != nil && $0.level != .error })
  }

  @Test("a failed experiment that a reflection tells of has a lesson")
  func past() throws {
    func found(_ fields: String) throws -> [String] {
      brief(
        try findings([
          (
            "reflections/2026-11-x.md",
            "---\nkind: reflection\ntitle: X\nexperiment:\n\(fields)---\n"
              + "## Tried\nx\n## Happened\nx\n## Learned\nx\n## Next\nx\n"
          )
        ]).filter { $0.path.contains("reflections") })
    }
    #expect(try found("  charter: members/ana\n  outcome: failed\n  lesson: x\n").isEmpty)
    #expect(
      try found("  charter: nowhere\n  outcome: failed\n") == [
        "reflections/2026-11-x.md:5:3 experiment-without-lesson",
        "reflections/2026-11-x.md:5:12 unknown-charter",
      ])
    #expect(
      try found("  charter: members/ana\n") == [
        "reflections/2026-11-x.md:5:3 experiment-incomplete"
      ])
  }

  @Test("words that give no direction")
  func goals() throws {
    let tasks = try role(
      "holders: ana\ndeputies: cy\nresources: x\n",
      body: "## Purpose\n```\n- a\n- b\n```\n\n1. Do this.\n2. Do that.\n## Domains\nx\n"
        + "## Accountabilities\nx\n## Practices\n- x\n- y\n")
    #expect(brief(tasks) == ["roles/r.md:14:1 purpose-is-task-list"])
    let vision = try findings([
      (
        "vision.md",
        "---\nkind: vision\n---\n# V\n## Statement\nx\n## Horizon\nx\n## Signs of Arrival\n\n"
      ),
      ("teams/a/vision.md", "---\nkind: vision\n---\n# V\n## Statement\n- x\n## Horizon\nx\n"),
    ]).filter { $0.path.hasSuffix("vision.md") && $0.level != .error }
    #expect(
      brief(vision) == [
        "teams/a/vision.md:1:1 vision-without-signs", "teams/a/vision.md:1:1 orphan",
        "vision.md:9:1 vision-without-signs",
      ])
    let values = Lint.check([
      try charter(
        "values.md",
        "---\nkind: values\n---\n# V\n## Candour\nMeaning: x. Counter-example: y.\n## Care\nx\n")
    ])
    #expect(
      brief(values) == [
        "values.md:5:1 value-without-behaviour", "values.md:7:1 value-incomplete",
        "values.md:7:1 value-without-behaviour",
      ])
  }

  @Test("every finding that is no error can be set, and some settings cannot be followed")
  func levels() throws {
    let found = try findings([
      ("roles/r.md", "---\nkind: role\nholders: zed\nreview: soon\n---\n# R\n")
    ])
    for finding in found where finding.level != .error {
      #expect(Lint.adjustableCodes.contains(finding.code), "\(finding)")
    }
    let levels = FindingLevels([
      "charter.lint.section-missing": "off", "charter.lint.bad-review": "error",
      "charter.lint.unknown-member": "off", "charter.lint.orphna": "off",
      "charter.lint.orphan": "loud",
    ])
    #expect(
      levels.misfits.map(\.key) == [
        "charter.lint.orphan", "charter.lint.orphna", "charter.lint.unknown-member",
      ])
    #expect(
      levels.misfits.map(\.reason) == [
        .unknownLevel("loud"), .unknownCode(nearest: "charter.lint.orphan"),
        .unknownCode(nearest: "charter.lint.unknown-charter"),
      ])
    let applied = levels.applied(to: found)
    #expect(!applied.contains { $0.code == "section-missing" })
    #expect(applied.contains { $0.code == "bad-review" && $0.level == .error })
    #expect(applied.contains { $0.code == "unknown-member" && $0.level == .error })
    #expect(Lint.adjustableCodes == Lint.adjustableCodes.sorted())
  }
}
