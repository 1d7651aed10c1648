/// What the program tells the shell.
enum ExitStatus: Hashable, Sendable {
  /// Done; the answer is yes.
  case done
  /// The answer is no: invalid, refused, blocked, differs.
  case no
  /// It could not be done: no such charter, a malformed file, a conflict, not a repository.
  case impossible
  /// The evidence is incomplete: a shallow or partial clone.
  case incomplete
  /// A step was not ratified.
  case unratified
  /// The branch stands before something that this clone has seen already.
  case rollback
  /// No identity, or no signing key.
  case noIdentity
  /// Nothing is wrong; somebody or something is still awaited.
  case waiting
  /// The command line was not understood.
  case usage
  /// A bug in charter.
  case bug
  /// So many places that somebody has to choose in; `merge-file` alone says this, as git's does.
  case conflicts(Int)
  /// `merge-file` could not read or join its files: beyond any number of conflicts, so that git
  /// does not take it for one.
  case unmergeable

  /// Those of every verb.
  static let common: [ExitStatus] = [
    .done, .no, .impossible, .incomplete, .unratified, .rollback, .noIdentity, .waiting, .usage,
    .bug,
  ]

  /// The number that the shell gets.
  var code: Int32 {
    switch self {
    case .done: 0
    case .no: 1
    case .impossible: 2
    case .incomplete: 3
    case .unratified: 4
    case .rollback: 5
    case .noIdentity: 6
    case .waiting: 8
    case .usage: 64
    case .bug: 70
    case .conflicts(let count): Int32(min(count, 127))
    case .unmergeable: 255
    }
  }

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
    case .conflicts: "The number of conflicts, at most 127."
    case .unmergeable: "The files could not be merged."
    }
  }
}
