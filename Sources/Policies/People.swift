import Charters

/// The people of a roster, numbered in the order of their handles; those who left are not in it.
struct People: Sendable {
  let handles: [Handle]
  let index: [Handle: Int]
  /// Everybody who is neither absent nor left.
  private(set) var active: PeopleSet
  /// Everybody who has not left.
  private(set) var all: PeopleSet
  private let roster: Roster
  private let now: Timestamp?
  private let leads: PeopleSet

  /// - Parameter now: the date for which holders of roles are looked up; nil takes every holder.
  init(_ roster: Roster, at now: Timestamp?) {
    self.roster = roster
    self.now = now
    handles = roster.members.values.filter { $0.status != .left }.map(\.handle).sorted()
    let index = Dictionary(uniqueKeysWithValues: zip(handles, 0...))
    self.index = index
    all = PeopleSet(handles.indices)
    active = PeopleSet(
      handles.indices.filter { [handles] in roster.members[handles[$0]]?.status == .active })
    leads = PeopleSet(roster.teams.values.compactMap { $0.lead.flatMap { index[$0] } })
  }

  /// The people that would be left if one of them went; the others keep their numbers.
  func without(_ person: Int) -> People {
    var rest = self
    rest.active.remove(person)
    rest.all.remove(person)
    return rest
  }

  /// Those of the handles who are people here.
  func set(_ handles: some Sequence<Handle>) -> PeopleSet {
    PeopleSet(handles.compactMap { index[$0] }).intersection(all)
  }

  func handles(_ set: PeopleSet) -> [Handle] { set.indexes.map { handles[$0] } }

  /// Everybody whom the group names and who has not left: those who may object.
  func named(_ group: Group, _ binding: Binding) -> PeopleSet {
    group.parts.reduce(into: PeopleSet()) { $0.formUnion(named($1, binding)) }
  }

  /// Those of the group who are here.  An absent member still counts as `this person`, since
  /// everybody may always sign their own page.
  func present(_ group: Group, _ binding: Binding) -> PeopleSet {
    group.parts.reduce(into: PeopleSet()) { result, who in
      let named = named(who, binding)
      result.formUnion(who == .thisPerson ? named : named.intersection(active))
    }
  }

  func named(_ who: Who, _ binding: Binding) -> PeopleSet {
    switch who {
    case .everyone: all
    case .leads: leads.intersection(all)
    case .team(let id): members(of: id)
    case .wholeTeam(let id):
      roster.teams.keys.filter { $0 == id || $0.isNested(in: id) }.reduce(into: PeopleSet()) {
        $0.formUnion(members(of: $1))
      }
    case .role(let id): holders(of: id)
    case .person(let handle): set([handle])
    case .thisTeam:
      if case .of(let id) = binding.team { members(of: id) } else { all }
    case .parentTeam:
      if case .of(let id) = binding.team, let parent = id.parent {
        members(of: parent)
      } else {
        all
      }
    case .thisLead: thisLead(binding)
    case .thisRole:
      if case .of(let id) = binding.role { holders(of: id) } else { PeopleSet() }
    case .thisPerson:
      if case .of(let handle) = binding.person { set([handle]) } else { PeopleSet() }
    case .domainHolder, .affected, .everyTeam: PeopleSet()
    }
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
}
