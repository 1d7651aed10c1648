import ArgumentParser

/// `charter blame`: who worded and who approved each sentence of a charter.
struct BlameCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "blame",
    abstract: "Who worded and who approved each sentence of a charter.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("blame")
  }
}
