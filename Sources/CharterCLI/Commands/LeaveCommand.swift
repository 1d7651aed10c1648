import ArgumentParser

/// `charter leave`: propose to take a member out of every list.
struct LeaveCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract: "Propose to take a member out of every list.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("leave")
  }
}
