import ArgumentParser

/// `charter inbox`: what waits for you, and what is ready to be made official.
struct InboxCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "inbox",
    abstract: "What waits for you, and what is ready to be made official.")

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("inbox")
  }
}
