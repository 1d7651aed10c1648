/// Who is a member, which teams and roles there are, and who leads or holds them.
package struct Roster: Hashable, Sendable {
  package let members: [Handle: Member]
  package let teams: [TeamID: Team]
  package let roles: [RoleID: Role]

  package init(members: [Member] = [], teams: [Team] = [], roles: [Role] = []) {
    self.members = Dictionary(
      members.map { ($0.handle, $0) }, uniquingKeysWith: { first, _ in first })
    self.teams = Dictionary(teams.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.roles = Dictionary(roles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Members whose status is active, sorted.
  package var active: [Handle] {
    members.values.filter { $0.status == .active }.map(\.handle).sorted()
  }

  /// Members whose status is not left, sorted: those whose keys may still sign.
  package var present: [Handle] {
    members.values.filter { $0.status != .left }.map(\.handle).sorted()
  }

  /// The lead of every team, sorted, each once, whatever their status.
  package var leads: [Handle] { Set(teams.values.compactMap(\.lead)).sorted() }

  package func status(of handle: Handle) -> Member.Status? { members[handle]?.status }

  /// A team's members, its lead among them, sorted, whatever their status; none of no such team.
  package func members(of team: TeamID) -> [Handle] { teams[team]?.members ?? [] }

  /// Members of a team and of every team nested in it, sorted, each once.
  package func members(ofWhole team: TeamID) -> [Handle] {
    Set(([team] + nested(in: team)).flatMap { members(of: $0) }).sorted()
  }

  /// Who holds a role at a moment, sorted, whatever their status.
  package func holders(of role: RoleID, at moment: Timestamp) -> [Handle] {
    Set((roles[role]?.holders ?? []).filter { $0.isInForce(at: moment) }.map(\.who)).sorted()
  }

  /// The roles that a person holds at a moment, sorted.
  package func roles(heldBy handle: Handle, at moment: Timestamp) -> [RoleID] {
    roles.values.filter { role in
      role.holders.contains { $0.who == handle && $0.isInForce(at: moment) }
    }.map(\.id).sorted()
  }

  /// The teams that a person is a member of, sorted.
  package func teams(of handle: Handle) -> [TeamID] {
    teams.values.filter { $0.members.contains(handle) }.map(\.id).sorted()
  }

  /// The team that a team is nested in, where that is a team in force.
  package func parent(of team: TeamID) -> TeamID? {
    team.parent.flatMap { teams[$0] == nil ? nil : $0 }
  }

  /// Every team nested in a team, at any depth, sorted.
  package func nested(in team: TeamID) -> [TeamID] {
    teams.keys.filter { $0.isNested(in: team) }.sorted()
  }
}

extension Roster {
  /// Reads the roster, and says what is wrong.
  ///
  /// With a finding of level error it is no basis for a decision.  Two things are left to rooms
  /// that know more: whether two keys are the same in another writing (Evidence, with Signing),
  /// and whether anybody could still decide anything (Policies).
  package static func read(
    _ charters: some Sequence<CharterText>
  ) -> (roster: Roster, findings: [Finding]) {
    RosterReader.read(charters.lazy.map { ($0.path, $0.frontMatter) })
  }
}
