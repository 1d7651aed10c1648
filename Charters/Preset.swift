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

  /// What it means, in three sentences for somebody who chooses.
  package var sentences: String {
    switch self {
    case .consensus:
      "Nothing changes unless all of us agree. Who is away is not asked. It suits a few people who "
        + "know one another well."
    case .consent:
      "A proposal stands when nobody objects to it after a fair wait. An objection needs a reason "
        + "and stops it until other words settle it. Silence is a yes once there was time to read."
    case .projectTeam:
      "A designated lead guides, and the members decide together. It takes the lead and most of "
        + "the team; the lead alone decides nothing. Without the lead, three quarters of the team "
        + "are enough."
    case .teamLeads:
      "A lead decides in their own field, at once, and nowhere else. How wide a field is, and all "
        + "that lies outside, takes most of us. Whoever disagrees with a lead proposes to take it "
        + "back."
    case .hybrid:
      "Vision, mission and values belong to leaders and members together. Daily practice is "
        + "decided in the teams, and who holds a role decides how they go about it. Anybody may "
        + "propose anything."
    }
  }
}
