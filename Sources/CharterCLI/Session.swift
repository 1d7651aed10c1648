import Charters
import Console
import Git
import Processes

/// What a command runs in: the streams, the environment, where and when.
///
/// Commands reach the outside only through it, so a test can run one in process.
struct Session {
  /// Where data go.
  let output: Output
  /// Where progress, hints, warnings and errors go.
  let errors: Output
  /// Whether standard input is a terminal.
  let readsTerminal: Bool
  let environment: [String: String]
  /// The absolute path of the program that runs.
  let program: String
  /// The directory that relative paths start from, absolute. Nothing changes the process's own.
  let directory: String
  let options: GlobalOptions
  /// The present moment, or what `--now` says on a command that only reads.
  let now: Timestamp

  /// Questions to the person at the terminal.
  var prompt: Prompt { Prompt(output: errors, readsTerminal: readsTerminal) }

  /// `path` as an absolute one, read from ``directory``.
  func path(_ path: String) -> String {
    path.hasPrefix("/") ? path : directory + "/" + path
  }

  /// The repository around ``directory``, or the one that git names in `GIT_DIR`.
  func repository() throws -> Repository {
    let repository: Repository
    do throws(GitError) {
      if options.directory.isEmpty, environment["GIT_DIR"] != nil {
        repository = try Repository.openFromEnvironment()
      } else {
        repository = try Repository.discover(from: directory)
      }
    } catch {
      guard error.isNotFound else { throw error }
      throw Failure(
        "this is not a git repository", facts: ["looked in \(directory) and the folders above"],
        hint: "\("charter init", .command) founds one here")
    }
    repository.childEnvironment = environment
    return repository
  }

  /// How far a long piece of work has come, on a terminal.
  func progress(_ label: Text, total: Int? = nil) -> Progress {
    Progress(label, total: total, on: errors, isWanted: !options.quiet)
  }
}

extension Session {
  /// Prints a line of data.
  func print(_ text: Text) throws {
    try output.print(text)
  }

  /// Prints one JSON document.
  func print(_ document: JSON) throws {
    try output.write(bytes: Array((document.text + "\n").utf8))
  }

  /// Prints a long text (its lines ended), through a pager where a person reads it.
  func page(_ text: Text) throws {
    if let pager {
      var command = Command("sh", ["-c", pager.commandLine])
      command.environment = environment
      command.input = Array(output.terminal.render(text).utf8)
      // 127: the shell found no such program, so nobody has read anything.
      if try command.runForeground() != 127 { return }
    }
    try output.write(text)
  }

  /// Says what was done, or what is on the way; silent with `--quiet`.
  func note(_ text: Text) throws {
    if !options.quiet { try say(text, hanging: 2) }
  }

  /// Says what deserves a look.
  func warn(_ text: Text) throws {
    try say("\("warning:", .warning) \(text)", hanging: 9)
  }

  /// Says the one obvious next step; silent with `--quiet` and `charter.hints=false`.
  func hint(_ text: Text) throws {
    guard !options.quiet else { return }
    // Outside a repository, and where the value is no truth value, hints are shown.
    let isWanted = try? repository().configBool("charter.hints")
    if isWanted == false { return }
    try say("\("hint:", .heading) \(text)", hanging: 6)
  }

  /// Breaks a line between words at a terminal; elsewhere a line stays one.
  private func say(_ text: Text, hanging: Int) throws {
    let terminal = errors.terminal
    try errors.print(
      terminal.isTerminal ? text.wrapped(to: terminal.width, indent: 0, hanging: hanging) : text)
  }

  private var pager: Pager? {
    guard output.terminal.isTerminal, !options.noPager else { return nil }
    // Outside a repository the variables alone choose.
    let corePager = try? repository().configString("core.pager")
    return Pager(environment: environment, corePager: corePager)
  }
}
