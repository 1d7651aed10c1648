import ArgumentParser
import Charters
import Console
import Evidence
import History

/// `charter verify`: prove, offline, that everybody who must agree did agree.
struct VerifyCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove, offline, that everybody who must agree did agree.",
    discussion: """
      Ends with 0 where every change was approved, 1 where something that says it is a decision \
      is none, 3 where this copy is cut short, 4 where charters were changed without approval, \
      and 5 where history lacks what this clone has verified before.
      """)

  @Argument(help: ArgumentHelp("What to verify; the protected branch otherwise.", valueName: "rev"))
  var revision: String?

  @Option(
    name: .customLong("repository"),
    help: ArgumentHelp("The repository id that it must have.", valueName: "id"))
  var expected: RepositoryID?

  @Option(help: ArgumentHelp("Show only this step and later ones.", valueName: "step"))
  var since: Int?

  @Option(help: "How to answer: text, json or github.")
  var format: CheckCommand.Format = .text

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if let since, since < 0 { throw ValidationError("Steps are numbered from 0.") }
  }

  func run(in session: Session) throws -> ExitStatus {
    let verification = try Verification(session, revision: revision, expecting: expected)
    let report = verification.report
    switch reading.json ? .json : format {
    case .json:
      try session.print(
        .verify(report, reportedKeys: verification.reportedKeys, since: since))
    case .github:
      for line in report.annotations { try session.print(Text(block: line)) }
    case .text:
      let screen = ReportScreen(report: report, since: since, isBrief: options.quiet)
      try session.page(screen.text(in: session.output.terminal))
      for warning in screen.warnings { try session.warn(warning) }
      if let hint = screen.hint { try session.hint(hint) }
    }
    return ExitStatus(report.outcome)
  }
}

extension ExitStatus {
  /// What the shell is told of a verification.
  init(_ outcome: Report.Outcome) {
    switch outcome {
    case .valid: self = .done
    case .invalid: self = .no
    case .incomplete: self = .incomplete
    case .unratified: self = .unratified
    case .rollback: self = .rollback
    }
  }
}
