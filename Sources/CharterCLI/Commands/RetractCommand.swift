import ArgumentParser
import Policies
import Proposals

/// `charter retract`: take back your own earlier decision.
struct RetractCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: "Take back your own earlier decision.")

  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var voice: VoiceOptions
  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    var act = SigningOff(.retract, reason: try session.rationale(reasons, in: clone.repository))
    act.principal = voice.principal
    return try SigningOffScreen(session: session, clone: clone, acting: acting)
      .run(
        act, on: proposal, by: Signatory(clone.repository), walks: voice.interactive)
  }
}
