import ArgumentParser

/// `charter away`: say until when you are away, and who stands in.
struct AwayCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "away",
    abstract: "Say until when you are away, and who stands in.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("away")
  }
}
