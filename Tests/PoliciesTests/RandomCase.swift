import TestSupport

@testable import Charters
@testable import Policies

/// Small random policies, rosters and proposals, the same in every run.
struct RandomCase {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  static let names = ["ana", "bo", "ida", "kim", "max", "rob"]

  mutating func pick<T>(_ values: [T]) -> T { values.randomElement(using: &generator) ?? values[0] }

  mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  mutating func some<T>(_ values: [T], _ percent: Int) -> [T] {
    values.filter { _ in chance(percent) }
  }

  private mutating func who() -> String {
    pick([
      "everyone", "everyone", "leads", "team a", "team a/b", "whole team a", "role r", "role a/s",
      "person ana", "person kim", "this team", "this role", "this lead", "this person",
      "parent team", "domain holder", "affected",
    ])
  }

  private mutating func group() -> String { chance(15) ? "\(who()) + \(who())" : who() }

  private mutating func each() -> String {
    let amount = pick(["1", "1", "2", "majority", "all"])
    return "{ approve: \(amount) of each \(pick(["team", "team", "affected", who()])) }"
  }

  private mutating func poll() -> String {
    let turnout = ", turnout: \(pick(["1%", "40%", "75%", "100%"]))"
    return "{ approve: \(pick(["50%", "2/3", "100%", "majority"])) of \(group())\(turnout) }"
  }

  private mutating func consent() -> String {
    var text = "consent: \(group())"
    if chance(30) { text += ", turnout: \(pick(["20%", "60%"]))" }
    if chance(50) {
      let amount = pick(["1", "2", "2/3", "majority", "all", "unopposed"])
      text += ", overruled-by: \(amount) of \(chance(15) ? "each team" : group())"
    }
    return "{ \(text) }"
  }

  private mutating func approval() -> String {
    let amount = pick([
      "1", "1", "2", "3", "50%", "2/3", "75%", "majority", "unopposed", "all",
    ])
    let otherwise = chance(25) ? ", otherwise: \(group())" : ""
    return "{ approve: \(amount) of \(group())\(otherwise) }"
  }

  private mutating func need() -> String {
    if chance(18) { return consent() }
    if chance(10) { return each() }
    if chance(12) { return poll() }
    if chance(10) { return "{ advice: \(group()), wait: \(pick(["2 days", "8 days"])) }" }
    if chance(15) { return "{ open-for: \(pick(["2 days", "5 days", "100 days"])) }" }
    return approval()
  }

