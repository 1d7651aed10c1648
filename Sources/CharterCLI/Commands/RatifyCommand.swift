import ArgumentParser

/// `charter ratify`: make an approved proposal official.
struct RatifyCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ratify",
    abstract: "Make an approved proposal official.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("ratify")
  }
}
