import ArgumentParser

/// `charter audit`: every step in a window of time, with its evidence.
struct AuditCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Every step in a window of time, with its evidence.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("audit")
  }
}
