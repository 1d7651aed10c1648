import ArgumentParser

/// `charter back`: say that you are back.
struct BackCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "back",
    abstract: "Say that you are back.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("back")
  }
}
