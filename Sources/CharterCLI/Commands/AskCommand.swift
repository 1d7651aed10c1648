import ArgumentParser
import Charters
import Policies
import Proposals

/// `charter ask`: ask members for advice, by name.
struct AskCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Ask members for advice, by name.")

  @Argument(help: "A proposal's name or the beginning of its id.")
  var proposal: String

  @Argument(help: ArgumentHelp("Whom you ask.", valueName: "handle"))
  var who: [Handle]

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    var act = SigningOff(.ask, reason: try session.rationale(reasons, in: clone.repository))
    act.asks = who
    return try SigningOffScreen(session: session, clone: clone, acting: acting)
      .run(act, on: proposal, by: Signatory(clone.repository))
  }
}
