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
  /// - Parameter expected: what the branch is to be afterwards.
  func write(
    in clone: Clone, by signatory: Signatory, as member: Handle,
    expecting expected: Report.Outcome = .valid
  ) throws -> ObjectID {
    let state = clone.branch.state
    let message = StepMessage(
      title: title, body: body, repository: state.repository, branch: state.branch,
      step: state.step + 1, proposal: proposal, amendment: amendment, mends: mends,
      member: member, outcome: outcome)
    let (commit, _) = try signatory.write(
      tree: tree, parents: [clone.branch.tip, secondParent], message: message.text,
      notBefore: moment, in: clone.repository)
    let report = try clone.engine.verify(commit)
    guard report.outcome == expected else {
      let last = report.steps.last { $0.commit == commit }
      let problems = last?.problems ?? report.steps.flatMap(\.problems)
      throw ActError.refused(
        problems.isEmpty
          ? [Problem(.wrongShape, "The step would not verify (\(report.outcome.rawValue)).")]
          : problems)
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
