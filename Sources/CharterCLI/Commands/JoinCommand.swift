import ArgumentParser

/// `charter join`: make the card with which a newcomer joins.
struct JoinCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Make the card with which a newcomer joins.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("join")
  }
}
