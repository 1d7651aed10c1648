import ArgumentParser

/// `charter diff`: the exact words that change, and which charters and sections they are in.
struct DiffCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "The exact words that change, and which charters and sections they are in.")

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("diff")
  }
}
