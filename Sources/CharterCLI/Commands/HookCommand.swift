import ArgumentParser

/// `charter hook`: what an installed hook calls.
struct HookCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "What an installed hook calls.",
    shouldDisplay: false)

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("hook")
  }
}
