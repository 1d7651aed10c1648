import ArgumentParser

/// `charter sync`: fetch proposals and sign-offs without touching your own.
struct SyncCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Fetch proposals and sign-offs without touching your own.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("sync")
  }
}
