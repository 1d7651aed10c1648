import ArgumentParser
import Policies
import Proposals

/// `charter approve`: approve a proposal.
struct ApproveCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Approve a proposal.")

  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var reasons: ReasonOptions

  @Flag(help: "Make it official as well, where this was the last approval needed.")
  var ratify = false

  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting)
    let act = SigningOff(.approve, reason: try session.rationale(reasons, in: clone.repository))
    return try SigningOffScreen(session: session, clone: clone, acting: acting)
      .run(act, on: proposal, by: Signatory(clone.repository), ratifies: ratify)
  }
}
