import ArgumentParser

/// `charter diff`: the exact words that change, charter by charter.
struct DiffCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "The exact words that change, charter by charter.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("diff")
  }
}
