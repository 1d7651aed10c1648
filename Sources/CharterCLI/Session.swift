import Console

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
  /// The directory that relative paths start from, absolute. Nothing changes the process's own.
  let directory: String
  let options: GlobalOptions
  /// The present moment, or what `--now` says on a command that only reads.
  let seconds: Int64

  /// Whether hints are shown: not with `--quiet`.
  var showsHints: Bool { !options.quiet }

  /// Questions to the person at the terminal.
  var prompt: Prompt { Prompt(output: errors, readsTerminal: readsTerminal) }

  /// `path` as an absolute one, read from ``directory``.
  func path(_ path: String) -> String {
    path.hasPrefix("/") ? path : directory + "/" + path
  }

  /// Prints a line of data.
  func print(_ text: Text) throws {
    try output.print(text)
  }

  /// Prints one JSON document.
  func print(_ document: JSON) throws {
    try output.write(bytes: Array((document.text + "\n").utf8))
  }

  /// Prints a long text (its lines ended), through a pager where people read it.
  func page(_ text: Text) throws {
    if output.terminal.isTerminal, !options.noPager,
      let pager = Pager(environment: environment, corePager: corePager)
    {
      if pager.show(Array(output.terminal.render(text).utf8)) { return }
    }
    try output.write(text)
  }

  /// Says what was done, or what is on the way; silent with `--quiet`.
  func note(_ text: Text) throws {
    if !options.quiet { try errors.print(text) }
  }

  /// Says what deserves a look.
  func warn(_ text: Text) throws {
    try errors.print("\("warning:", .warning) \(text)")
  }

  /// Says the one obvious next step, where hints are wanted.
  func hint(_ text: Text) throws {
    if showsHints { try errors.print("\("hint:", .heading) \(text)") }
  }

  /// The pager of git's configuration, where there is one.
  private var corePager: String? { nil }
}
