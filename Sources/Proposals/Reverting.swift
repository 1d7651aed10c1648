package import Evidence
internal import Git

/// Proposes the exact inverse of a step.
package struct Reverting {
  package let step: Int
  package var title: Title?
  package let rationale: Rationale

  package init(step: Int, title: Title? = nil, rationale: Rationale) {
    self.step = step
    self.title = title
    self.rationale = rationale
  }

  /// Opens the proposal; where charters have changed since in the same places, throws
  /// `ProposalMerge.Conflicts` with nothing changed.
  package func open(in clone: Clone, by signatory: Signatory) throws -> Opening.Result {
    guard let entry = clone.branch.report.steps.first(where: { $0.step == step }) else {
      throw ActError.noSuchStep(step, last: clone.branch.state.step)
    }
    guard let landed = try landing(entry, clone) else { throw ActError.changedNothing(step: step) }
    var opening = Opening(title: try title ?? Self.title(entry), rationale: rationale)
    opening.source = .inverse(of: landed.after, before: landed.before)
    return try opening.open(in: clone, by: signatory)
  }

  /// The commits before and with what the step changed; of a late one the change that it mended.
  private func landing(
    _ entry: StepReport, _ clone: Clone
  ) throws -> (before: ObjectID, after: ObjectID)? {
    switch entry.kind {
    case .ratification, .restore:
      guard let before = try clone.repository.commit(entry.commit).parents.first else { return nil }
      return (before, entry.commit)
    case .late:
      let mended = clone.branch.report.steps.filter { $0.mendedBy == entry.commit }
      guard let first = mended.first, let last = mended.last,
        let before = try clone.repository.commit(first.commit).parents.first
      else { return nil }
      return (before, last.commit)
    case .founding, .closing, .bare: return nil
    }
  }

  private static func title(_ entry: StepReport) throws -> Title {
    let text = "Take back: \(entry.title)"
    guard let title = Title(text.prefix(100)) else { throw ActError.unusableTitle(text) }
    return title
  }
}
