internal import Charters
internal import Evidence
internal import Git

/// Who stands on the two sides where a proposal meets what was decided meanwhile.
package struct MergeParties: Sendable {
  /// `ana, in shorter-values`
  package let own: String
  private let steps: [StepReport]

  init(_ proposal: OpenProposal, since base: ObjectID, _ clone: Clone) throws {
    own = "\(Self.names(proposal.facts.proposers)), in \(proposal.slug)"
    steps = try clone.branch.report.steps.filter { step in
      try !step.changes.isEmpty && !clone.repository.isAncestor(step.commit, of: base)
    }
  }

  /// Those whose steps changed a charter since: `ben, in step 3 (Clearer values)`.
  package func others(_ path: String) -> String {
    let found = steps.filter { $0.changes.contains { $0.pathText == path } }.map { step in
      let people = step.assessment?.proposal.proposers ?? step.performedBy.map { [$0] } ?? []
      let number = step.step.map { "step \($0)" } ?? "a change without approval"
      let title = step.title.isEmpty ? "" : " (\(step.title))"
      return people.isEmpty ? number + title : "\(Self.names(people)), in \(number)\(title)"
    }
    return found.isEmpty ? "since then" : found.joined(separator: "; ")
  }

  private static func names(_ people: [Handle]) -> String {
    people.map(\.text).joined(separator: " and ")
  }
}
