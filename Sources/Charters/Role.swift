/// One role and who holds it: `Charters/roles/ID.md`, or `roles/` in a team's folder.
package struct Role: Hashable, Sendable {
  package let id: RoleID
  package let path: CharterPath
  /// Nil for a role of the whole organisation.
  package let team: TeamID?
  package let holders: [Holding]
  /// What the role looks after, as text and as paths below `Charters/`.
  package let domains: [Located<String>]
  package let coach: Handle?
  /// Who would step in; they sign for nobody by that.
  package let deputies: [Deputy]

  package init(
    id: RoleID, path: CharterPath, holders: [Holding], domains: [Located<String>] = [],
    coach: Handle? = nil, deputies: [Deputy] = []
  ) {
    self.id = id
    self.path = path
    self.team = path.team
    self.holders = holders
    self.domains = domains
    self.coach = coach
    self.deputies = deputies
  }
}

/// One person holding a role, for ever or for a time.
package struct Holding: Hashable, Sendable {
  package let who: Handle
  /// From the first second of this day (UTC).
  package let from: Day?
  /// To the last second of this day (UTC).
  package let until: Day?

  package init(who: Handle, from: Day? = nil, until: Day? = nil) {
    self.who = who
    self.from = from
    self.until = until
  }

  package func isInForce(at moment: Timestamp) -> Bool {
    if let from, moment < from.start { return false }
    if let until, moment > until.end { return false }
    return true
  }
}
