import Charters

/// The people of a roster, numbered in the order of their handles; those who left are not in it.
struct People: Sendable {
  let handles: [Handle]
  let index: [Handle: Int]
  /// Everybody who is neither absent nor left.
  private(set) var active: PeopleSet
  /// Everybody who has not left.
  private(set) var all: PeopleSet
  /// By principal: active members who may sign for them now, ascending.
  private(set) var deputies: [Int: [Int]]
  private let roster: Roster
  private let now: Timestamp?
  private let leads: PeopleSet
  private let domains: Domains

  /// - Parameter now: the date for which holders of roles and deputies are looked up; nil takes
  ///   every one of them.
  init(_ roster: Roster, at now: Timestamp?) {
    self.roster = roster
    self.now = now
    handles = roster.members.values.filter { $0.status != .left }.map(\.handle).sorted()
    let index = Dictionary(uniqueKeysWithValues: zip(handles, 0...))
    self.index = index
    all = PeopleSet(handles.indices)
    let active = PeopleSet(
      handles.indices.filter { [handles] in roster.members[handles[$0]]?.status == .active })
    self.active = active
    leads = PeopleSet(roster.teams.values.compactMap { $0.lead.flatMap { index[$0] } })
    domains = Domains(roster)
    var deputies: [Int: [Int]] = [:]
    for (person, handle) in handles.enumerated() {
      let inForce = (roster.members[handle]?.deputies ?? []).filter { deputy in
        now.map(deputy.isInForce) ?? true
      }
      let found = Set(inForce.compactMap { index[$0.who] }).filter {
        $0 != person && active.contains($0)
      }
      if !found.isEmpty { deputies[person] = found.sorted() }
    }
    self.deputies = deputies
  }

  /// The people that would be left if one of them went; the others keep their numbers.
  func without(_ person: Int) -> People { without(PeopleSet([person])) }

  /// The people that would be left if some of them went; the others keep their numbers.
  func without(_ gone: PeopleSet) -> People {
    var rest = self
    rest.active = active.subtracting(gone)
    rest.all = all.subtracting(gone)
    rest.deputies = deputies.filter { !gone.contains($0.key) }
      .compactMapValues { deputies in
        let left = deputies.filter { !gone.contains($0) }
        return left.isEmpty ? nil : left
      }
    return rest
  }

  /// Those of the handles who are people here.
  func set(_ handles: some Sequence<Handle>) -> PeopleSet {
    PeopleSet(handles.compactMap { index[$0] }).intersection(all)
  }

  func handles(_ set: PeopleSet) -> [Handle] { set.indexes.map { handles[$0] } }

  /// Why a member may not sign for another at all; nil where the roster says that they may.
  func deputyProblem(_ deputy: Handle, for principal: Handle) -> ReasonCode? {
    let listed = (roster.members[principal]?.deputies ?? []).filter { $0.who == deputy }
    guard !listed.isEmpty, deputy != principal else { return .deputyNotAllowed }
    guard let now else { return nil }
    return listed.contains { $0.isInForce(at: now) } ? nil : .deputyExpired
  }

  // MARK: Groups

  /// Everybody whom the group names and who has not left: those who may object.
  func named(_ group: Group, _ binding: Binding, affected: [Affected] = []) -> PeopleSet {
    group.parts.reduce(into: PeopleSet()) {
      $0.formUnion(named($1, binding, affected: affected))
    }
  }

  /// Those of the group who are here.  An absent member still counts as `this person`, since
  /// everybody may always sign their own page.
  func present(_ group: Group, _ binding: Binding, affected: [Affected] = []) -> PeopleSet {
    group.parts.reduce(into: PeopleSet()) { result, who in
      let named = named(who, binding, affected: affected)
      result.formUnion(who == .thisPerson ? named : named.intersection(active))
    }
  }

  func named(_ who: Who, _ binding: Binding, affected: [Affected] = []) -> PeopleSet {
    switch who {
    case .everyone: return all
    case .leads: return leads.intersection(all)
    case .team(let id): return members(of: id)
    case .wholeTeam(let id):
      return roster.teams.keys.filter { $0 == id || $0.isNested(in: id) }
        .reduce(into: PeopleSet()) { $0.formUnion(members(of: $1)) }
    case .role(let id): return holders(of: id)
    case .person(let handle): return set([handle])
    case .thisTeam:
      if case .of(let id) = binding.team { return members(of: id) }
      return all
    case .parentTeam:
      if case .of(let id) = binding.team, let parent = id.parent { return members(of: parent) }
      return all
    case .thisLead: return thisLead(binding)
    case .thisRole:
      if case .of(let id) = binding.role { return holders(of: id) }
      return PeopleSet()
    case .thisPerson:
      if case .of(let handle) = binding.person { return set([handle]) }
      return PeopleSet()
    case .domainHolder:
      if case .of(let id) = binding.domain { return holders(of: id) }
      return PeopleSet()
    case .affected: return affected.reduce(into: PeopleSet()) { $0.formUnion(named($1)) }
    case .everyTeam:
      return roster.teams.keys.reduce(into: PeopleSet()) { $0.formUnion(members(of: $1)) }
    }
  }

  /// The people behind one entry of `affects`.
  func named(_ affected: Affected) -> PeopleSet {
    switch affected {
    case .person(let handle): set([handle])
    case .team(let id): members(of: id)
    case .role(let id): holders(of: id)
    }
  }

  /// Every team that somebody who has not left is a member of, sorted.
  var teams: [TeamID] { roster.teams.keys.filter { !members(of: $0).isEmpty }.sorted() }

  /// What tells people apart beside the groups that a rule names: the team of each where it asks
  /// every team, and who signs for whom.
  func distinctions(_ named: some Sequence<Who>) -> [PeopleSet] {
    var sets: [PeopleSet] = []
    if named.contains(.everyTeam) {
      sets += roster.teams.keys.sorted().map { members(of: $0) }
    }
    for (principal, deputies) in deputies.sorted(by: { $0.key < $1.key })
    where !active.contains(principal) {
      sets += ([principal] + deputies).map { PeopleSet([$0]) }
    }
    return sets
  }

  private func thisLead(_ binding: Binding) -> PeopleSet {
    if case .of(let id) = binding.team { return set(roster.teams[id]?.lead.map { [$0] } ?? []) }
    return leads.isDisjoint(with: active) ? all : leads.intersection(all)
  }

  private func members(of team: TeamID) -> PeopleSet { set(roster.teams[team]?.members ?? []) }

  private func holders(of role: RoleID) -> PeopleSet {
    if let now { return set(roster.holders(of: role, at: now)) }
    return set(roster.roles[role]?.holders.map(\.who) ?? [])
  }

  // MARK: Bindings

  /// Every binding of a charter: one, but for `domain holder` one for each role whose domain fits
  /// it as closely as any.
  func bindings(of charter: CharterPath, using words: Binding.Words) -> [Binding] {
    var binding = Binding(of: charter, using: words)
    guard words.contains(.domain) else { return [binding] }
    let roles = domains.roles(of: charter)
    guard !roles.isEmpty else {
      binding.domain = .none
      return [binding]
    }
    return roles.map { role in
      binding.domain = .of(role)
      return binding
    }
  }
}
