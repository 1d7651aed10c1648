import ArgumentParser
import Policies
import Proposals

/// `charter approve`: approve a proposal.
struct ApproveCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Approve a proposal.")

  @OptionGroup var signing: SigningOffOptions

  @Option(
    help: ArgumentHelp(
      "An objection that your approval overrules: its id, the beginning of it, or who objects.",
      valueName: "id"))
  var despite: [String] = []

  @Flag(help: "Make it official as well, where this was the last approval needed.")
  var ratify = false

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    try signing.record(.approve, ratifies: ratify, in: session) { $0.despite = despite }
  }
}
