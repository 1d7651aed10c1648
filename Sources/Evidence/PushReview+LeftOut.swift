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
      if let other = try otherVersion(of: assessment.proposal) {
        refusals.append(try refusal(change, step, recorded: assessment.proposal, other))
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
    return existing.filter { $0.key.isUnder(prefix) }.map(\.value)
      + changes.filter { $0.name.isUnder(prefix) }.compactMap(\.new)
  }

  /// The proposal's branch where its tip is not the head that was recorded.
  ///
  /// As it is and as it would be: git may take the record and not what comes beside it.
  private func otherVersion(
    of proposal: ProposalFacts
  ) throws -> (name: ReferenceName, tip: ObjectID)? {
    try branches(under: "refs/heads/proposals/").first { _, tip in
      try tip != proposal.head && isOpened(by: proposal.opening, tip)
    }
  }

  /// References as they are, and as this push would have them, by name.
  func branches(under folder: String) -> [(name: ReferenceName, tip: ObjectID)] {
    let now = existing.map { (name: $0.key, tip: $0.value) }
    let then = changes.compactMap { change in change.new.map { (name: change.name, tip: $0) } }
    return (now + then).filter { $0.name.isUnder(folder) }
      .sorted { ($0.name, $0.tip) < ($1.name, $1.tip) }
  }

  /// Whether a proposal's opening stands behind a version, on its own first-parent chain.
  func isOpened(by opening: ObjectID, _ tip: ObjectID) throws -> Bool {
    guard try tip == opening || repository.isAncestor(opening, of: tip) else { return false }
    return try repository.firstParentChain(of: tip, limit: 100_000).contains(opening)
  }

  private func refusal(
    _ change: RefChange, _ step: StepReport, recorded: ProposalFacts,
    _ other: (name: ReferenceName, tip: ObjectID)
  ) throws -> Refusal {
    let isOlder = try repository.isAncestor(other.tip, of: recorded.head)
    let branch = other.name.shortName
    return Refusal(
      change, .notTheProposalsTip,
      isOlder
        ? "the version recorded is not the one on the server"
        : "the proposal has a newer version than the one recorded",
      blocks: [
        .init(
          commit: step.commit, subject: step.title,
          problems: [
            Problem(.notTheProposalsTip, "Its branch is at \(other.tip.hex.prefix(10)) now.")
          ], assessment: nil)
      ],
      wayOut: isOlder
        ? ["Show the others what is to be decided:", "  git push origin \(branch)"]
        : ["git fetch", "charter ratify"])
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
      // Who is no member when it is decided has no word to leave out.
      guard extra.contains(reading.commit), reading.speaks,
        assessment.authority.rulebook.isMember(reading.message.member)
      else { return false }
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
