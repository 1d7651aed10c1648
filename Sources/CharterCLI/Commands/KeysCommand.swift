import ArgumentParser

/// `charter keys`: the members' keys; replace a lost one, revoke a stolen one.
struct KeysCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "The members' keys; replace a lost one, revoke a stolen one.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("keys")
  }
}