  private mutating func anyOf() -> String {
    var alternatives: [String] = []
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let needs = (0..<Int.random(in: 1...2, using: &generator)).map { _ in need() }
      alternatives.append(needs.count == 1 ? needs[0] : "[ \(needs.joined(separator: ", ")) ]")
    }
    return "{ any-of: [ \(alternatives.joined(separator: ", ")) ] }"
  }

  mutating func needs() -> String {
    var needs: [String] = []
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      needs.append(chance(30) ? anyOf() : need())
    }
    return "[ \(needs.joined(separator: ", ")) ]"
  }

  private mutating func options(_ indent: String) -> String {
    var text = ""
    if chance(60) {
      text +=
        indent
        + pick([
          "exclude: nobody", "exclude: [subject]", "exclude: [proposer]",
          "exclude: [co-authors, person bo]", "exclude: [this lead]",
        ]) + "\n"
    }
    if chance(30) {
      text += indent + "stale-when: \(pick(StaleWhen.allCases).rawValue)\n"
    }
    if chance(15) { text += indent + "deputies: no\n" }
    return text
  }

  private mutating func match() -> String {
    pick([
      "{}", "{}", "{ kind: role }", "{ kind: [values, agreement] }", "{ kind: member }",
      "{ section: Purpose }", "{ path: teams/** }", "{ team: a }", "{ change: edit }",
      "{ kind: role, except: { section: Notes } }", "{ proposer: leads }", "{ kind: policy }",
      "{ except: { kind: member } }", "{ kind: member, except: { change: create } }",
    ])
  }

  mutating func policyText() -> String {
    var text = "charter-policy: 1\nrules:"
    let count = Int.random(in: 0...3, using: &generator)
    if count == 0 { text += " []" }
    text += "\n"
    for index in 0..<count {
      text += "  - name: R\(index)\n    for: \(match())\n    needs: \(needs())\n" + options("    ")
    }
    if chance(80) || count == 0 { text += "default:\n  needs: \(needs())\n" + options("  ") }
    return text
  }

  mutating func roster() throws -> Roster {
    let size = Int.random(in: 1...Self.names.count, using: &generator)
    let names = Array(Self.names.prefix(size))
    let members = try names.map { name in
      let handle = try WrittenCase.handle(name)
      let key = Located("ssh-ed25519 \(name)", line: 1, column: 1)
      return Member(
        handle: handle, name: name, status: chance(85) ? .active : pick([.absent, .left]),
        keys: [key], deputies: try deputies(of: name, among: names),
        path: try CharterPath("Charters/members/\(name).md"))
    }
    func handles(_ names: [String]) throws -> [Handle] {
      try names.map { try WrittenCase.handle($0) }
    }
    let teams = try some(["a", "a/b", "c"], 75).compactMap { id -> Team? in
      guard let id = TeamID(id) else { return nil }
      let people = try handles(some(names, 50))
      return Team(
        id: id, path: try CharterPath(id.charterText), lead: chance(80) ? people.first : nil,
        members: people)
    }
    let roles = try some(["r", "a/s"], 75).compactMap { name -> Role? in
      guard let id = RoleID(name) else { return nil }
      let place = name == "r" ? "roles/r.md" : "teams/a/roles/s.md"
      return Role(
        id: id, path: try CharterPath("Charters/\(place)"),
        holders: try handles(some(names, 35)).map { Holding(who: $0) },
        domains: some(["values.md", "teams/a", "**"], 40).map { Located($0, line: 1, column: 1) })
    }
    return Roster(members: members, teams: teams, roles: roles)
  }

  private mutating func deputies(of name: String, among names: [String]) throws -> [Deputy] {
    guard chance(35) else { return [] }
    return try some(names.filter { $0 != name }, 35).map {
      Deputy(who: try WrittenCase.handle($0), until: Day("2030-01-01"))
    }
  }

  private mutating func atoms() throws -> [Atom] {
    let places: [(String, SectionPath)] = [
      ("values.md", .section(["Care"])), ("roles/r.md", .section(["Purpose"])),
      ("teams/a/roles/s.md", .section(["Notes"])), ("teams/a/team.md", .field("lead")),
      ("teams/c/agreements/x.md", .intro), ("members/ana.md", .field("keys")),
      ("members/new.md", .field("name")), ("policy.yml", .policy),
      ("teams/a/teams/b/team.md", .section(["Purpose"])),
    ]
    var chosen = some(places, 20)
    if chosen.isEmpty { chosen = [pick(places)] }
    return try chosen.map { place, section in
      let charter = try CharterPath("Charters/\(place)")
      let change = place == "policy.yml" ? .edit : pick([Change.create, .edit, .delete])
      return Atom(charter: charter, section: section, change: change)
    }
  }

  mutating func judged() throws -> Case {
    let text = policyText()
    guard let policy = Policy.read(Array(text.utf8)).policy else {
      throw Misread(description: text)
    }
    let roster = try roster()
    let atoms = try atoms()
    let members = roster.members.keys.sorted()
    let start = Timestamp(seconds: 1_700_000_000)
    var signoffs: [Signoff] = []
    for member in members where chance(45) {
      let decision = pick([
        Decision.approve, .approve, .approve, .object, .abstain, .comment,
      ])
      signoffs.append(
        signoff(member, decision, atoms, at: start, number: signoffs.count, isFresh: chance(80)))
    }
    for principal in members {
      for deputy in roster.members[principal]?.deputies ?? [] where chance(40) {
        signoffs.append(
          signoff(
            deputy.who, pick([.approve, .approve, .object, .abstain]), atoms, at: start,
            number: signoffs.count, isFresh: chance(80), for: principal))
      }
    }
    let objections = signoffs.filter { $0.decision == .object }.map(\.id)
    signoffs = signoffs.map { signoff in
      signoff.decision == .approve ? signoff.with(despite: some(objections, 60)) : signoff
    }
    if chance(40) {
      signoffs.append(
        signoff(
          members[0], .ask, atoms, at: start, number: signoffs.count, asks: some(members, 50)))
    }
    let moot = some(signoffs.filter { $0.decision == .object }.map(\.id), 20)
    let later = Int64.random(in: 0...12, using: &generator) * 86_400
    let now = start.adding(seconds: later)
    let answers = signoffs.contains { $0.member != members[0] }
    let coAuthors = some(members, 15)
    let isAlone = roster.active == [members[0]]
    let witnesses = Witnesses(
      active: roster.active, proposers: [members[0]], coAuthors: coAuthors, lastAuthor: nil)
    let hasWitness =
      isAlone || chance(80) && signoffs.contains { !witnesses.writers.contains($0.member) }
    let words = start.adding(seconds: min(later, pick([0, 86_400, 5 * 86_400])))
    return Case(
      policy: policy, roster: roster, atoms: atoms, proposers: [members[0]],
      coAuthors: coAuthors, subjects: some(members, 15), term: .permanent,
      opened: answers || isAlone ? start : nil, openingDate: start,
      lastContent: hasWitness ? words : nil, now: now,
      signoffs: signoffs, mootObjections: Set(moot),
      affects: Affects(
        charters: Dictionary(
          atoms.map { ($0.charter, some(affected, 30)) }, uniquingKeysWith: { first, _ in first }),
        opening: some(affected, 10)))
  }

  private var affected: [Affected] {
    ["ana", "kim", "team a", "team c", "role r"].compactMap { Affected($0) }
  }

  func signoff(
    _ member: Handle, _ decision: Decision, _ atoms: [Atom], at date: Timestamp, number: Int,
    isFresh: Bool = true, for principal: Handle? = nil, despite: [String] = [],
    asks: [Handle] = []
  ) -> Signoff {
    Signoff(
      id: "sha256:\(number)", commit: "\(number)", member: member, principal: principal,
      decision: decision, date: date, reason: decision == .object ? "no" : nil, sections: [],
      despite: despite, defects: [], objectionStands: decision == .object,
      sameAtoms: isFresh ? Set(atoms.indices) : Set(atoms.indices.dropFirst()),
      sameCharters: isFresh
        ? Set(atoms.map(\.charter))
        : Set(atoms.map(\.charter)).subtracting(atoms.prefix(1).map(\.charter)),
      sameProposal: isFresh, asks: asks)
  }
}

