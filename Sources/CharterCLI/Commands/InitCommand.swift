import ArgumentParser

/// `charter init`: found the charters of a team, in a new or existing repository.
struct InitCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Found the charters of a team, in a new or existing repository.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("init")
  }
}
