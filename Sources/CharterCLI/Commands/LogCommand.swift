import ArgumentParser

/// `charter log`: who agreed to what, and when.
struct LogCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Who agreed to what, and when.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("log")
  }
}
