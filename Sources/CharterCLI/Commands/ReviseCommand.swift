import ArgumentParser
import Console
import Evidence
import Policies
import Proposals

/// `charter revise`: add a version to your proposal.
struct ReviseCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "revise",
    abstract: "Add a version to the proposal that you are on.")

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var push: PushOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(push)
    var revising = Revising()
    if let words = try session.rationale(reasons, in: clone.repository) {
      // As in git: the first line names it, what follows says more.
      let lines = words.text.split(separator: "\n", omittingEmptySubsequences: false)
      revising.subject = lines.first.map(String.init)
      revising.body = Rationale(tidied: lines.dropFirst().joined(separator: "\n"))
    }
    let result = try revising.revise(in: clone, by: Signatory(clone.repository))
    let done: Text = result.tookBack ? "took back what nobody answers for in" : "added a version to"
    try session.print("\(.ok) \(done) \(result.slug, .strong)")
    try session.output.write(
      ChangeScreen(assessment: result.assessment, slug: result.slug).changes)
    let branch = try OpenProposal.branch(result.slug)
    let sent = try session.publish([.init(branch, to: result.head)], of: clone, push)
    try session.note("Approvals of words that changed no longer count.")
    if let next = result.assessment.judgement?.next.sentence { try session.note("\(next)") }
    return sent ? .done : .impossible
  }
}
