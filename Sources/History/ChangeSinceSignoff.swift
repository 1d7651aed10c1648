package import Charters
package import Evidence
package import Git
internal import Policies

/// What became of a proposal's words since a member signed off on them.
package struct ChangeSinceSignoff: Sendable {
  package let signoff: SignoffReading
  /// From the words that were signed to those that stand there now, in charters that the proposal
  /// changed then or changes now: what others decided meanwhile is no part of it.  None where only
  /// what the words replace is another.
  package let files: [FileComparison]

  /// - Parameter tree: what the proposal says now, with the digest of its changes from `base`.
  /// - Returns: nil where the member has said nothing, took it back, or signed these very words.
  package init?(
    of member: Handle, among readings: [SignoffReading], to tree: ObjectID, from base: ObjectID,
    digest: AmendmentDigest, _ engine: Engine
  ) throws {
    let spoken = readings.filter { reading in
      reading.speaks && reading.message.member == member && reading.message.decision.isVoice
        && !reading.defects.contains(.superseded)
    }
    guard
      let newest = spoken.max(by: { ($0.date, $0.payloadID) < ($1.date, $1.payloadID) }),
      newest.message.decision != .retract, newest.message.amendment != digest
    else { return nil }
    signoff = newest
    var paths = Set(try engine.changes(from: base, to: tree).map(\.path))
    if let then = newest.baseTree {
      paths.formUnion(try engine.changes(from: then, to: newest.tree).map(\.path))
    }
    files = try TreeComparison(engine, from: newest.tree, to: tree) { paths.contains($0.path) }
      .files
  }

  /// As a proposal stands by its judgement; nil where there is none.
  package init?(of member: Handle, in assessment: Assessment?, _ engine: Engine) throws {
    guard let assessment else { return nil }
    let facts = assessment.proposal
    try self.init(
      of: member, among: assessment.signoffs, to: facts.headTree, from: facts.baseTree,
      digest: engine.digest(from: facts.baseTree, to: facts.headTree), engine)
  }
}
