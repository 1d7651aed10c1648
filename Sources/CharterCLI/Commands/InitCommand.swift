import ArgumentParser

/// `charter init`: found the charters of a team, in an empty folder or an existing repository.
struct InitCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Found the charters of a team, in an empty folder or an existing repository.")

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("init")
  }
}
