import CharterTemplates
import Charters
import Testing

@Suite("Lint") struct LintTests {
  private func codes(_ charters: [CharterText], level: Finding.Level? = nil) -> [String] {
    brief(Lint.check(charters).filter { level == nil || $0.level == level })
  }

  @Test("fields that nobody knows, with what was meant")
  func fields() throws {
    let findings = Lint.check([
      try charter(
        "agreements/a.md",
        "---\nkind: agreement\ntitle: A\nreveiw: never\nlead: ana\nzzz: 1\n---\n"
          + "## Driver\nx\n## Agreement\nx\n## Evaluation\nx\n")
    ])
    #expect(
      brief(findings) == [
        "agreements/a.md:4:1 unknown-field", "agreements/a.md:5:1 unknown-field",
        "agreements/a.md:6:1 unknown-field",
      ])
    #expect(findings.map(\.hint) == ["did you mean review?", nil, nil])
    #expect(findings[1].message == "'lead' belongs to a team, not to an agreement")
  }

  @Test("sections that are missing, empty, misspelt or too deep")
  func sections() throws {
    let findings = Lint.check([
      try charter(
        "roles/r.md",
        "---\nkind: role\nholders: ana\ndeputies: ben\nresources: x\n---\n# R\n\n## Purpse\nx\n\n"
          + "## domains\n\n## More\n\n### Accountabilities\nx\n\n## Practices\n\n### One\n"),
      try member("ana"), try member("ben"),
    ]).filter { $0.path.hasSuffix("r.md") }
    #expect(
      brief(findings) == [
        "roles/r.md:1:1 section-missing", "roles/r.md:12:1 section-empty",
        "roles/r.md:16:1 section-missing",
      ])
    #expect(findings[0].hint == "rename 'Purpse', or add a heading '## Purpose'")
  }

  @Test("head, links, reviews and placeholders")
  func rest() throws {
    let found = codes(
      [
        try charter("vision.md", "## Statement\nx\n## Horizon\nx\n## Signs of arrival\n{{x}}\n"),
        try charter(
          "reflections/x.md",
          "---\ntitle: X\nserves: [missoin, vision, Charters/vision.md]\nreview: soon\n"
            + "affects: [ana, everyone, team x, role r, anna]\n---\n"
            + "## Tried\nx\n## Happened\nx\n## Learned\nx\n## Next\nx\n"),
        try charter("members/ana.md", "---\nkind: member\nkeys: ssh-rsa AAAA\n---\n"),
        try charter("values.md", "---\nkind: values\ntitle: V\n---\n"),
        try charter("mission.md", "---\nkind: mission\ntitle: V\n---\n"),
      ], level: .warning)
    #expect(
      found == [
        "members/ana.md:1:1 name-missing", "mission.md:1:1 section-missing",
        "mission.md:1:1 section-missing", "mission.md:1:1 section-missing",
        "reflections/x.md:1:1 kind-missing", "reflections/x.md:3:10 unknown-charter",
        "reflections/x.md:4:9 bad-review", "reflections/x.md:5:26 unknown-affected",
        "reflections/x.md:5:34 unknown-affected", "reflections/x.md:5:42 unknown-affected",
        "values.md:1:1 section-missing", "vision.md:1:1 front-matter-missing",
        "vision.md:1:1 title-missing", "vision.md:6:1 placeholder-left",
      ])
  }

  @Test("the roster's findings are among them")
  func roster() throws {
    let found = codes(
      [try charter("roles/r.md", "---\nkind: role\nholders: nobody\n---\n")], level: .error)
    #expect(found == ["roles/r.md:3:10 unknown-member"])
  }

  @Test("advice from practice")
  func practice() throws {
    let role = "## Purpose\nx\n## Domains\nx\n## Accountabilities\nx\n## Practices\nx\n"
    let charters = [
      try member("ana"), try member("ben"),
      try charter(
        "mission.md",
        "---\nkind: mission\n---\n# M\n## Statement\nx\n## Whom we serve\nx\n## What we do\nx\n"),
      try charter(
        "roles/a.md",
        "---\nkind: role\nserves: mission\nholders: ana\ncoach: ben\nresources: x\ndomains: [the budget]\n---\n# A\n"
          + role),
      try charter(
        "roles/b.md",
        "---\nkind: role\nserves: roles/c\ndomains: [The Budget]\nholders: {who: ana, until: 2026-01-01}\n---\n# B\n"
          + role),
      try charter(
        "roles/c.md",
        "---\nkind: role\nserves: roles/b\ncoach: ana\nholders: ana\nresources: x\n---\n# C\n"
          + role),
    ]
    #expect(
      codes(charters) == [
        "members/ben.md:1:1 member-without-role", "roles/a.md:1:1 role-without-deputy",
        "roles/b.md:1:1 role-without-coach", "roles/b.md:3:1 serves-ring", "roles/b.md:3:1 orphan",
        "roles/b.md:4:1 domain-overlap", "roles/b.md:12:1 accountability-without-resources",
        "roles/c.md:1:1 role-without-deputy", "roles/c.md:3:1 orphan", "roles/c.md:4:1 own-coach",
      ])
    let later = Lint.check(charters, at: Timestamp("2026-06-01")).map(\.code)
    #expect(later.contains("unowned-accountability"))
  }

  @Test("a value says what it means, how it shows and what breaks it")
  func values() throws {
    let found = Lint.check([
      try charter(
        "values.md",
        "---\nkind: values\n---\n# V\n## Candour\nMeaning: x.\n## Care\n**Meaning** x **Behavior** y **Counterexample** z\n"
      )
    ])
    #expect(
      brief(found) == ["values.md:5:1 value-incomplete", "values.md:5:1 value-without-behaviour"])
    #expect(found.first?.message == "'Candour' does not give its counter-example")
  }

  @Test("every starter, filled in, has no error and no warning", arguments: Starter.allCases)
  func starters(starter: Starter) throws {
    let kind = try #require(Kind(rawValue: starter.rawValue))
    let paths: [Kind: String] = [
      .vision: "vision.md", .mission: "mission.md", .values: "values.md",
      .team: "teams/support/team.md", .role: "roles/secretary.md", .agreement: "agreements/a.md",
      .member: "members/ana.md", .reflection: "reflections/2026-11-launch.md",
    ]
    let path = try #require(paths[kind])
    for title in ["Night shift", "Who: what? #1 \"x\" & more", "Ünïcode – 'x'", "-", "no"] {
      let bytes = Templates.render(
        starter,
        [
          "title": .text(title), "serves": "mission", "lead": "ana",
          "members": .list(["ana", "ben"]),
          "holders": .list(["ana"]), "coach": "ben", "name": .text(title),
          "email": "ana@example.org",
          "since": "2026-11-24", "key": "ssh-ed25519 AAAAC3NzaC1l+/x= ana@laptop",
        ])
      let charter = try CharterText(path: CharterPath("Charters/" + path), bytes: bytes)
      #expect(
        ContentRules.check(path: Array(charter.path.text.utf8), mode: 0o100644, bytes: bytes) == [])
      #expect(charter.frontMatter?.scalar(kind == .member ? "name" : "title")?.value == title)
      var others = [try member("ben"), charter]
      if kind != .member { others.append(try member("ana")) }
      if kind != .mission {
        let mission = Templates.render(.mission, ["title": "Mission"])
        others.append(try CharterText(path: CharterPath("Charters/mission.md"), bytes: mission))
      }
      let findings = Lint.check(others).filter { $0.level != .advice }
      #expect(findings.isEmpty, "\(findings)")
      #expect(!bytes.contains(UInt8(ascii: "{")))
      #expect(!ContentRules.normalise(bytes).changes.contains { _ in true })
    }
  }

  @Test("a line whose placeholder has no value is left out")
  func omitted() throws {
    let bytes = Templates.render(.member, ["name": "Ana", "email": "", "key": "ssh-rsa AAAA"])
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(
      text.hasPrefix(
        "---\nkind: member\nname: Ana\nstatus: active\nkeys:\n  - ssh-rsa AAAA\n---\n# Ana\n\n"))
    #expect(text.hasSuffix("reach me.\n"))
  }

  @Test("presets are compiled in and are strict YAML", arguments: Preset.allCases)
  func presets(preset: Preset) throws {
    let entries = try StrictYAML.parse(Templates.policy(preset))
    #expect(entries.first?.key.text == "charter-policy")
  }

  @Test("words that nearly fit")
  func spelling() {
    #expect(Spelling.nearest(to: "Purpse", in: ["Purpose", "Practices"]) == "Purpose")
    #expect(Spelling.nearest(to: "evreyone", in: ["everyone"]) == "everyone")
    #expect(Spelling.nearest(to: "ben", in: ["ana", "bem"]) == "bem")
    #expect(Spelling.nearest(to: "xyz", in: ["ana", "ben"]) == nil)
    #expect(Spelling.nearest(to: "", in: ["ana"]) == nil)
    #expect(Spelling.nearest(to: String(repeating: "a", count: 100_000), in: ["ana"]) == nil)
  }
}
