package import CharterTemplates
package import Charters

/// The charters that a founding begins with.
package struct Starters {
  package var organisation: String
  package var preset: Preset
  /// The founder first.
  package var members: [MemberCard]
  package var today: Day

  package init(organisation: String, preset: Preset, members: [MemberCard], today: Day) {
    self.organisation = organisation
    self.preset = preset
    self.members = members
    self.today = today
  }

  /// Paths from the repository's root, and what to write there.
  package var files: [(path: String, bytes: [UInt8])] {
    let root = CharterPath.root
    var files: [(path: String, bytes: [UInt8])] = [
      (CharterPath.policyText, Templates.policy(preset)),
      ("\(root)/vision.md", Templates.render(.vision, ["title": .text("Our vision")])),
      ("\(root)/mission.md", Templates.render(.mission, ["title": .text("Our mission")])),
      ("\(root)/values.md", Templates.render(.values, ["title": .text("Our values")])),
    ]
    if preset.hasLeads, let lead = members.first {
      files.append(
        (
          "\(root)/teams/core/team.md",
          Templates.render(
            .team,
            [
              "title": "Core team", "lead": .text(lead.handle.text),
              "members": .list(members.map(\.handle.text)),
            ])
        ))
    }
    for member in members { files.append((member.path, member.charter(since: today))) }
    return files
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
