import ArgumentParser

/// `charter refound`: start anew when too many people are gone to decide.
struct RefoundCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "refound",
    abstract: "Start anew when too many people are gone to decide.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("refound")
  }
}
