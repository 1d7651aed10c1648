import ArgumentParser

/// `charter who`: who decides about a charter, and who holds what.
struct WhoCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: "Who decides about a charter, and who holds what.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("who")
  }
}
