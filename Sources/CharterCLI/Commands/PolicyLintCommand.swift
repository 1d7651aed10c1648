import ArgumentParser
import Charters
import Console
import Git
import Policies

/// `charter policy lint`: what is wrong with the rules, and what they would do that nobody meant.
struct PolicyLintCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "What is wrong with the rules, and what they do that nobody may have meant.",
    discussion: """
      Looks at the files in your folder; with --at or --tree at those. Ends with 1 on errors and \
      warnings; advice never fails a check.
      """)

  @OptionGroup(title: "Where") var source: PolicyPlaceOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let place = try place(session)
    guard place.policyBytes != nil else {
      throw Failure(
        "there is no policy \(place.name)", facts: ["\(CharterPath.policyText) is missing"],
        hint: "\("charter init", .command) writes one")
    }
    let (policy, problems) = place.read(at: session.now)
    var all = problems
    let isSound = !problems.contains { $0.level == .error && $0.code != "lock-out" }
    if let policy, isSound { all += policy.findings(on: place.ground(at: session.now)) }
    let findings = Set(place.findings + all.map(Finding.init)).sorted()
    if reading.json {
      try session.print(LintScreen.json(findings, schema: "charter.policy-lint/1"))
    } else {
      let width = session.output.terminal.isTerminal ? session.output.terminal.width : nil
      try session.page(LintScreen.text(findings, files: 1, width: width))
    }
    return findings.contains { $0.level != .advice } ? .no : .done
  }

  private func place(_ session: Session) throws -> PolicyPlace {
    if source.at != nil || source.tree != nil { return try source.place(in: session) }
    guard let root = try session.repository().workingDirectory else {
      return try source.place(in: session)
    }
    return try PolicyPlace(folder: root, session)
  }
}
