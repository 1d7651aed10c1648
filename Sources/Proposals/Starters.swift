package import CharterTemplates
package import Charters

/// The charters that a founding begins with.
package struct Starters {
  package var organisation: String
  package var preset: Preset
  /// The founder first.
  package var members: [MemberCard]
  package var today: Day
  /// The kind of organisation whose words the vision, mission and values begin with.
  package var setting: Setting?

  package init(
    organisation: String, preset: Preset, members: [MemberCard], today: Day,
    setting: Setting? = nil
  ) {
    self.organisation = organisation
    self.preset = preset
    self.members = members
    self.today = today
    self.setting = setting
  }

  /// Paths from the repository's root, and what to write there.
  package var files: [(path: String, bytes: [UInt8])] {
    let root = CharterPath.root
    var files: [(path: String, bytes: [UInt8])] = [
      (CharterPath.policyText, Templates.policy(preset)),
      ("\(root)/vision.md", starter(.vision, "Our vision")),
      ("\(root)/mission.md", starter(.mission, "Our mission")),
      ("\(root)/values.md", starter(.values, "Our values")),
    ]
    if preset.hasLeads, let lead = members.first {
      files.append(
        (
          "\(root)/teams/core/team.md",
          Templates.render(
            .team,
            [
              "title": "Core team", "serves": "mission", "lead": .text(lead.handle.text),
              "members": .list(members.map(\.handle.text)),
            ])
        ))
    }
    for member in members { files.append((member.path, member.charter(since: today))) }
    return files
  }

  private func starter(_ starter: Starter, _ title: String) -> [UInt8] {
    Templates.render(starter, ["title": .text(title)], for: setting)
  }
}

extension Preset {
  /// Whether its rules speak of leads, so that it needs a team to begin with.
  package var hasLeads: Bool {
    switch self {
    case .consensus, .consent: false
    case .projectTeam, .teamLeads, .hybrid: true
    }
  }
}
