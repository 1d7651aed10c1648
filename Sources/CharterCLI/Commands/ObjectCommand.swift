import ArgumentParser

/// `charter object`: object to a proposal, with a reason.
struct ObjectCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "object",
    abstract: "Object to a proposal, with a reason.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("object")
  }
}
