import ArgumentParser
import Charters

/// A command that does something, in a session, and answers with an exit status.
protocol Verb: ParsableCommand {
  var options: GlobalOptions { get }

  /// The moment given with `--now`; only commands that read have one.
  var moment: Timestamp? { get }

  func run(in session: Session) throws -> ExitStatus
}

extension Verb {
  var moment: Timestamp? { nil }
}

/// A verb that changes nothing: it knows `--json` and `--now`.
protocol ReadingVerb: Verb {
  var reading: ReadingOptions { get }
}

extension ReadingVerb {
  var moment: Timestamp? { reading.now }
}
