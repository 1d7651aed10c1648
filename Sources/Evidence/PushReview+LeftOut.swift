internal import Charters
package import Git
internal import Policies

extension PushReview {
  /// Live objections and retractions that are on a reference and missing in a new step's record,
  /// and records made of another version than the proposal's newest.
  func leftOutRefusals(
    _ change: RefChange, _ report: Report, known: Set<ObjectID>
  ) throws -> [Refusal] {
    var refusals: [Refusal] = []
    for step in report.steps where !known.contains(step.commit) && step.problems.isEmpty {
      guard let assessment = step.assessment else { continue }
      if let newer = try newerVersion(of: assessment.proposal) {
        refusals.append(
          Refusal(
            change, .notTheProposalsTip, "the proposal has a newer version than the one recorded",
            blocks: [
              .init(
                commit: step.commit, subject: step.title,
                problems: [
                  Problem(
                    .notTheProposalsTip, "Its branch is at \(newer.hex.prefix(10)) now.")
                ], assessment: nil)
            ],
            wayOut: ["git fetch", "charter ratify"]))
      }
      guard step.kind == .ratification || step.kind == .late else { continue }
      let missing = try engine.leftOut(of: assessment, among: signoffs(of: assessment.proposal.id))
      guard !missing.isEmpty else { continue }
      refusals.append(
        Refusal(
          change, .objectionLeftOut, "an objection or retraction was left out of the record",
          blocks: try missing.map { left in
            .init(
              commit: left.commit,
              subject: try engine.readers.commits.facts(left.commit).graph.subject,
              problems: [
                Problem(
                  .objectionLeftOut,
                  "\(left.member) signed this and it is not in the record of "
                    + "step \(step.step ?? 0).")
              ], assessment: nil)
          },
          wayOut: ["Fetch it and see what is still needed:", "  charter sync", "  charter status"]))
    }
    return refusals
  }

  /// Every sign-off of a proposal that a reference names, before or in this push.
  private func signoffs(of proposal: ProposalID) -> [ObjectID] {
    let prefix = "refs/charter/signoffs/\(proposal)/"
    return existing.filter { $0.key.hasPrefix(prefix) }.map(\.value)
      + changes.filter { $0.name.hasPrefix(prefix) }.compactMap(\.new)
  }

  /// The tip of the proposal's branch where that is not the head that was recorded.
  private func newerVersion(of proposal: ProposalFacts) throws -> ObjectID? {
    let prefix = "refs/heads/proposals/"
    var branches = existing.filter { $0.key.hasPrefix(prefix) }
    for change in changes where change.name.hasPrefix(prefix) {
      if let new = change.new { branches[change.name] = new }
    }
    for (_, tip) in branches.sorted(by: { $0.key < $1.key }) where tip != proposal.head {
      let isOld = try repository.isAncestor(tip, of: proposal.head)
      if isOld { continue }
      if try repository.isAncestor(proposal.opening, of: tip),
        try repository.firstParentChain(of: tip, limit: 100_000).contains(proposal.opening)
      {
        return tip
      }
    }
    return nil
  }
}

extension Engine {
  /// Live objections and retractions among some sign-offs that an assessment has not gathered.
  package func leftOut(
    of assessment: Assessment, among candidates: [ObjectID]
  ) throws -> [Report.LeftOut] {
    let gathered = Set(assessment.signoffs.map(\.commit) + assessment.unreadable.map(\.commit))
    let extra = Set(
      try candidates.filter { id in try !gathered.contains(id) && repository.contains(id) })
    guard !extra.isEmpty, let judge = try walk(assessment.authority.tip).judge else { return [] }
    let reader = SignoffReader(
      judge: judge, authority: assessment.authority, proposal: assessment.proposal,
      now: assessment.now)
    var found: [Problem] = []
    let (readings, _) = try reader.read(
      assessment.signoffs.map(\.commit) + Array(extra), problems: &found)
    if found.contains(where: { $0.code == .tooMany }) { throw EvidenceError.tooManySignoffs }
    let words = Words(
      judge: judge, authority: assessment.authority, changes: assessment.changes,
      landedTree: assessment.landedTree, atoms: assessment.atoms, digest: assessment.digest)
    return try readings.filter { reading in
      guard extra.contains(reading.commit), reading.speaks else { return false }
      switch reading.message.decision {
      case .object: return try reading.objectionStands && !words.isMoot(reading)
      case .retract: return !reading.defects.contains(.superseded)
      default: return false
      }
    }.map {
      .init(
        proposal: assessment.proposal.id, member: $0.message.member, commit: $0.commit,
        decision: $0.message.decision, date: $0.date)
    }
  }
}
