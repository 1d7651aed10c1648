import ArgumentParser
import Charters
import Console
import Evidence
import Git
import Proposals

/// `charter lint`: check charters and say where something is missing.
struct LintCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check charters and say where something is missing.",
    discussion: """
      Each finding stands at its file, line and column, with a code for scripts. Ends with 1 on \
      errors and warnings; advice never fails a check.

      git config charter.lint.CODE error, warning, advice or off takes findings with that code \
      more gravely or lightly here. What breaks a rule stays an error, and no setting makes a push \
      refused.
      """)

  @Argument(
    help: ArgumentHelp(
      "Say only what concerns these files and folders.", valueName: "path"),
    completion: .file(extensions: ["md", "yml"]))
  var paths: [String] = []

  @Flag(help: "Check what is staged for the next commit, not what lies in the folder.")
  var staged = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let repository = try session.repository()
    let linting: Linting
    if staged {
      linting = try StagedLint(repository).linting()
    } else {
      linting = try Linting(workingTreeOf: repository)
    }
    guard !linting.files.isEmpty else {
      throw Failure(
        "there are no charters here", facts: ["nothing lies in \(CharterPath.root)/"],
        hint: "\("charter init", .command) founds some")
    }
    let wanted = try linting.places(paths, session, repository)
    let levels = FindingLevels(try repository.configStrings(under: FindingLevels.prefix))
    for misfit in levels.misfits { try session.warn(misfit.text) }
    let all = linting.findings(at: session.now, report: try history(session, repository))
    let findings = levels.applied(to: all).filter { finding in
      wanted.isEmpty
        || wanted.contains { finding.path == $0 || $0.isEmpty || finding.path.hasPrefix($0 + "/") }
    }
    if reading.json {
      try session.print(LintScreen.json(findings))
    } else {
      let width = session.output.terminal.isTerminal ? session.output.terminal.width : nil
      try session.page(
        LintScreen.text(findings, files: linting.count(within: wanted), width: width))
    }
    return findings.contains { $0.level != .advice } ? .no : .done
  }

  /// What tells when charters were last changed; nil where nothing is founded yet.
  private func history(_ session: Session, _ repository: Repository) throws -> Report? {
    do {
      return try Clone(repository).branch.report
    } catch ActError.notFounded {
      return nil
    } catch ActError.unproven {
      try session.warn(
        "the history here cannot be verified, so no review is called overdue by it")
      return nil
    }
  }
}

extension FindingLevels.Misfit {
  /// What is wrong with the setting, and what was perhaps meant.
  fileprivate var text: Text {
    switch reason {
    case .unknownCode(let nearest?): "no finding goes by \(key); did you mean \(nearest)?"
    case .unknownCode(nil): "no finding that can be set goes by \(key)"
    case .unknownLevel(let word):
      "\(key) is '\(word)'; it may be \(FindingLevels.words.joined(separator: ", "))"
    }
  }
}
