import ArgumentParser

/// `charter revert`: propose the exact inverse of an earlier step.
struct RevertCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "revert",
    abstract: "Propose the exact inverse of an earlier step.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("revert")
  }
}
