import Charters
import Console
import Processes

/// The practice place of the tour: the people's folders, with keys of their own, in one folder.
struct TourStage {
  let root: String
  private let environment: [String: String]
  /// The date of what is done next; nil is the present.
  private var seconds: Int64?

  /// Makes the folders, the keys and git's configuration of each member.
  init(of story: TourStory, root: String, program: String, session: Session) throws {
    self.root = root
    seconds =
      story.daysAgo == 0 ? nil : session.now.seconds - Int64(story.daysAgo) * 86_400
    var environment: [String: String] = [
      "GIT_CONFIG_NOSYSTEM": "1", "CHARTER_PAGER": "cat", "GIT_PAGER": "cat",
      "PATH": "\(root)/bin:\(session.environment["PATH"] ?? "/usr/bin:/bin")",
      "COLUMNS": "\(session.output.terminal.width)",
    ]
    for name in ["LANG", "LC_ALL", "LC_CTYPE", "TERM", "TMPDIR", "TZ"] {
      environment[name] = session.environment[name]
    }
    environment[session.output.terminal.hasColour ? "CLICOLOR_FORCE" : "NO_COLOR"] = "1"
    self.environment = environment
    try shell("mkdir -p bin && ln -s '\(program)' bin/charter", in: root, home: root)
    for member in story.members {
      let home = "\(root)/\(member.handle)"
      try shell(
        """
        mkdir -p \(member.handle)/.ssh \(member.handle)/kitchen && cd \(member.handle)
        ssh-keygen -q -t ed25519 -N '' -C \(member.handle) -f .ssh/id_ed25519
        git config --global user.name '\(member.name)'
        git config --global user.email \(member.handle)@example.org
        git config --global gpg.format ssh
        git config --global user.signingkey '\(home)/.ssh/id_ed25519.pub'
        git config --global init.defaultBranch main
        """, in: root, home: home)
      if member.handle != "ana" {
        try shell("rmdir kitchen", in: home, home: home)
      }
    }
  }

  /// Runs a member's line and returns what it printed, both streams as they came.
  mutating func perform(_ act: TourScene.Act) throws -> (status: Int32, output: [UInt8]) {
    let home = "\(root)/\(act.member)"
    let folder = act.folder == "." ? home : "\(home)/\(act.folder)"
    var command = Command("sh", ["-c", "exec 2>&1\n" + act.line])
    var own = ["HOME": home]
    if let now = seconds {
      // A minute for every command: what comes later is dated later.
      own["GIT_AUTHOR_DATE"] = "@\(now) +0000"
      own["GIT_COMMITTER_DATE"] = "@\(now) +0000"
      seconds = now + 60
    }
    command.environment = environment.merging(own) { $1 }
    command.directory = folder
    let result = try command.run()
    return (result.status, result.output)
  }

  /// Lets time pass, where the story is not told in the present.
  mutating func wait(days: Int) { seconds = seconds.map { $0 + Int64(days) * 86_400 } }

  private func shell(_ script: String, in directory: String, home: String) throws {
    var command = Command("sh", ["-ec", script])
    command.environment = environment.merging(["HOME": home]) { $1 }
    command.directory = directory
    let result = try command.run()
    guard result.status == 0 else {
      throw Failure("the practice repository could not be made", git: result)
    }
  }
}
