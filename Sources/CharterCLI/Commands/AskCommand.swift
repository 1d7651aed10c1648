import ArgumentParser

/// `charter ask`: ask members for advice, by name.
struct AskCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Ask members for advice, by name.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("ask")
  }
}
