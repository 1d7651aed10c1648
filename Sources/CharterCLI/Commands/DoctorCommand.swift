import ArgumentParser

/// `charter doctor`: what is wrong with this clone, and the command that mends it.
struct DoctorCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "What is wrong with this clone, and the command that mends it.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("doctor")
  }
}
