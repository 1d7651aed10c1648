package import Charters

/// A member's own part: what they hold and lead, what it is for, and whom they help.
package struct OwnPart: Sendable {
  package struct Held: Hashable, Sendable {
    package let role: RoleID
    package let charter: CharterPath
    package let title: String
    /// The last day of their time in it.
    package let until: Day?
    /// From the role to the mission or vision, both ends included; nil where nothing leads there.
    package let way: [CharterPath]?
  }

  package let member: Handle
  /// Sorted by role.
  package let roles: [Held]
  /// Teams that they lead, and others that they are in; sorted.
  package let leads: [TeamID]
  package let teams: [TeamID]
  /// Who is to help them grow, and whom they help: members and roles, sorted.
  package let coach: Handle?
  package let coached: [CharterPath]
  /// For whom and in which roles they would step in, sorted.
  package let deputyOf: [CharterPath]

  package init(of member: Handle, in circle: CircleInForce) {
    self.member = member
    let roster = circle.roster
    roles = circle.roles.compactMap { role in
      let own = role.holders.filter { $0.who == member && $0.isInForce(at: circle.now) }
      guard !own.isEmpty else { return nil }
      let ends = own.map { role.end(of: $0) }
      return Held(
        role: role.id, charter: role.path, title: circle.title(of: role.path),
        until: ends.contains(nil) ? nil : ends.compactMap(\.self).max(),
        way: circle.way(toGoalFrom: role.path))
    }
    leads = roster.teams.values.filter { $0.lead == member }.map(\.id).sorted()
    teams = roster.teams(of: member).filter { roster.teams[$0]?.lead != member }
    func isCoach(_ coaching: Holding?) -> Bool {
      coaching.map { $0.who == member && $0.isInForce(at: circle.now) } ?? false
    }
    func standsIn(_ deputies: [Deputy]) -> Bool {
      deputies.contains { $0.who == member && $0.isInForce(at: circle.now) }
    }
    let others = circle.members.filter { $0.handle != member }
    coach = roster.members[member]?.coaching.flatMap {
      $0.isInForce(at: circle.now) ? $0.who : nil
    }
    coached =
      (others.filter { isCoach($0.coaching) }.map(\.path)
      + circle.roles.filter { isCoach($0.coaching) }.map(\.path)).sorted()
    deputyOf =
      (others.filter { standsIn($0.deputies) }.map(\.path)
      + circle.roles.filter { standsIn($0.deputies) }.map(\.path)).sorted()
  }
}
