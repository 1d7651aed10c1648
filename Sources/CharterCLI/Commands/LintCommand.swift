import ArgumentParser
import Charters
import Console

/// `charter lint`: check charters and say where something is missing.
struct LintCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check charters and say where something is missing.",
    discussion: """
      Each finding stands at its file, line and column, with a code for scripts. Ends with 1 on \
      errors and warnings; advice never fails a check.
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
    let findings = linting.findings(at: session.now).filter { finding in
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
}
