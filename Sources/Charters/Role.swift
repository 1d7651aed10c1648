/// One role and who holds it: `Charters/roles/ID.md`, or `roles/` in a team's folder.
package struct Role: Hashable, Sendable {
  package let id: RoleID
  package let path: CharterPath
  /// Nil for a role of the whole organisation.
  package let team: TeamID?
  package let holders: [Holding]
  /// What the role looks after, as text and as paths below `Charters/`.
  package let domains: [Located<String>]
  /// Who helps its holders to grow, and from when until when.
  package let coaching: Holding?
  /// Who would step in; they sign for nobody by that.
  package let deputies: [Deputy]
  /// How long a holder holds it who has a first day and no last one.
  package let term: TermOfOffice?
  package let skills: [String]
  package let training: [String]

  package init(
    id: RoleID, path: CharterPath, holders: [Holding], domains: [Located<String>] = [],
    coaching: Holding? = nil, deputies: [Deputy] = [], term: TermOfOffice? = nil,
    skills: [String] = [], training: [String] = []
  ) {
    self.id = id
    self.path = path
    self.team = path.team
    self.holders = holders
    self.domains = domains
    self.coaching = coaching
    self.deputies = deputies
    self.term = term
    self.skills = skills
    self.training = training
  }

  package var coach: Handle? { coaching?.who }

  /// The last day of somebody's time in the role: as their entry says, else by the role's term.
  package func end(of holding: Holding) -> Day? {
    holding.until ?? holding.from.flatMap { first in term.map { $0.end(from: first) } }
  }
}

/// One person holding a role, or coaching somebody, for ever or for a time.
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
