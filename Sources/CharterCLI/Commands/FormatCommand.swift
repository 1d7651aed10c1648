import ArgumentParser

/// `charter fmt`: put charters into their canonical form.
struct FormatCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Put charters into their canonical form.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("fmt")
  }
}
