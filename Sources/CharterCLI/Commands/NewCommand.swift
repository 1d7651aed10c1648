import ArgumentParser

/// `charter new`: write the beginnings of a charter.
struct NewCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write the beginnings of a charter.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("new")
  }
}
