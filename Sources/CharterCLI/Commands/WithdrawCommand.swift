import ArgumentParser
import Evidence

/// `charter withdraw`: end your own proposal.
struct WithdrawCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "End your own proposal.")

  @OptionGroup var ending: EndingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    try ending.end(.withdrawn, in: session)
  }
}
