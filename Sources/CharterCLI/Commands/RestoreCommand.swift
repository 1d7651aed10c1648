import ArgumentParser
import Console
import Evidence
import Git
import Proposals

/// `charter restore`: undo a change that was made without approval.
struct RestoreCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Undo a change that was made without approval.")

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    if clone.branch.localIsAstray {
      throw ActError.astray(branch: clone.branch.name, remote: clone.remote?.name ?? "origin")
    }
    var restoring = Restoring(reason: try session.rationale(reasons, in: clone.repository))
    restoring.pushes = !acting.push.noPush
    let question = "Bring back the words of step \(clone.branch.state.step)?" as Text
    if clone.branch.report.outcome != .valid, try !session.confirm(question, acting) {
      throw Failure("nothing was changed", status: .no)
    }
    switch try restoring.restore(in: clone, by: Signatory(clone.repository)) {
    case .nothingToMend:
      try session.print("\(.ok) every change on \(clone.branch.name.shortName) is approved")
      return .done
    case .landed(let step, let mended):
      try session.print("\(.ok) the approved words are back (step \(step.number))")
      for commit in mended { try session.note("taken back: \(commit.hex.prefix(10))") }
      for commit in mended.prefix(1) {
        let offer = "charter propose -m \"why\" --from \(commit.hex.prefix(10))"
        try session.note("The changes stay in history; \(offer, .command) offers one.")
      }
      return step.landing.workingTreeFollowed ? .done : .impossible
    case .refusedByRemote(let message): throw Failure(refusedBy: clone.remote, message)
    case .unreached(let message): throw Failure(unreached: clone.remote, message)
    case .raced:
      throw Failure("others were faster \(Ending.attempts) times", status: .no)
    }
  }
}
