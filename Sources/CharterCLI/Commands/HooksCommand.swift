import ArgumentParser

/// `charter hooks`: install the git hooks, or look at them.
struct HooksCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "hooks",
    abstract: "Install the git hooks, or look at them.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("hooks")
  }
}
