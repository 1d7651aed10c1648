import ArgumentParser
import Evidence
import Proposals

/// `charter ratify`: make an approved proposal official.
struct RatifyCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ratify",
    abstract: "Make an approved proposal official.")

  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var reasons: ReasonOptions

  @Flag(name: .customLong("dry-run"), help: "Only say whether it could be done, and why not.")
  var dryRun = false

  @Flag(help: "One JSON document on standard output.")
  var json = false

  @Option(help: ArgumentHelp("Not supported yet.", valueName: "commit"))
  var late: String?

  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    if late != nil { throw ActError.notSupported("approving afterwards") }
    let clone = try session.clone(acting)
    let reason = try session.rationale(reasons, in: clone.repository)
    return try EndingScreen(session: session, clone: clone, acting: acting, json: json)
      .run(Ending(.ratified, reason: reason), on: proposal, by: Signatory(clone.repository),
        dryRun: dryRun)
  }
}
