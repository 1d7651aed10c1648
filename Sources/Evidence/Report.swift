package import Charters
package import Git
package import Policies

/// What the whole chain of a protected branch proves.
package struct Report: Sendable {
  package internal(set) var repository: RepositoryID?
  package let branch: ReferenceName?
  package let tip: ObjectID
  package var outcome: Outcome
  package var steps: [StepReport]
  /// First-parent commits older than the founding; nothing about them is proven.
  package var beforeFounding = 0
  /// Changes that nobody approved and that a new start has left as they are.
  package var abandoned = 0
  package var leftOut: [LeftOut] = []
  package var warnings: [String] = []

  /// The first that applies, in this order.
  package enum Outcome: String, Sendable {
    case rollback, incomplete, invalid, unratified, valid
  }

  /// The entries from the founding in force on: its step numbers are those that count.
  package var current: ArraySlice<StepReport> {
    steps[(steps.lastIndex { $0.kind == .founding } ?? 0)...]
  }

  /// An objection or retraction that is on a reference but not in the record of its step.
  package struct LeftOut: Hashable, Sendable {
    package let proposal: ProposalID
    package let member: Handle
    package let commit: ObjectID
    package let decision: Decision
    /// When it says that it was signed.
    package let date: Timestamp
  }
}

/// One step, or one change that is no step.
package struct StepReport: Sendable {
  /// Nil where the commit consumed no number.
  package var step: Int?
  package var commit: ObjectID
  package var kind: Kind
  package var outcome: Outcome
  package var proposal: ProposalID?
  package var title: String
  package var performedBy: Handle?
  /// The fingerprint of the key that signed it; nil where it is no step.
  package var key: String?
  package var date: Timestamp
  package var changes: [GovernedChange]
  package var assessment: Assessment?
  package var problems: [Problem]
  /// The step that mended this change.
  package var mendedBy: ObjectID?
  /// The id of the repository that a founding continues: a new start on the same branch.
  package var continues: RepositoryID?

  package enum Kind: String, Sendable {
    case founding, ratification, closing, late, restore, bare
  }

  package enum Outcome: String, Sendable {
    case founded, ratified, declined, withdrawn, lapsed, late, restored
    case bare, invalid
    case notJudged = "not-judged"
  }
}
