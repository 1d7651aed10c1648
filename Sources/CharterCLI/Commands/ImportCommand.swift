import ArgumentParser

/// `charter import`: bring existing Markdown under Charters/ as a proposal.
struct ImportCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring existing Markdown under Charters/ as a proposal.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("import")
  }
}
