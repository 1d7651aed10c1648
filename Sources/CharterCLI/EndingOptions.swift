import ArgumentParser
import Evidence
import Proposals

/// What the verbs that end a proposal without its words understand alike.
struct EndingOptions: ParsableArguments {
  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var reasons: ReasonOptions

  @Flag(help: "One JSON document on standard output.")
  var json = false

  @OptionGroup var acting: ActingOptions

  /// Ends the proposal so.
  func end(_ outcome: StepOutcome, in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    let reason = try session.rationale(reasons, in: clone.repository)
    return try EndingScreen(session: session, clone: clone, acting: acting, json: json)
      .run(Ending(outcome, reason: reason), on: proposal, by: Signatory(clone.repository))
  }
}
