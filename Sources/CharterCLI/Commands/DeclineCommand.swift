import ArgumentParser
import Evidence

/// `charter decline`: end a proposal that cannot be agreed.
struct DeclineCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "decline",
    abstract: "End a proposal that cannot be agreed.")

  @OptionGroup var ending: EndingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    try ending.end(.declined, in: session)
  }
}
