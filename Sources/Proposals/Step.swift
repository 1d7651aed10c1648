package import Charters
package import Evidence
package import Git
internal import Policies

/// The next step of the protected branch, before it is signed.
struct Step {
  let title: Title
  let body: Rationale?
  let tree: ObjectID
  let secondParent: ObjectID
  let proposal: ProposalID?
  let amendment: AmendmentDigest
  let mends: ObjectID?
  let outcome: StepOutcome
  let moment: Timestamp

  /// Signs and stores it; throws `ActError.refused` where the engine would not take it.
  ///
  /// What is to be mended is mended oldest first, so the branch may still have other changes after
  /// a late approval.
  func write(in clone: Clone, by signatory: Signatory, as member: Handle) throws -> ObjectID {
    let state = clone.branch.state
    let message = StepMessage(
      title: title, body: body, repository: state.repository, branch: state.branch,
      step: state.step + 1, proposal: proposal, amendment: amendment, mends: mends,
      member: member, outcome: outcome)
    let (commit, _) = try signatory.write(
      tree: tree, parents: [clone.branch.tip, secondParent], message: message.text,
      notBefore: moment, in: clone.repository)
    let report = try clone.engine.verify(commit)
    let last = report.steps.last { $0.commit == commit }
    let isMending = mends != nil && report.outcome != .rollback && report.outcome != .incomplete
    guard report.outcome == .valid || (isMending && last?.step == state.step + 1) else {
      let problems = last?.problems ?? report.steps.flatMap(\.problems)
      throw ActError.refused(
        problems.isEmpty
          ? [Problem(.wrongShape, "The step would not verify (\(report.outcome.rawValue)).")]
          : problems,
        on: clone.branch.name)
    }
    return commit
  }
}

/// A step as it stands on the branch now.
package struct LandedStep: Sendable {
  package let number: Int
  package let commit: ObjectID
  package let outcome: StepOutcome
  package let member: Handle
  /// What the proposal was judged to be; nil in a restore.
  package let assessment: Assessment?
  package let landing: LandingResult
}
