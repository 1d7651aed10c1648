import ArgumentParser
import Evidence

/// `charter lapse`: end a proposal that ran out of time.
struct LapseCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "lapse",
    abstract: "End a proposal that ran out of time.")

  @OptionGroup var ending: EndingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    try ending.end(.lapsed, in: session)
  }
}
