package import Charters

/// The members who could speak on a day, and the teams that they were in.
package struct Electorate: Hashable, Sendable {
  /// Members whose status was active.
  package let active: Set<Handle>
  /// Of everybody in the roster; members of no team are not in it.
  package let teams: [Handle: Set<TeamID>]

  package init(active: Set<Handle>, teams: [Handle: Set<TeamID>] = [:]) {
    self.active = active
    self.teams = teams
  }

  package init(_ roster: Roster) {
    var teams: [Handle: Set<TeamID>] = [:]
    for team in roster.teams.values {
      for member in team.members { teams[member, default: []].insert(team.id) }
    }
    self.init(active: Set(roster.active), teams: teams)
  }
}