extension RandomCase {
  /// Approvals by these people, and for absent principals by those of the deputies who may, in every
  /// way in which they could share that out.
  func ways(
    of people: [Handle], for principals: [Handle], by signing: [Handle], _ roster: Roster,
    _ atoms: [Atom], at date: Timestamp, despite: [String] = []
  ) -> [[Signoff]] {
    let own = people.enumerated().map { index, member in
      signoff(member, .approve, atoms, at: date, number: 100 + index, despite: despite)
    }
    var ways = [own]
    for (index, principal) in principals.enumerated()
    where roster.status(of: principal) == .absent {
      let deputies = (roster.members[principal]?.deputies ?? []).map(\.who)
        .filter(signing.contains)
      ways += ways.flatMap { way in
        deputies.filter { deputy in
          !way.contains { $0.member == deputy && $0.principal != nil }
        }.map { deputy in
          way + [
            signoff(
              deputy, .approve, atoms, at: date, number: 200 + index, for: principal,
              despite: despite)
          ]
        }
      }
    }
    return ways
  }
}

extension Signoff {
  var asComment: Signoff { with(decision: .comment) }

  func with(decision: Decision? = nil, despite: [String] = []) -> Signoff {
    let decision = decision ?? self.decision
    return Signoff(
      id: id, commit: commit, member: member, principal: principal, decision: decision,
      date: date, reason: reason, sections: sections, despite: despite, defects: defects,
      objectionStands: decision == .object, sameAtoms: sameAtoms, sameCharters: sameCharters,
      sameProposal: sameProposal, asks: asks)
  }
}

extension Case {
  /// The same case with some of it changed.
  func with(
    rules: [Rule]? = nil, signoffs: [Signoff]? = nil, opened: Timestamp?? = nil,
    lastContent: Timestamp?? = nil,
    proposers: [Handle]? = nil, atoms: [Atom]? = nil, policy other: Policy? = nil
  ) -> Case {
    Case(
      policy: other ?? Policy(rules: rules ?? policy.rules, defaultRule: policy.defaultRule),
      roster: roster, atoms: atoms ?? self.atoms, proposers: proposers ?? self.proposers,
      coAuthors: coAuthors, subjects: subjects, term: term, opened: opened ?? self.opened,
      openingDate: openingDate, lastContent: lastContent ?? self.lastContent, now: now,
      signoffs: signoffs ?? self.signoffs, mootObjections: mootObjections, expires: expires,
      affects: affects, undoes: undoes, lastAuthor: lastAuthor)
  }
}

extension Case {
  /// When both waits began if these people answer now at the latest.
  func started(by signers: [Handle]) -> (opened: Timestamp?, lastContent: Timestamp?) {
    let witnesses = Witnesses(
      active: roster.active, proposers: proposers, coAuthors: coAuthors, lastAuthor: lastAuthor)
    func starts(_ own: [Handle]) -> Bool { signers.contains { !own.contains($0) } }
    return (
      opened ?? (starts(witnesses.openers) ? now : nil),
      lastContent ?? (starts(witnesses.writers) ? now : nil)
    )
  }

  /// The same case once these people have answered, with these sign-offs.
  func answered(by signers: [Handle], _ signoffs: [Signoff]) -> Case {
    let times = started(by: signers)
    return with(
      signoffs: signoffs, opened: .some(times.opened), lastContent: .some(times.lastContent))
  }
}
