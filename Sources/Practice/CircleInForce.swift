package import Charters

/// The charters of one state with their people and links, as of a moment: what every view asks.
package struct CircleInForce: Sendable {
  package let charters: [CharterPath: CharterText]
  package let roster: Roster
  package let graph: ServesGraph
  package let now: Timestamp
  /// When the policy is to be looked at again.
  package let policyReview: Review?
  /// When each charter was last changed or looked at.
  package let lastSeen: [CharterPath: Day]

  package init(
    _ charters: [CharterText], roster: Roster, graph: ServesGraph? = nil, at now: Timestamp,
    policyReview: Review? = nil, lastSeen: [CharterPath: Day] = [:]
  ) {
    self.charters = Dictionary(
      charters.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.roster = roster
    self.graph = graph ?? ServesGraph(charters)
    self.now = now
    self.policyReview = policyReview
    self.lastSeen = lastSeen
  }

  package var today: Day { now.day }

  /// What people call a charter: its title or name, else its file's name.
  package func title(of path: CharterPath) -> String {
    let fields = charters[path]?.frontMatter
    return fields?.scalar("title")?.value ?? fields?.scalar("name")?.value ?? path.stem
  }

  /// Who holds a role today and has not left, sorted.
  package func holders(of role: RoleID) -> [Handle] {
    roster.holders(of: role, at: now).filter { roster.status(of: $0) != .left }
  }

  /// Who answers for a charter: the holders of a role, the lead of a team, a member for their own
  /// page; in a team's folder its lead.  Sorted; empty where it is everybody's.
  package func answering(for path: CharterPath) -> [Handle] {
    if let member = path.member { return [member] }
    if let role = path.role { return holders(of: role) }
    return [path.team.flatMap { roster.teams[$0]?.lead }].compactMap(\.self)
  }

  /// Whether somebody could step in for the holders of a role: a second holder, or a deputy who is
  /// none of them.
  func hasStandIn(_ role: Role) -> Bool {
    let holders = holders(of: role.id)
    return holders.count > 1
      || role.deputies.contains { deputy in
        deputy.isInForce(at: now) && !holders.contains(deputy.who)
          && roster.status(of: deputy.who).map { $0 != .left } ?? false
      }
  }

  /// Roles, sorted by id.
  var roles: [Role] { roster.roles.values.sorted { $0.id < $1.id } }

  /// Members who have not left, sorted.
  var members: [Member] { roster.present.compactMap { roster.members[$0] } }
}
