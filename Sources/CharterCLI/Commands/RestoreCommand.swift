import ArgumentParser

/// `charter restore`: undo a change that was made without approval.
struct RestoreCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Undo a change that was made without approval.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("restore")
  }
}
