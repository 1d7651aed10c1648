import ArgumentParser

/// `charter show`: a proposal, or a charter as it is or was.
struct ShowCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A proposal, or a charter as it is or was.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("show")
  }
}
