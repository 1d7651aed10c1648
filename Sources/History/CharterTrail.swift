package import Charters
package import Evidence
package import Git

/// The steps of a branch that concern one charter, under whatever name it had.
///
/// A charter that was renamed is one that went and one that came with its words in the same step. One
/// that took over a name is another, and its steps are not those of the one before it.
package struct CharterTrail: Sendable {
  /// What a step, or a proposal that was not approved, did to the charter.
  package struct Mark: Hashable, Sendable {
    /// Its name after the step.
    package let path: String
    /// Its name before, where that was another.
    package let oldPath: String?
    package let old: ObjectID?
    package let new: ObjectID?
  }

  /// By the place in the report's entries.
  package private(set) var marks: [Int: Mark] = [:]
  package private(set) var notices: [HistoryNotice] = []
  /// Where the file stood at the oldest entry that brought it, to ask for its history before that.
  package private(set) var beginning: (path: String, commit: ObjectID)?

  /// - Parameter path: the newest name, of a charter that is no more as well.
  package init(of charter: CharterPath, in report: Report, _ repository: Repository) throws {
    let store = CarryStore(repository)
    var path: String? = charter.text
    /// The bytes that it had in the step that took it away, if an older one is to be it.
    var lost: (blob: ObjectID, step: StepReport)?
    for (index, step) in report.steps.enumerated().reversed() {
      guard let name = path else { break }
      if step.kind == .closing {
        if let change = step.assessment?.changes.first(where: { $0.pathText == name }) {
          marks[index] = Mark(path: name, oldPath: nil, old: change.old?.id, new: change.new?.id)
        }
        continue
      }
      guard let change = step.changes.first(where: { $0.pathText == name }) else { continue }
      let (old, new) = (change.old?.id, change.new?.id)
      if let known = lost, let old {
        // It was away; what stood here before is it, or another.
        guard try store.share(from: old, to: known.blob) >= FileWalk.renamedShare else {
          notices.append(
            .otherFile(commit: known.step.commit, path: name, goesOnAt: nil))
          break
        }
        notices.append(.cameBack(commit: known.step.commit, path: name))
      }
      lost = nil
      guard let new, old == nil || step.kind == .founding else {
        let isTaken = try new.map { new in
          try old.map { try store.share(from: $0, to: new) < FileWalk.leastShare } ?? false
        }
        if isTaken == true {
          notices.append(.rewritten(commit: step.commit, path: name))
        }
        marks[index] = Mark(path: name, oldPath: nil, old: old, new: new)
        continue
      }
      beginning = (name, step.commit)
      let source = try Self.source(of: new, in: step, store)
      marks[index] = Mark(path: name, oldPath: source?.path, old: source?.blob, new: new)
      if let source {
        path = source.path
      } else {
        lost = (new, step)
      }
    }
  }

  /// The charter that went in a step and whose words came in it.
  private static func source(
    of blob: ObjectID, in step: StepReport, _ store: CarryStore
  ) throws -> (path: String, blob: ObjectID)? {
    var best: (share: Double, path: String, blob: ObjectID)?
    for change in step.changes where change.new == nil {
      guard let old = change.old?.id else { continue }
      let share = try store.share(from: old, to: blob)
      if share >= FileWalk.renamedShare, share > best?.share ?? 0 {
        best = (share, change.pathText, old)
      }
    }
    return best.map { ($0.path, $0.blob) }
  }
}
