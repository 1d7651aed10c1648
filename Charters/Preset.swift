/// The policies that `charter init --preset` offers (practice.md).
package enum Preset: String, CaseIterable, Sendable {
  /// All of us, for a small team.
  case consensus
  /// No unresolved objection after a fair wait.
  case consent
  /// A designated lead guides, the members decide together.
  case projectTeam = "project-team"
  /// Each lead decides in their own field and nowhere else.
  case teamLeads = "team-leads"
  /// Senior direction for vision, mission and values; daily practice decided in the teams.
  case hybrid
}
