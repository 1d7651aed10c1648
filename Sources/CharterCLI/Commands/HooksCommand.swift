import ArgumentParser
import Console
import Evidence
import HookScripts

/// `charter hooks`: install the git hooks, or look at them.
struct HooksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hooks",
    abstract: "Install the git hooks, or look at them.",
    discussion: """
      In a clone, pre-commit and pre-push tell you early what the server would refuse. On the \
      server, pre-receive refuses what lacks approval, and post-receive remembers what it has seen.
      """,
    subcommands: [Install.self, Status.self],
    defaultSubcommand: Status.self)

  /// `charter hooks install`
  struct Install: Verb {
    static let configuration = CommandConfiguration(
      abstract: "Install the hooks; never overwrites one of somebody else's.")

    @Flag(help: "Install pre-receive and post-receive, in the bare repository people push to.")
    var server = false

    @Flag(help: "Keep hooks that are there already, and run both.")
    var chain = false

    @Option(
      help: ArgumentHelp(
        "With --server: accept no founding but the one with this id.", valueName: "id"))
    var repository: RepositoryID?

    @Option(
      help: ArgumentHelp(
        "With --server: the branch to keep; the one that HEAD names, or main, where left out.",
        valueName: "name"))
    var branch: String?

    @OptionGroup(title: "With every verb") var options: GlobalOptions

    func validate() throws {
      if repository != nil && !server {
        throw ValidationError("--repository pins a server's founding; it needs --server.")
      }
      if branch != nil && !server {
        throw ValidationError("--branch names the branch that a server keeps; it needs --server.")
      }
    }

    func run(in session: Session) throws -> ExitStatus {
      let place = try HookPlace(session)
      try place.check(server: server)
      let scripts = server ? HookScript.server : HookScript.client
      do {
        let settled =
          try server
          ? ServerBranch(session.repository()).settle(on: branch, expecting: repository) : []
        let done = try place.folder.install(scripts, program: session.program, chains: chain)
        try session.print(HooksScreen.installed(done, in: place.shownPath))
        for line in settled { try session.print(line) }
        return .done
      } catch HookFolderError.occupied(let paths) {
        throw Failure(
          "there is a hook already, and charter never overwrites one",
          facts: paths.map { "\($0)" },
          hint:
            "\("charter hooks install\(server ? " --server" : "") --chain", .command) runs both",
          status: .no)
      }
    }
  }

  /// `charter hooks status`
  struct Status: ReadingVerb {
    static let configuration = CommandConfiguration(
      abstract: "Which hooks are installed, and whether they are up to date.")

    @OptionGroup(title: "With every verb") var options: GlobalOptions
    @OptionGroup var reading: ReadingOptions

    func run(in session: Session) throws -> ExitStatus {
      let place = try HookPlace(session)
      let scripts = place.isBare ? HookScript.server : HookScript.client
      var states: [(script: HookScript, state: HookFolder.State)] = []
      for script in scripts {
        states.append((script, try place.folder.state(of: script, program: session.program)))
      }
      if reading.json {
        try session.print(HooksScreen.json(states, in: place.folder.path))
      } else {
        try session.print(HooksScreen.status(states, in: place.shownPath))
      }
      let isComplete = states.allSatisfy { state in
        if case .ours(_, isCurrent: true, _) = state.state { true } else { false }
      }
      if !isComplete {
        let arguments = place.isBare ? " --server" : ""
        try session.hint("\("charter hooks install\(arguments)", .command)")
      }
      return isComplete ? .done : .no
    }
  }
}
