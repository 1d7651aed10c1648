package import Charters
package import Git

/// A protected branch at a commit whose governed words are proven.
package struct BranchState: Sendable {
  package let repository: RepositoryID
  package let branch: ReferenceName
  package let founding: ObjectID
  package let organisation: String
  /// The commit that the next step has as its first parent.
  package internal(set) var tip: ObjectID
  package internal(set) var tree: ObjectID
  /// The tip's place on the first-parent chain; the founding has 0.
  package internal(set) var position: Int
  /// The number of the last step.
  package internal(set) var step: Int
  package internal(set) var stepDate: Timestamp
  /// The newest step, or the last change that a late merge proved: a restore's second parent.
  package internal(set) var good: ObjectID
  package internal(set) var rulebook: Rulebook
  /// Proposals that ended, with the step that ended them.
  package internal(set) var ended = EndedProposals()
  /// Experiments and emergencies that were ratified, oldest first, settled ones too.
  package internal(set) var trials: [Trial] = []
}
