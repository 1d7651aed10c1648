import TestSupport
import Testing

@testable import Charters
@testable import Policies

/// What lint says of a rule at a place is what judging it by every proposer with every set of
/// approvals says.
@Suite struct FindingProperties {
  static let rounds: UInt64 = 40

  static let ground: [String] = [
    "values.md", "mission.md", "roles/r.md", "teams/a/team.md", "teams/a/roles/s.md",
    "teams/a/teams/b/team.md", "teams/c/team.md", "teams/c/agreements/x.md",
  ]

  @Test func verdictsAgreeWithEverySetOfApprovals() throws {
    var (sites, impossible, single, alone) = (0, 0, 0, 0)
    for seed in 0..<Self.rounds {
      var random = RandomCase(seed: seed + 90_000)
      let text = random.policyText()
      let roster = try random.roster()
      let policy = try #require(Policy.read(Array(text.utf8)).policy)
      let ground = try Self.ground(roster)
      let findings = PolicyFindings(policy, ground)
      for rule in policy.texts {
        for site in findings.sites(of: rule).prefix(4) {
          guard
            let change = findings.survey.change(
              of: site.charter, matchedBy: rule, where: { _ in true })
          else { continue }
          let verdict = findings.rehearsal.verdict(site)
          let brute = Brute(rule: rule, site: site, change: change, roster: roster)
          let people = findings.people
          func names(_ sets: [PeopleSet]) -> [Handle] {
            sets.flatMap { people.handles($0) }.sorted()
          }
          let context = "\(seed) \(rule.name) \(site.charter.display)\n\(text)"
          #expect(names(verdict.possible) == brute.able(roster), "able: \(context)")
          #expect(names([verdict.alone]) == brute.alone(), "alone: \(context)")
          if !verdict.isImpossible {
            #expect(names([verdict.singlePoints]) == brute.singlePoints(), "single: \(context)")
          }
          sites += 1
          impossible += verdict.isImpossible ? 1 : 0
          single += verdict.singlePoints.isEmpty ? 0 : 1
          alone += verdict.alone.isEmpty ? 0 : 1
        }
      }
    }
    // The random policies show something of everything.
    #expect(sites > 100 && impossible > 10 && single > 10 && alone > 10)
  }

  /// Places of one shape have verdicts of the same sizes.
  @Test func shapesTellPlacesApart() throws {
    for seed in 0..<Self.rounds {
      var random = RandomCase(seed: seed + 91_000)
      let policy = try #require(Policy.read(Array(random.policyText().utf8)).policy)
      let findings = PolicyFindings(policy, try Self.ground(random.roster()))
      for rule in policy.texts {
        var known: [[[Int]]: [Int]] = [:]
        for site in findings.sites(of: rule) {
          let verdict = findings.rehearsal.verdict(site)
          let sizes =
            [verdict.singlePoints.count, verdict.alone.count]
            + verdict.possible.map(\.count).sorted() + [-1]
            + verdict.impossible.map(\.count).sorted()
          let shape = findings.rehearsal.shape(site)
          #expect(known[shape] ?? sizes == sizes, "\(seed) \(rule.name)")
          known[shape] = sizes
        }
      }
    }
  }

  /// What passes with some approvals by the survey passes when it is judged, and the other way
  /// round.
  @Test func powersAgreeWithJudging() throws {
    for seed in 0..<Self.rounds {
      var random = RandomCase(seed: seed + 92_000)
      let policy = try #require(Policy.read(Array(random.policyText().utf8)).policy)
      let roster = try random.roster()
      let findings = PolicyFindings(policy, try Self.ground(roster))
      let charters = findings.survey.charters
      for charter in random.some(charters, 25) {
        for change in random.some(findings.survey.changes(of: charter), 20) {
          let able = roster.active.filter { _ in random.chance(60) }
          guard let proposer = able.first, let index = findings.people.index[proposer] else {
            continue
          }
          let decides = findings.rehearsal.decides(
            findings.people.set(able), change, by: index)
          let brute = Brute.passes(
            policy, roster, [change], by: proposer, approving: able,
            subjects: [change.charter.member].compactMap(\.self))
          #expect(decides == brute, "\(seed) \(change.display) \(change.change)")
        }
      }
    }
  }

