import ArgumentParser
import Policies
import Proposals

/// `charter object`: object to a proposal, with a reason.
struct ObjectCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "object",
    abstract: "Object to a proposal, with a reason.")

  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var voice: VoiceOptions

  @Option(
    help: ArgumentHelp(
      "What it is about: roles/support.md#Accountabilities, or a section; all of it otherwise.",
      valueName: "section"))
  var section: [String] = []

  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    let reason = try session.rationale(
      reasons, asking: "What would go wrong?", in: clone.repository)
    var act = SigningOff(.object, reason: reason)
    act.sections = section
    act.principal = voice.principal
    return try SigningOffScreen(session: session, clone: clone, acting: acting)
      .run(
        act, on: proposal, by: Signatory(clone.repository), walks: voice.interactive)
  }
}
