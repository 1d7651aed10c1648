import ArgumentParser

/// `charter verify`: prove, offline, that everybody who must agree did agree.
struct VerifyCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove, offline, that everybody who must agree did agree.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("verify")
  }
}
