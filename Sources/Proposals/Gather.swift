internal import Charters
internal import Evidence
internal import Git

/// The sign-offs of a proposal that a step takes into the record.
struct Gather {
  /// Sorted.
  let signoffs: [ObjectID]
  /// The proposal judged with exactly these.
  let assessment: Assessment

  /// Every sign-off that is somebody's own word, and everything that those name as previous.
  ///
  /// What only claims to be one is left where it is: it would prove nothing, and could bring in
  /// history that does not belong to the proposal.
  init(_ proposal: OpenProposal, in clone: Clone, now: Timestamp) throws {
    let found = try Self.assess(proposal, proposal.signoffs, clone, now)
    let byID = Dictionary(
      found.signoffs.map { ($0.payloadID, $0) }, uniquingKeysWith: { first, _ in first })
    var kept: Set<PayloadID> = []
    var stack = found.signoffs.filter(\.speaks).map(\.payloadID)
    while let id = stack.popLast() {
      guard let reading = byID[id], kept.insert(id).inserted else { continue }
      stack += reading.message.previous
    }
    signoffs = kept.compactMap { byID[$0]?.commit }.sorted()
    assessment =
      Set(signoffs) == Set(proposal.signoffs)
      ? found : try Self.assess(proposal, signoffs, clone, now)
  }

  /// Stores the unsigned commit that makes the sign-offs reachable.
  func write(by signatory: Signatory, at moment: Timestamp, in clone: Clone) throws -> ObjectID {
    try signatory.writeUnsigned(
      tree: assessment.proposal.headTree, parents: [assessment.proposal.head] + signoffs,
      message: "Sign-offs on: \(assessment.proposal.message.title)\n", notBefore: moment,
      in: clone.repository)
  }

  private static func assess(
    _ proposal: OpenProposal, _ signoffs: [ObjectID], _ clone: Clone, _ now: Timestamp
  ) throws -> Assessment {
    let (assessment, problems) = try clone.engine.assess(
      head: proposal.head, signoffs: signoffs, on: clone.branch.tip, now: now)
    guard let assessment else {
      throw ActError.unreadableProposal(slug: proposal.slug, problems: problems)
    }
    return assessment
  }
}

extension OpenProposal {
  /// The moment at which a step made now is judged: never before what it builds on, and up to ten
  /// minutes later than this machine's clock where a member's clock runs ahead.
  func moment(_ signatory: Signatory, in clone: Clone) throws -> Timestamp {
    let now = signatory.identity.now
    let (facts, _) = try clone.engine.assess(
      head: head, signoffs: signoffs, on: clone.branch.tip, now: now)
    let dates = (facts?.signoffs ?? []).filter(\.speaks).map(\.date)
    let earliest = try clone.engine.earliest(after: [head, clone.branch.tip], on: clone.branch.tip)
    return dates.filter { $0 <= now.adding(seconds: 600) }
      .reduce(max(now, earliest, clone.branch.state.stepDate)) { max($0, $1) }
  }
}
