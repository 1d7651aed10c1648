import ArgumentParser

/// `charter retract`: take back your own earlier decision.
struct RetractCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: "Take back your own earlier decision.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("retract")
  }
}
