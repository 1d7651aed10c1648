import ArgumentParser
import CharterTemplates
import Console
import FoundationEssentials

/// `charter tour`: a guided walk through a practice repository.
struct TourCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "tour",
    abstract: "A guided walk through a practice repository.",
    discussion: """
      Makes a practice repository with some members in a new folder, and tells a story in it by \
      the very commands that everybody uses.  Nothing outside that folder is touched.

      Every set of rules that charter init offers has a story, which shows what its name promises.
      """)

  @Option(
    help: ArgumentHelp(
      "Whose story: consensus, consent, project-team, team-leads or hybrid.", valueName: "preset"))
  var preset: Preset = .hybrid

  @Flag(help: "Wait for Enter after each screen.")
  var pause = false

  @Option(
    help: ArgumentHelp(
      "Where to make the practice repository; a new folder in the temporary one.",
      valueName: "folder"))
  var folder: String?

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let root = try practiceFolder(session)
    let program = try programPath()
    let story = TourStory.of(preset)
    try session.print("\("The tour of charter: \(preset.rawValue)", .heading)\n")
    let width = min(session.output.terminal.width, 80)
    try session.print("\(Text(own: story.promise).wrapped(to: width))\n")
    try session.print("Everything happens in \(root); nothing else is touched.\n")
    var stage = try TourStage(of: story, root: root, program: program, session: session)
    for (index, scene) in story.scenes.enumerated() {
      try play(scene, number: index + 1, on: &stage, session)
      if pause, index + 1 < story.scenes.count { try wait(session) }
    }
    try session.output.write(farewell(root))
    return .done
  }

  private func play(
    _ scene: TourScene, number: Int, on stage: inout TourStage, _ session: Session
  ) throws {
    stage.wait(days: scene.daysLater)
    let width = session.output.terminal.width
    try session.print("\("\(number)  \(scene.title)", .heading)\n")
    try session.print("\(Text(own: scene.story).wrapped(to: min(width, 80)))\n")
    for act in scene.acts {
      if !act.isHidden {
        for (index, line) in act.line.split(separator: "\n").enumerated() {
          let prompt = index == 0 ? "\(act.member)$ " : "  > "
          try session.print("\(prompt, .dim)\(line, .command)")
        }
      }
      let (status, output) = try stage.perform(act)
      if !act.isHidden { try session.output.write(bytes: output) }
      guard status == act.status else {
        throw Failure.bug(
          "this command of the tour ended with \(status), not \(act.status): \(act.line)")
      }
      if !act.isHidden, !output.isEmpty { try session.print("" as Text) }
    }
  }

  private func wait(_ session: Session) throws {
    guard session.readsTerminal, session.output.terminal.isTerminal else { return }
    try session.output.write("\("Press Enter to go on.", .dim) ")
    _ = readLine()
    try session.print("" as Text)
  }

  private func farewell(_ root: String) -> Text {
    let names = Preset.allCases.filter { $0 != preset }.map(\.rawValue)
    let others = "charter tour --preset \(names.joined(separator: "|"))"
    return """
      \("The practice repository stays here until you delete it:", .heading)

        \(root)

      Try next, as Ana:

        \("export HOME=\(root)/ana PATH=\(root)/bin:$PATH", .command)
        \("cd \(root)/ana/kitchen", .command)
        \("charter show mission", .command)
        \("charter list", .command)

      And with your own team, in an empty folder or a repository that you have:

        \("charter init", .command)

      The other stories: \(others, .command)


      """
  }

  private func practiceFolder(_ session: Session) throws -> String {
    if let folder {
      let path = session.path(folder)
      guard !FileManager.default.fileExists(atPath: path) else {
        throw Failure("there is something at \(path) already", hint: "name a new folder")
      }
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      return path
    }
    let base = session.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    let name = "charter-practice-\(UInt32.random(in: 0...UInt32.max))"
    let path = "\(base)/\(name)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    return path
  }

  /// This very program, so that the tour shows what was just built.
  private func programPath() throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }
}
