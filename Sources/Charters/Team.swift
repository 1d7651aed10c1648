/// One team: `Charters/teams/ID/team.md`.
package struct Team: Hashable, Sendable {
  package let id: TeamID
  package let path: CharterPath
  package let lead: Handle?
  /// Sorted, the lead among them.
  package let members: [Handle]
  package let expertise: [String]

  package init(
    id: TeamID, path: CharterPath, lead: Handle?, members: [Handle], expertise: [String] = []
  ) {
    self.id = id
    self.path = path
    self.lead = lead
    self.members = Set(members + [lead].compactMap(\.self)).sorted()
    self.expertise = expertise
  }
}
