package import Charters

/// Every class of change that a policy can tell apart, one change of each.
///
/// Sections of one charter that the same patterns of the policy cover are one class; so are charters
/// of one kind that the same patterns fit.
struct ChangeSurvey: Sendable {
  let policy: Policy
  let ground: PolicyGround
  private let sections: [SectionPattern]

  init(_ policy: Policy, _ ground: PolicyGround) {
    self.policy = policy
    self.ground = ground
    let patterns = policy.rules.flatMap { rule in
      [rule.match.pattern] + (rule.match.except.map { [$0] } ?? [])
    }
    sections = Array(Set(patterns.flatMap { $0.sections.map(\.value) }))
      .sorted { $0.text < $1.text }
  }

  /// A section and a field that no charter has and no policy names.
  static let newSection = SectionPath.section(["Another section"])
  static let newField = SectionPath.field("another-field")

  /// Changes of a charter, one of each class.
  func changes(of charter: CharterPath) -> [Atom] {
    if charter.kind == .policy {
      return [Atom(charter: charter, section: .policy, change: .edit)]
    }
    let known = ground.charters[charter].map(Set.init)
    return pieces(of: charter).flatMap { piece -> [Atom] in
      let isThere = known.map { $0.contains(piece) || piece == .order([]) } ?? false
      if piece == .intro, known != nil, !isThere { return [] }
      return piece.changes(isThere: isThere)
        .map { Atom(charter: charter, section: piece, change: $0) }
    }
  }

  /// Pieces that the charter has or may have, one of each class.
  private func pieces(of charter: CharterPath) -> [SectionPath] {
    let form = KindForm(charter.kind)
    let known = Set(ground.charters[charter] ?? [])
    var pieces = ground.charters[charter] ?? []
    pieces += (form.sections + form.moreSections).map { .section([$0]) }
    pieces += form.allFields.map { .field($0) }
    pieces += [.intro, .order([]), Self.newSection, Self.newField]
    for pattern in sections {
      if let path = SectionPath(pattern.text) { pieces.append(path) }
    }
    var seen: Set<[Bool]> = []
    return pieces.filter { piece in
      guard piece != .policy else { return false }
      let shape = kindOf(piece) + [known.contains(piece)] + sections.map { $0.covers(piece) }
      return seen.insert(shape).inserted
    }
  }

  /// Sections can move and others cannot, and only `(intro)` comes and goes with the charter.
  private func kindOf(_ piece: SectionPath) -> [Bool] {
    switch piece {
    case .section: [true, false]
    case .intro, .order: [false, true]
    case .field, .policy: [false, false]
    }
  }

  /// A charter of every class, the new ones too.
  var charters: [CharterPath] {
    let patterns = policy.rules.flatMap { rule in
      [rule.match.pattern] + (rule.match.except.map { [$0] } ?? [])
    }
    let paths = Set(patterns.flatMap(\.paths))
    let teams = Set(patterns.flatMap { $0.teams.map(\.value) })
    let roles = Set(patterns.flatMap { $0.roles.map(\.value) })
    var seen: Set<[String]> = []
    return ground.places.filter { charter in
      let team = charter.team.map { teams.contains($0) ? $0.text : "*" } ?? ""
      let role = charter.role.map { roles.contains($0) ? $0.text : "*" } ?? ""
      let exists = ground.charters[charter] != nil ? "+" : "-"
      let name = charter.display
      let fits = paths.filter { $0.matches(name) }.map(\.text).sorted()
      return seen.insert([charter.kind.rawValue, team, role, exists] + fits).inserted
    }
  }

  /// Whether some change of the charter is left to the default.
  func reachesDefault(_ charter: CharterPath) -> Bool {
    guard policy.defaultRule != nil else { return false }
    return changes(of: charter).contains(where: isLeftToDefault)
  }

  /// Whether no rule is about a change, whoever proposes it.
  func isLeftToDefault(_ change: Atom) -> Bool {
    policy.defaultRule != nil && !policy.rules.contains { $0.match.concerns(change) }
  }

  /// The first change of a charter that a rule is about and that holds a test.
  func change(
    of charter: CharterPath, matchedBy rule: RuleText, where test: (Atom) -> Bool
  ) -> Atom? {
    // Sections first, since they are what people think of.
    let changes = changes(of: charter)
    return (changes.filter { !$0.section.isField } + changes.filter(\.section.isField)).first {
      change in
      guard let match = rule.match else { return isLeftToDefault(change) && test(change) }
      return match.concerns(change) && test(change)
    }
  }
}

extension SectionPath {
  var isField: Bool {
    if case .field = self { true } else { false }
  }

  /// Everything that can happen to the piece of a charter.
  package func changes(isThere: Bool) -> [Change] {
    guard isThere else { return self == .policy ? [.edit] : [.create] }
    switch self {
    case .section: return [.edit, .move, .delete]
    case .intro, .field: return [.edit, .delete]
    case .order, .policy: return [.edit]
    }
  }
}

extension Match {
  /// Whether the rule is about the change, whoever proposes it.
  func concerns(_ change: Atom) -> Bool {
    let anybody = MatchContext(people: People(Roster(), at: nil), term: .permanent, proposer: nil)
    let open = Match(
      pattern: pattern.byAnybody, terms: terms,
      except: except.flatMap { $0.proposers.isEmpty ? $0 : nil })
    return open.matches(change, in: anybody)
  }
}

extension Match.Pattern {
  fileprivate var byAnybody: Match.Pattern {
    Match.Pattern(
      kinds: kinds, paths: paths, teams: teams, roles: roles, sections: sections,
      changes: changes, proposers: [])
  }
}

extension Rehearsal {
  /// Whether a change by somebody passes with the approvals of some people, time apart.
  func decides(_ approving: PeopleSet, _ change: Atom, by proposer: Int) -> Bool {
    var setting = BoundRule.Setting(
      people: people, clock: Self.clock, proposers: [people.handles[proposer]], coAuthors: [],
      subjects: [change.charter.member].compactMap(\.self))
    setting.affects = affects
    let context = MatchContext(
      people: people, term: .permanent, proposer: people.handles[proposer])
    let (rules, uncovered) = policy.bind([change], context, setting)
    let isStarted =
      people.active.count == 1 || !approving.subtracting(PeopleSet([proposer])).isEmpty
    return uncovered.isEmpty
      && rules.allSatisfy { rule in
        standings(rule, approving: approving, isClockStarted: isStarted).contains {
          rule.state($0, Self.clock) <= .waitingTime
        }
      }
  }
}
