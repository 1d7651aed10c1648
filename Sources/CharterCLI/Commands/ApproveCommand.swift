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
  @OptionGroup var voice: VoiceOptions

  @Option(
    help: ArgumentHelp(
      "An objection that your approval overrules: its id, the beginning of it, or who objects.",
      valueName: "id"))
  var despite: [String] = []

  @Flag(help: "Make it official as well, where this was the last approval needed.")
  var ratify = false

  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    var act = SigningOff(.approve, reason: try session.rationale(reasons, in: clone.repository))
    act.despite = despite
    act.principal = voice.principal
    return try SigningOffScreen(session: session, clone: clone, acting: acting)
      .run(
        act, on: proposal, by: Signatory(clone.repository), walks: voice.interactive,
        ratifies: ratify)
  }
}
