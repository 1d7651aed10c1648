import ArgumentParser

/// `charter policy`: check, explain, compare and try out the policy.
struct PolicyCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Check, explain, compare and try out the policy.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("policy")
  }
}
