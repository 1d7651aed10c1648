import ArgumentParser
import Policies

/// `charter abstain`: say that you leave a decision to the others.
struct AbstainCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "abstain",
    abstract: "Say that you leave a decision to the others.")

  @OptionGroup var signing: SigningOffOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    try signing.record(.abstain, in: session)
  }
}
