import Charters
import Testing

/// Fields that say who grows, what is needed, and what was learned.
@Suite("Fields of practice") struct PracticeFieldTests {
  private func role(_ fields: String) throws -> (role: Role?, findings: [Finding]) {
    let (roster, findings) = Roster.read([
      try member("ana"), try member("ben"),
      try charter("roles/r.md", "---\nkind: role\n\(fields)---\n# R\n"),
    ])
    return (roster.roles.values.first, findings)
  }

  @Test("a coach, with days or without")
  func coaches() throws {
    #expect(try role("coach: ana\n").role?.coaching == Holding(who: #require(Handle("ana"))))
    let dated = try role("coach: {who: ben, from: 2026-01-01, until: 2026-06-30}\n")
    #expect(dated.findings == [])
    #expect(dated.role?.coach?.text == "ben")
    #expect(dated.role?.coaching?.from?.text == "2026-01-01")
    #expect(dated.role?.coaching?.until?.text == "2026-06-30")
  }

  @Test(
    "a coach's days refuse nothing",
    arguments: [
      ("coach: {who: ana, until: 2026-02-30}\n", "bad-date", "that month ends on 2026-02-28"),
      (
        "coach: {who: ana, from: 2026-03-01, until: 2026-02-01}\n", "bad-date",
        "write ana, or {who: ana, from: 2026-01-01, until: 2026-12-31}"
      ),
      ("coach: {who: ana, untli: 2026-02-01}\n", "bad-entry", "did you mean until?"),
      (
        "coach: {from: 2026-02-01}\n", "bad-entry",
        "write ana, or {who: ana, from: 2026-01-01, until: 2026-12-31}"
      ),
      ("term: two years\n", "bad-term", "write '2 years' or '18 months'"),
      ("skills: {a: b}\n", "bad-value", "write [one, two]"),
    ])
  func soft(fields: String, code: String, hint: String) throws {
    let findings = try role(fields).findings
    #expect(findings.map(\.code) == [code])
    #expect(findings.map(\.level) == [.warning])
    #expect(findings.map(\.hint) == [hint])
    #expect(findings.allSatisfy { $0.line == 3 && $0.column > 0 })
  }

  @Test("a holder's day that does not exist is refused, with the month's last")
  func holders() throws {
    let findings = try role("holders: {who: ana, until: 2026-02-30}\n").findings
    #expect(findings.map(\.code) == ["bad-date"])
    #expect(findings.map(\.level) == [.error])
    #expect(findings.map(\.hint) == ["that month ends on 2026-02-28"])
  }

  @Test("names in other writings are a finding with a hint")
  func otherWritings() throws {
    let findings = try role("holders: [Аня, 安娜]\ncoach: Ána\n").findings
    #expect(findings.map(\.code) == ["bad-handle", "bad-handle", "bad-handle"])
    #expect(findings.allSatisfy { $0.hint != nil })
  }

  @Test(
    "terms end the day before the next would begin",
    arguments: [
      ("1 year", "2026-12-31"), ("18 months", "2027-06-30"), ("2 weeks", "2026-01-14"),
      ("30 days", "2026-01-30"),
    ])
  func terms(text: String, end: String) throws {
    let term = try #require(TermOfOffice(text))
    #expect(term.text == text)
    #expect(try term.end(from: #require(Day("2026-01-01"))).text == end)
  }

  @Test("what is no term", arguments: ["", "year", "0 years", "2 decades", "every 2 years", "2"])
  func noTerms(text: String) { #expect(TermOfOffice(text) == nil) }

  @Test("a holder's end: their own, else by the role's term")
  func ends() throws {
    let read = try role("term: 1 year\nholders: [{who: ana, from: 2026-01-01}, ben]\n").role
    let found = try #require(read)
    #expect(found.holders.map { found.end(of: $0)?.text } == ["2026-12-31", nil])
    let own = try role("term: 1 year\nholders: {who: ana, from: 2026-01-01, until: 2026-03-31}\n")
    #expect(own.role.map { $0.end(of: $0.holders[0])?.text } == "2026-03-31")
  }

  @Test("resources, measures and past experiments")
  func entries() throws {
    let text = try charter(
      "reflections/2026-05-x.md",
      """
      ---
      kind: reflection
      resources:
        - {what: training, amount: 500 EUR, status: granted}
        - {what: time, status: asked}
        - a desk
        - [no]
      measures: {what: first reply, target: 4 hours}
      experiment:
        charter: agreements/on-call
        until: 2026-04-30
        sponsor: ana
        outcome: failed
        lesson: Nights need two.
      ---
      # X

      """)
    #expect(text.resources.map(\.what) == ["training", "time", "a desk"])
    #expect(text.resources.map(\.status) == [.granted, .asked, nil])
    #expect(text.resources.map(\.line) == [4, 5, 6])
    #expect(text.measures.map(\.target) == ["4 hours"])
    let past = try #require(text.pastExperiment)
    #expect(past.outcome == .failed)
    #expect(past.lesson == "Nights need two.")
    #expect(past.charter?.value == "agreements/on-call")
    #expect(text.experiments.isEmpty)
  }

  @Test("what members stand by")
  func acknowledgements() throws {
    let words = String(repeating: "a1", count: 20)
    let (roster, findings) = Roster.read([
      try member(
        "ana",
        "acknowledges:\n  - {charter: values, words: \(words), on: 2026-01-02}\n  - mission\n"
          + "  - {charter: vision, words: yes}\n")
    ])
    let ana = try #require(roster.members.values.first)
    #expect(ana.acknowledges.map(\.charter.value) == ["values", "mission", "vision"])
    #expect(ana.acknowledges.map(\.words) == [words, nil, nil])
    #expect(ana.acknowledges[0].day?.text == "2026-01-02")
    #expect(findings.map(\.code) == ["bad-entry"])
    #expect(findings.map(\.level) == [.warning])
  }
}
