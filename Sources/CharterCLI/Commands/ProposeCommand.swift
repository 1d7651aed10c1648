import ArgumentParser

/// `charter propose`: open a proposal from the charters that you edited.
struct ProposeCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "Open a proposal from the charters that you edited.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("propose")
  }
}
