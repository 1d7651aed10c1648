import ArgumentParser

/// `charter revise`: add a version to your proposal.
struct ReviseCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "revise",
    abstract: "Add a version to your proposal.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("revise")
  }
}
