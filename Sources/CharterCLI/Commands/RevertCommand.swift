import ArgumentParser
import Charters
import Console
import Evidence
import Proposals

/// `charter revert`: propose the exact inverse of a step.
struct RevertCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "revert",
    abstract: "Propose to take a step back, word for word.",
    discussion: """
      Taking back an experiment or an emergency needs nobody's approval while its words still \
      stand; anything else is decided like every change.
      """)

  @Argument(
    help: ArgumentHelp("The number of the step, as charter log shows it.", valueName: "step"))
  var step: Int

  @Argument(help: "What the proposal is called; taken from the step where it is left out.")
  var title: String?

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var push: PushOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(push)
    let name = try title.map { text in
      guard let title = Title(text) else { throw ActError.unusableTitle(text) }
      return title
    }
    guard
      let rationale = try session.rationale(
        reasons, asking: "Why take it back?  What was learned?", in: clone.repository)
    else { throw ActError.noRationale }
    let signatory = try Signatory(clone.repository)
    do {
      let result = try Reverting(step: step, title: name, rationale: rationale)
        .open(in: clone, by: signatory)
      return try ProposalOpened(
        result: result, clone: clone, signatory: signatory, session: session
      ).finish(push)
    } catch let conflicts as ProposalMerge.Conflicts {
      throw Failure(
        "what step \(step) changed has been changed again since",
        facts: conflicts.all.flatMap { conflict in
          conflict.pieces.isEmpty
            ? ["\(conflict.path) as a whole"]
            : conflict.pieces.map { "\(conflict.path) › \($0)" }
        },
        hint: "edit the charters by hand, then \("charter propose -m \"why\"", .command)")
    } catch ActError.nothingChanged {
      throw Failure("nothing of what step \(step) changed is left to take back", status: .no)
    }
  }
}
