private import Synchronization

/// The proposals that ended on one chain up to a step of it, each with the step that ended it.
///
/// The states of a chain share one record, since each has only one more than the state before: a
/// copy for every step would grow with the square of their number.
package struct EndedProposals: Sendable {
  private final class Record: Sendable {
    let steps = Mutex<[ProposalID: Int]>([:])
  }

  private let record = Record()
  private var last = 0

  init() {}

  /// The step that ended a proposal; nil where none up to here did.
  package subscript(proposal: ProposalID) -> Int? {
    record.steps.withLock { $0[proposal] }.flatMap { $0 <= last ? $0 : nil }
  }

  /// The one proposal that a test picks, with its step; nil where it picks none.
  package func first(
    where isMeant: (ProposalID) throws -> Bool
  ) rethrows -> (proposal: ProposalID, step: Int)? {
    let all = record.steps.withLock { $0 }
    return try all.first { try $0.value <= last && isMeant($0.key) }
      .map { (proposal: $0.key, step: $0.value) }
  }

  /// Takes the next step's proposal, which has not ended before.
  mutating func insert(_ proposal: ProposalID, step: Int) {
    record.steps.withLock { $0[proposal] = $0[proposal] ?? step }
    last = step
  }
}
