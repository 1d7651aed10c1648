internal import Charters
package import Evidence
package import Git

/// Brings the approved words back where somebody changed charters without approval.
package struct Restoring {
  package var reason: Rationale?
  package var pushes = true

  package init(reason: Rationale? = nil) { self.reason = reason }

  /// What came of it.
  package enum Result: Sendable {
    case landed(LandedStep, mended: [ObjectID])
    /// Every change on the branch is approved.
    case nothingToMend
    case refusedByRemote(message: String)
    /// The remote was not reached, or git could not push; nothing has changed here either.
    case unreached(message: String)
    case raced
  }

  /// Writes, verifies and lands the step; after a lost race all of it again.
  package func restore(in clone: Clone, by signatory: Signatory) throws -> Result {
    var clone = clone
    for attempt in 0..<Ending.attempts {
      if attempt > 0 {
        let (fetched, failure) = try clone.fetched()
        if let failure { return .unreached(message: failure) }
        clone = fetched
      }
      switch clone.branch.report.outcome {
      case .valid: return .nothingToMend
      case .rollback, .incomplete: throw ActError.unproven(clone.branch.report)
      case .invalid, .unratified: break
      }
      if let result = try once(clone, signatory) { return result }
    }
    return .raced
  }

  private func once(_ clone: Clone, _ signatory: Signatory) throws -> Result? {
    let repository = clone.repository
    let mended = try clone.engine.unmended(on: clone.branch.tip)
    guard let newest = mended.last else { throw ActError.unproven(clone.branch.report) }
    let state = clone.branch.state
    let tip = try repository.commit(clone.branch.tip).tree
    let words = try repository.entry(at: governedRoot, inTree: state.tree)
    let tree = try repository.tree(
      tip, applying: [governedRoot: words.map { .put(mode: $0.mode, id: $0.id) } ?? .remove])
    let member = try clone.member(signatory)
    guard let title = Title("the approved words of step \(state.step)") else { return nil }
    let step = Step(
      title: title, body: reason, tree: tree, secondParent: state.good, proposal: nil,
      amendment: try clone.engine.digest(from: tip, to: tree), mends: newest, outcome: .restored,
      moment: max(signatory.identity.now, state.stepDate))
    let commit = try step.write(in: clone, by: signatory, as: member)
    let landing = Landing(clone: clone, step: commit, ended: nil, gathered: [])
    var result = LandingResult()
    if pushes, let remote = clone.remote {
      switch try landing.push(to: remote).result {
      case .done: result.pushed = true
      case .raced: return nil
      case .refused(let message): return .refusedByRemote(message: message)
      case .failed(let message): return .unreached(message: message)
      }
    }
    try landing.follow(&result)
    try clone.reread().remember()
    return .landed(
      LandedStep(
        number: state.step + 1, commit: commit, outcome: .restored, member: member,
        assessment: nil, landing: result), mended: mended)
  }
}
