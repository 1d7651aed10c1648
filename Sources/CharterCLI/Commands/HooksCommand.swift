import ArgumentParser
import Console
import Evidence
import Git
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

    @OptionGroup(title: "With every verb") var options: GlobalOptions

    func validate() throws {
      if repository != nil && !server {
        throw ValidationError("--repository pins a server's founding; it needs --server.")
      }
    }

    func run(in session: Session) throws -> ExitStatus {
      let place = try HookPlace(session)
      try place.check(server: server)
      let scripts = server ? HookScript.server : HookScript.client
      do {
        if let repository { try pin(repository, session) }
        let done = try place.folder.install(scripts, program: session.program, chains: chain)
        try session.print(HooksScreen.installed(done, in: place.shownPath))
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

    /// Remembers the founding to accept, and its branch: the one that the server's HEAD names.
    private func pin(_ id: RepositoryID, _ session: Session) throws {
      let repository = try session.repository()
      if let known = try Pin.load(repository)?.repository, known != id {
        throw Failure(
          "this server guards another founding already",
          facts: ["it remembers \(known.text)", "you gave      \(id.text)"],
          hint: "\("git config --unset charter.repository", .command), if that is what you want",
          status: .no)
      }
      let branch =
        switch try repository.head() {
        case .branch(let name, _), .unborn(let name): name
        case .detached: try ReferenceName("refs/heads/main")
        }
      try Pin(repository: id, branch: branch).save(repository)
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
