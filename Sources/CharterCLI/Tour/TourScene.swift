/// One screen of the guided tour: what happens, and the commands by which it does.
struct TourScene: Sendable {
  let title: String
  /// What a newcomer reads before the commands.
  let story: String
  let acts: [Act]
  /// How much later than the scene before it.
  var daysLater = 0

  /// One command that a member gives, as anybody could.
  struct Act: Sendable {
    let member: String
    /// A line for the shell.
    let line: String
    /// The exit status that the story needs.
    var status: Int32 = 0
    /// Where it runs, below the member's own folder.
    var folder = "kitchen"
    /// Preparations that are done but not shown.
    var isHidden = false
  }
}

extension TourScene.Act {
  static func ana(_ line: String, status: Int32 = 0) -> Self {
    .init(member: "ana", line: line, status: status)
  }
  static func ben(_ line: String, status: Int32 = 0) -> Self {
    .init(member: "ben", line: line, status: status)
  }
  static func cy(_ line: String, status: Int32 = 0) -> Self {
    .init(member: "cy", line: line, status: status)
  }
  static func dee(_ line: String, status: Int32 = 0) -> Self {
    .init(member: "dee", line: line, status: status)
  }

  /// The same, not shown.
  var hidden: Self {
    var act = self
    act.isHidden = true
    return act
  }

  /// The same, in another folder of the member's.
  func inFolder(_ folder: String) -> Self {
    var act = self
    act.folder = folder
    return act
  }
}
