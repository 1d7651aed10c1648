import ArgumentParser

/// `charter tour`: a practice repository with people, a proposal and a refused push.
struct TourCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "tour",
    abstract: "A practice repository with people, a proposal and a refused push.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("tour")
  }
}
