import ArgumentParser

/// `charter verify`: prove, offline, that every change was approved by those who had to.
struct VerifyCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove, offline, that every change was approved by those who had to.")

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("verify")
  }
}