  static func ground(_ roster: Roster) throws -> PolicyGround {
    let members = roster.members.keys.map { "members/\($0).md" }
    let paths = try (ground + members).map { try CharterPath("Charters/\($0)") }
      .filter { $0.team.map { roster.teams[$0] != nil } ?? true }
      .filter { $0.role.map { roster.roles[$0] != nil } ?? true }
    let pieces: [SectionPath] = [
      .intro, .section(["Purpose"]), .section(["Notes"]), .field("kind"), .field("title"),
    ]
    return PolicyGround(
      roster: roster, charters: Dictionary(uniqueKeysWithValues: paths.map { ($0, pieces) }))
  }
}

/// Judging one rule by every proposer with every set of approvals.
private struct Brute {
  let policy: Policy
  let change: Atom
  let roster: Roster
  let subject: Handle?
  let person: Handle?
  /// Of several bindings of one charter only this one is meant.
  let binding: String?

  init(rule: RuleText, site: RuleSite, change: Atom, roster: Roster) {
    let match = Match(pattern: Match.Pattern(), terms: [.permanent], except: nil)
    policy = Policy(
      rules: [
        Rule(
          name: rule.name, why: nil, match: match, needs: rule.needs, options: rule.options,
          place: rule.place)
      ], defaultRule: nil)
    self.change = change
    self.roster = roster
    subject = site.subject
    binding = site.binding.text
    person = if case .of(let handle) = site.binding.person { handle } else { nil }
  }

  /// Who could propose it so that some set of approvals passes it.
  func able(_ roster: Roster) -> [Handle] {
    let present = roster.present
    return roster.active.filter { proposer in
      (0..<(1 << present.count)).reversed().contains { bits in
        let approving = present.indices.filter { bits >> $0 & 1 == 1 }.map { present[$0] }
        return Self.passes(
          policy, roster, [change], by: proposer, approving: approving, subjects: subjects,
          isStarted: true, binding: binding)
      }
    }
  }

  func alone() -> [Handle] {
    roster.active.filter {
      Self.passes(
        policy, roster, [change], by: $0, approving: [$0], subjects: subjects,
        isStarted: roster.active.count == 1, binding: binding)
    }
  }

  func singlePoints() -> [Handle] {
    roster.present.filter { gone in
      gone != subject && gone != person && able(roster.without(gone)).isEmpty
    }
  }

  private var subjects: [Handle] { [subject].compactMap(\.self) }

  static func passes(
    _ policy: Policy, _ roster: Roster, _ atoms: [Atom], by proposer: Handle,
    approving: [Handle], subjects: [Handle], isStarted: Bool? = nil,
    binding: String? = nil
  ) -> Bool {
    let start = Timestamp(seconds: 1_700_000_000)
    let random = RandomCase(seed: 0)
    // Everybody has been asked, so what is advised costs nothing but time.
    let ask = random.signoff(
      proposer, .ask, atoms, at: start, number: 99, asks: roster.present)
    let ways = random.ways(
      of: approving, for: roster.present, by: approving, roster, atoms, at: start)
    let isStarted =
      isStarted ?? (approving.contains { $0 != proposer } || roster.active == [proposer])
    return ways.contains { approvals in
      let judgement = judge(
        Case(
          policy: policy, roster: roster, atoms: atoms, proposers: [proposer], coAuthors: [],
          subjects: subjects, term: .permanent, opened: isStarted ? start : nil,
          openingDate: start, lastContent: start, now: start, signoffs: approvals + [ask],
          mootObjections: [], affects: Affects(opening: roster.present.map { .person($0) })))
      let meant = binding.flatMap { name in judgement.rules.first { $0.binding == name } }
      return (meant?.state ?? judgement.state) <= .waitingTime
    }
  }
}

extension Roster {
  fileprivate func without(_ gone: Handle) -> Roster {
    let members = members.values.map { member in
      guard member.handle == gone else { return member }
      return Member(
        handle: member.handle, name: member.name, status: .left, keys: member.keys,
        deputies: member.deputies, path: member.path)
    }
    return Roster(members: members, teams: Array(teams.values), roles: Array(roles.values))
  }
}
