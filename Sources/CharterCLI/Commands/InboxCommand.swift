import ArgumentParser

/// `charter inbox`: what waits for you, and what is ready to become official.
struct InboxCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "inbox",
    abstract: "What waits for you, and what is ready to become official.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("inbox")
  }
}
