import ArgumentParser
import Console
import Policies
import Proposals

/// `charter comment`: say something about a proposal without deciding.
struct CommentCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "comment",
    abstract: "Say something about a proposal without deciding.")

  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var voice: VoiceOptions
  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    let reason = try session.rationale(
      reasons, asking: "What do you want to say?", in: clone.repository)
    guard let reason else {
      throw Failure("a comment needs words", hint: "\("-m \"what you think\"", .command)")
    }
    var act = SigningOff(.comment, reason: reason)
    act.principal = voice.principal
    return try SigningOffScreen(session: session, clone: clone, acting: acting)
      .run(
        act, on: proposal, by: Signatory(clone.repository), walks: voice.interactive)
  }
}
