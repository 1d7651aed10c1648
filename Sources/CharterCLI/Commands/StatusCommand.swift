import ArgumentParser

/// `charter status`: why a proposal is not official yet, and what it still needs.
struct StatusCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Why a proposal is not official yet, and what it still needs.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("status")
  }
}
