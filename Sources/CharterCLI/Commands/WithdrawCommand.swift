import ArgumentParser

/// `charter withdraw`: end your own proposal.
struct WithdrawCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "End your own proposal.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("withdraw")
  }
}
