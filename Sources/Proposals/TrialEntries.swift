internal import Charters
internal import Evidence
internal import Git

/// Writes into charters what is tried in them and until when, where nobody has written it yet.
struct TrialEntries {
  let clone: Clone
  let until: Day
  let sponsor: Handle
  /// What is expected of it; empty for an emergency, which expects nothing.
  let plan: Experiment.Plan

  /// A charter that had to be told, from the repository's root.
  struct Edit {
    let path: String
    let bytes: [UInt8]
  }

  /// The charters of a tree with the entries that are lacking against the tree that it changes.
  func edits(from base: ObjectID, to tree: ObjectID) throws -> [Edit] {
    let changes = try clone.engine.changes(from: base, to: tree)
    var edits: [Edit] = []
    for change in changes where change.new != nil {
      guard let path = try? CharterPath(change.pathText),  // what is no charter is refused later
        path.kind != .policy, let new = try clone.engine.charter(path, in: tree)
      else { continue }
      let old = try clone.engine.charter(path, in: base)
      let own = new.experiments.subtracting(old?.experiments ?? []).filter { $0.until == until }
      let open = try Atom.between(old, new)
        .flatMap { [$0.section] + [$0.movedTo].compactMap(\.self) }
        .filter { place in place != Experiment.field && !own.contains { $0.covers(place) } }
      guard !open.isEmpty else { continue }
      guard
        let bytes = new.addingExperiment(
          open, until: until, plan: plan, sponsor: sponsor)
      else { throw ActError.noPlaceForTrial(path.display) }
      edits.append(Edit(path: change.pathText, bytes: bytes))
    }
    return edits
  }
}
