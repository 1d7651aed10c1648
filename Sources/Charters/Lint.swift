/// Whether charters are complete and fit together: what a careful reader would ask about.
///
/// Errors are those of the roster, and choices that a merge left; a missing section or an unknown field is a warning; what only
/// could be better is advice.  Characters, paths and headings are ``ContentRules``' part, the
/// policy that of the Policies room.
package enum Lint {
  /// Every finding, sorted, each once.
  ///
  /// - Parameters:
  ///   - charters: all of a tree, since they name one another.
  ///   - now: with it, terms of office, reviews and experiments are looked at as of this moment;
  ///     otherwise every holder counts as one and nothing is over.
  ///   - lastSeen: when each charter was last changed or looked at, where the history tells.
  package static func check(
    _ charters: [CharterText], at now: Timestamp? = nil, lastSeen: [CharterPath: Day] = [:]
  ) -> [Finding] {
    let (roster, ofRoster) = Roster.read(charters)
    let context = LintContext(charters: charters, roster: roster, now: now, lastSeen: lastSeen)
    var findings = Set(ofRoster)
    for charter in charters where charter.path.kind != .policy {
      var lint = CharterLint(charter: charter, context: context)
      findings.formUnion(lint.check())
    }
    findings.formUnion(PracticeLint(context: context).check())
    return findings.sorted()
  }
}

/// What the findings about one charter need to know of the others.
struct LintContext {
  let charters: [CharterPath: CharterText]
  let roster: Roster
  let now: Timestamp?
  let lastSeen: [CharterPath: Day]
  let names: CharterNames
  let graph: ServesGraph
  /// Handles, and teams and roles as `affects` names them, sorted.
  let people: [String]
  let teams: [String]
  let roles: [String]

  init(
    charters: [CharterText], roster: Roster, now: Timestamp?, lastSeen: [CharterPath: Day]
  ) {
    self.charters = Dictionary(
      charters.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.roster = roster
    self.now = now
    self.lastSeen = lastSeen
    names = CharterNames(charters.map(\.path))
    graph = ServesGraph(charters, names: names)
    people = roster.members.keys.map(\.text).sorted()
    teams = roster.teams.keys.map { "team \($0)" }.sorted()
    roles = roster.roles.keys.map { "role \($0)" }.sorted()
  }

  /// Who holds a role and has not left, sorted.
  func holders(of role: Role) -> [Handle] {
    let holders =
      now.map { roster.holders(of: role.id, at: $0) } ?? Set(role.holders.map(\.who)).sorted()
    return holders.filter { roster.status(of: $0) != .left }
  }
}
