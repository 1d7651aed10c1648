internal import Charters
package import Evidence
package import Git
internal import Policies

/// Ends a proposal: makes it official, or records that it was declined, withdrawn or ran out of
/// time.
package struct Ending {
  package var outcome: StepOutcome
  package var reason: Rationale?
  /// The change without approval that a late ratification mends, with all before it.
  package var mends: ObjectID?
  /// Whether the step is pushed where there is a remote.
  package var pushes = true

  package init(_ outcome: StepOutcome, reason: Rationale? = nil) {
    self.outcome = outcome
    self.reason = reason
  }

  /// What came of it.
  package enum Result: Sendable {
    case landed(LandedStep)
    /// The answer is no, or not yet; nothing has changed.
    case notYet(Assessment)
    /// The remote refused; nothing has changed here either.
    case refusedByRemote(message: String)
    /// The remote was not reached, or git could not push; nothing has changed here either.
    case unreached(message: String)
    /// Somebody else was faster five times.
    case raced
  }

  /// How often a lost race is run again.
  package static let attempts = 5

  /// Judges, writes, verifies and lands the step; after a lost race all of it again.
  ///
  /// - Parameters:
  ///   - clone: fetched already.
  ///   - dryRun: judge and say, but write nothing.
  package func perform(
    on argument: String?, in clone: Clone, by signatory: Signatory, dryRun: Bool = false
  ) throws -> Result {
    var clone = clone
    var slug = argument
    for attempt in 0..<Self.attempts {
      if attempt > 0 {
        let (fetched, failure) = try clone.fetched()
        if let failure { return .unreached(message: failure) }
        clone = fetched
      }
      if outcome == .late {
        guard let mends, try clone.engine.unmended(on: clone.branch.tip).contains(mends) else {
          throw ActError.nothingToMend
        }
      } else {
        try clone.branch.requireProven(clone.engine)
      }
      let proposal: OpenProposal
      do {
        proposal = try ProposalRegister(clone).find(slug)
      } catch ActError.endedProposal(let name, _) {
        if !dryRun, let landed = try finished(name, clone) { return .landed(landed) }
        throw ActError.endedProposal(slug: name, step: nil)
      }
      slug = proposal.slug
      if let result = try once(proposal, clone, signatory, dryRun: dryRun) { return result }
    }
    return .raced
  }

  /// The same ending of a proposal that is recorded already, as where somebody was cut off before
  /// this clone followed; it does now.  Nil where the proposal ended otherwise.
  private func finished(_ slug: String, _ clone: Clone) throws -> LandedStep? {
    let branch = try OpenProposal.branch(slug)
    // Where only what is on the remote was left behind, this clone still tracks that.
    let tracked = try clone.remote.flatMap { try clone.repository.target(of: $0.tracking(branch)) }
    guard let local = try clone.repository.target(of: branch) ?? tracked,
      let step = clone.branch.report.steps.last(where: {
        $0.step != nil && $0.outcome == outcome.reported
          && $0.assessment?.proposal.head == local
      }), let assessment = step.assessment, let number = step.step, let member = step.performedBy
    else { return nil }
    let gathered = assessment.signoffs.map(\.commit) + assessment.unreadable.map(\.commit)
    let proposal = OpenProposal(
      slug: slug, head: local, localHead: local, remoteHead: nil, facts: assessment.proposal,
      signoffs: gathered)
    var result = LandingResult()
    result.pushed = clone.branch.remoteTip == clone.branch.tip
    let landing = Landing(
      clone: clone, step: clone.branch.tip, ended: proposal, gathered: gathered)
    if pushes, result.pushed, let remote = clone.remote {
      result.leftOnRemote = try landing.clear(on: remote)
    }
    try landing.follow(&result)
    try clone.reread().remember()
    return LandedStep(
      number: number, commit: step.commit, outcome: outcome, member: member,
      assessment: assessment, landing: result)
  }

  /// One attempt; nil where somebody was faster.
  private func once(
    _ proposal: OpenProposal, _ clone: Clone, _ signatory: Signatory, dryRun: Bool
  ) throws -> Result? {
    let member = try clone.member(signatory)
    let moment = try proposal.moment(signatory, in: clone)
    let gather = try Gather(proposal, in: clone, now: moment)
    let assessment = gather.assessment
    let isLanding = outcome == .ratified || outcome == .late
    guard !isLanding || assessment.mayLand, !dryRun else { return .notYet(assessment) }
    let step = Step(
      title: proposal.title, body: reason, tree: try tree(assessment, clone),
      secondParent: try gather.write(by: signatory, at: moment, in: clone),
      proposal: proposal.id, amendment: try amendment(assessment, clone), mends: mends,
      outcome: outcome, moment: moment)
    let commit = try step.write(in: clone, by: signatory, as: member)
    let landing = Landing(
      clone: clone, step: commit, ended: proposal, gathered: gather.signoffs)
    var result = LandingResult()
    if pushes, let remote = clone.remote {
      let (pushed, leftOver) = try landing.push(to: remote)
      switch pushed {
      case .done: result.pushed = true
      case .raced: return nil
      case .refused(let message): return .refusedByRemote(message: message)
      case .failed(let message): return .unreached(message: message)
      }
      result.leftOnRemote = leftOver
    }
    try landing.follow(&result)
    try clone.reread().remember()
    return .landed(
      LandedStep(
        number: clone.branch.state.step + 1, commit: commit, outcome: outcome, member: member,
        assessment: assessment, landing: result))
  }

  private func amendment(_ assessment: Assessment, _ clone: Clone) throws -> AmendmentDigest {
    switch outcome {
    case .ratified: return assessment.digest
    case .late:
      guard let mends else { throw ActError.nothingToMend }
      let landed = try clone.repository.commit(mends).tree
      return try clone.engine.digest(from: clone.branch.state.tree, to: landed)
    default: return .noChange
    }
  }

  /// The branch's tree with what the proposal lands; a closing changes nothing.
  private func tree(_ assessment: Assessment, _ clone: Clone) throws -> ObjectID {
    let tip = try clone.repository.commit(clone.branch.tip).tree
    guard outcome == .ratified else { return tip }
    var edits: [String: Repository.TreeEdit] = [:]
    for change in assessment.changes {
      edits[change.pathText] = change.new.map { .put(mode: $0.mode, id: $0.id) } ?? .remove
    }
    return try clone.repository.tree(tip, applying: edits)
  }
}
