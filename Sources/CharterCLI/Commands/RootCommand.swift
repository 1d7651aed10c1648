import ArgumentParser

/// `charter root`: the repository id, in groups to compare by voice.
struct RootCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "root",
    abstract: "The repository id, in groups to compare by voice.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("root")
  }
}
