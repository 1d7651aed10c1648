/// What the program tells the shell.
enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Done; the answer is yes.
  case done = 0
  /// The answer is no: invalid, refused, blocked, differs.
  case no = 1
  /// It could not be done: no such charter, a malformed file, a conflict, not a repository.
  case impossible = 2
  /// The evidence is incomplete: a shallow or partial clone.
  case incomplete = 3
  /// A step was not ratified.
  case unratified = 4
  /// The branch stands before something that this clone has seen already.
  case rollback = 5
  /// No identity, or no signing key.
  case noIdentity = 6
  /// Nothing is wrong; somebody or something is still awaited.
  case waiting = 8
  /// The command line was not understood.
  case usage = 64
  /// A bug in charter.
  case bug = 70

  /// Half a sentence for the manual.
  var meaning: String {
    switch self {
    case .done: "Done; the answer is yes."
    case .no: "The answer is no: invalid, refused, blocked, or different."
    case .impossible: "It could not be done: no such charter, a malformed file, a conflict."
    case .incomplete: "The evidence is incomplete: a shallow or partial clone."
    case .unratified: "A change was made without approval."
    case .rollback: "The branch stands before something that this clone has seen already."
    case .noIdentity: "No identity, or no signing key."
    case .waiting: "Nothing is wrong; somebody or something is still awaited."
    case .usage: "The command line was not understood."
    case .bug: "A bug in charter."
    }
  }
}
