import CharterTemplates

/// A story that the tour tells in a practice repository, by the commands that everybody uses.
struct TourStory: Sendable {
  /// What the preset's name promises, which the story shows.
  let promise: String
  let members: [Member]
  let scenes: [TourScene]
  /// How long ago it begins, so that its waiting times are over when it ends.
  var daysAgo = 0

  struct Member: Sendable {
    let handle: String
    let name: String
  }

  /// The story of a preset.
  static func of(_ preset: Preset) -> TourStory {
    switch preset {
    case .consensus: consensus
    case .consent: consent
    case .projectTeam: projectTeam
    case .teamLeads: teamLeads
    case .hybrid: hybrid
    }
  }

  static let everybody = [
    Member(handle: "ana", name: "Ana Ito"), Member(handle: "ben", name: "Ben Okafor"),
    Member(handle: "cy", name: "Cy Lund"), Member(handle: "dee", name: "Dee Rao"),
  ]
  static let three = Array(everybody.prefix(3))

  // MARK: Scenes of every story

  /// Ana founds with a preset, and the others are named with their keys.
  static func founding(_ preset: Preset, with members: [Member], story: String) -> TourScene {
    let others = members.dropFirst().map { other in
      "--member '\(other.handle)=\(other.name) <\(other.handle)@example.org>:"
        + "../../\(other.handle)/.ssh/id_ed25519.pub'"
    }
    let line = ["charter init --preset \(preset.rawValue) --handle ana --name 'Harbour Kitchen'"]
    return TourScene(
      title: "Ana founds the charters", story: story,
      acts: [.ana((line + others).joined(separator: " \\\n  "))])
  }

  static func server(for members: [Member]) -> TourScene {
    let clones = members.dropFirst().enumerated().map { index, member in
      let clone = TourScene.Act(
        member: member.handle, line: "git clone --quiet ../server.git kitchen", folder: ".")
      return index == 0 ? clone : clone.hidden
    }
    return TourScene(
      title: "A server keeps the record",
      story: """
        Any place that holds a git repository will do; here it is a folder.  With its hooks it takes \
        only what the rules allow.  The others copy the kitchen's charters to their own computers.
        """,
      acts: [
        .ana("git init --quiet --bare ../../server.git"),
        .ana("charter -C ../../server.git hooks install --server"),
        .ana("git remote add origin ../../server.git && git push --quiet -u origin main"),
      ] + clones)
  }

  static func proving(by member: String) -> TourScene {
    TourScene(
      title: "Anybody can prove it, with nothing but a copy",
      story: """
        A plain git clone holds all the evidence.  No server is asked, no account is needed: every \
        signature is checked under the rules that were in force at that moment.
        """,
      acts: [
        TourScene.Act(member: member, line: "git clone --quiet ../server.git copy", folder: "."),
        TourScene.Act(member: member, line: "charter verify", folder: "copy"),
      ])
  }

  /// An agreement of three sections, written by whoever will propose it.
  static func agreement(
    _ path: String, _ title: String, driver: String, _ agreement: String, evaluation: String,
    by member: String
  ) -> TourScene.Act {
    TourScene.Act(
      member: member,
      line: """
        mkdir -p "$(dirname \(path))" && cat >\(path) <<'END'
        ---
        kind: agreement
        title: \(title)
        ---
        # \(title)

        ## Driver

        \(driver)

        ## Agreement

        \(agreement)

        ## Evaluation

        \(evaluation)
        END
        """)
  }
}
