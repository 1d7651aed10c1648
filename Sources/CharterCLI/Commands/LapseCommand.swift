import ArgumentParser
import Evidence
import Proposals

/// `charter lapse`: end a proposal that ran out of time.
struct LapseCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "lapse",
    abstract: "End a proposal that ran out of time.")

  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var reasons: ReasonOptions

  @Flag(help: "One JSON document on standard output.")
  var json = false

  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    let reason = try session.rationale(reasons, in: clone.repository)
    return try EndingScreen(session: session, clone: clone, acting: acting, json: json)
      .run(Ending(.lapsed, reason: reason), on: proposal, by: Signatory(clone.repository))
  }
}
