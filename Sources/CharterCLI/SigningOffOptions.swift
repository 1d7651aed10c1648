import ArgumentParser
import Charters
import Policies
import Proposals

/// What the verbs that sign off a proposal understand alike.
struct SigningOffOptions: ParsableArguments {
  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var reasons: ReasonOptions

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "The member whose deputy you are and for whom you sign.", valueName: "handle"))
  var principal: Handle?

  @Flag(help: "Walk through the changed sections one by one first.")
  var interactive = false

  @OptionGroup var acting: ActingOptions

  /// Signs a decision and records it.
  ///
  /// - Parameters:
  ///   - question: what an editor asks where no reason was given.
  ///   - ratifies: make it official as well, where nothing else is needed.
  ///   - complete: adds what only this verb knows; throws where something is missing.
  func record(
    _ decision: Decision, asking question: String? = nil, ratifies: Bool = false,
    in session: Session, complete: (inout SigningOff) throws -> Void = { _ in }
  ) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    var act = SigningOff(
      decision, reason: try session.rationale(reasons, asking: question, in: clone.repository))
    act.principal = principal
    try complete(&act)
    return try SigningOffScreen(session: session, clone: clone, acting: acting)
      .run(
        act, on: proposal, by: Signatory(clone.repository), walks: interactive, ratifies: ratifies)
  }
}
