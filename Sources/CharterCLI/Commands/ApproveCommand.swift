import ArgumentParser

/// `charter approve`: approve a proposal.
struct ApproveCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Approve a proposal.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("approve")
  }
}
