package import Charters
package import Evidence
internal import Policies

extension Report {
  /// The entries from a step on, with whatever stands between them; nil gives all.
  package func steps(since number: Int?) -> ArraySlice<StepReport> {
    guard let number else { return steps[...] }
    let first = steps.firstIndex { ($0.step ?? -1) >= number } ?? steps.endIndex
    return steps[first...]
  }

  /// Entries that claim to be a step and are none, and changes without approval, none of them mended.
  package var unmended: [StepReport] {
    steps.filter { $0.mendedBy == nil && ($0.kind == .bare || $0.outcome == .invalid) }
  }

  /// The number of the step that a commit is.
  package func number(of commit: StepReport) -> Int? {
    guard let mending = commit.mendedBy else { return nil }
    return steps.first { $0.commit == mending }?.step
  }
}

extension StepReport {
  /// The charters that it changes, as people write them: `roles/support.md`.
  package var charters: [String] {
    changes.map { change in
      let text = change.pathText
      return text.hasPrefix(CharterPath.root + "/")
        ? String(text.dropFirst(CharterPath.root.count + 1)) : text
    }
  }

  /// Members whose approval counts for it, by handle.
  package var approvers: [Handle] {
    let counted = assessment?.judgement?.signoffs.filter { $0.counts && $0.decision == .approve }
    return Set(counted?.map(\.member) ?? []).sorted()
  }
}
