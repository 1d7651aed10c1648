import ArgumentParser

/// `charter lint`: check charters and say where something is missing.
struct LintCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check charters and say where something is missing.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("lint")
  }
}
