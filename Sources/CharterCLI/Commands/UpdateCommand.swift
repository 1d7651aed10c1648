import ArgumentParser

/// `charter update`: bring what was made official meanwhile into your proposal.
struct UpdateCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Bring what was made official meanwhile into your proposal.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("update")
  }
}
