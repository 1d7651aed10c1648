import ArgumentParser
import Policies

/// `charter retract`: take back your own earlier decision.
struct RetractCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: "Take back your own earlier decision.")

  @OptionGroup var signing: SigningOffOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    try signing.record(.retract, in: session)
  }
}
