package import Charters
internal import Evidence
package import Git

/// Joins the charters of a proposal with those of the protected branch.
package struct ProposalMerge {
  private let clone: Clone

  package init(_ clone: Clone) { self.clone = clone }

  /// A charter that both sides changed in ways that cannot be joined.
  package struct Conflict: Hashable, Sendable {
    /// From the repository's root.
    package let path: String
    /// The pieces that both changed; empty where it is the file as a whole.
    package let pieces: [SectionPath]

    package init(path: String, pieces: [SectionPath]) {
      self.path = path
      self.pieces = pieces
    }
  }

  /// Thrown with every conflict; nothing has changed then.
  package struct Conflicts: Error {
    package let all: [Conflict]
  }

  /// What one commit changes since `base`, joined with another: a root tree, everything that is not
  /// governed as in `main`.
  package func joined(own: ObjectID, base: ObjectID, main: ObjectID) throws -> ObjectID {
    let repository = clone.repository
    let trees = try [base, own, main].map { try repository.commit($0).tree }
    let mine = try clone.engine.changes(from: trees[0], to: trees[1])
    let theirs = try Dictionary(
      uniqueKeysWithValues: clone.engine.changes(from: trees[0], to: trees[2])
        .map { ($0.path, $0) })
    var edits: [String: Repository.TreeEdit] = [:]
    var conflicts: [Conflict] = []
    for change in mine {
      guard let other = theirs[change.path], other.new != change.new else {
        edits[change.pathText] = Self.edit(change.new)
        continue
      }
      switch try join(change, other) {
      case .success(let id): edits[change.pathText] = .put(mode: 0o100644, id: id)
      case .failure(let conflict): conflicts += conflict.all
      }
    }
    guard conflicts.isEmpty else { throw Conflicts(all: conflicts) }
    return try repository.tree(trees[2], applying: edits)
  }

  private static func edit(_ entry: GovernedChange.Entry?) -> Repository.TreeEdit {
    entry.map { .put(mode: $0.mode, id: $0.id) } ?? .remove
  }

  private func join(
    _ mine: GovernedChange, _ theirs: GovernedChange
  ) throws -> Result<ObjectID, Conflicts> {
    func conflict(_ pieces: [SectionPath]) -> Result<ObjectID, Conflicts> {
      .failure(Conflicts(all: [Conflict(path: mine.pathText, pieces: pieces)]))
    }
    let sides = [mine.old, mine.new, theirs.new]
    guard sides.allSatisfy({ $0?.mode == 0o100644 }) else { return conflict([]) }
    let path = try CharterPath(mine.pathText)
    let texts: [CharterText]
    do {
      texts = try sides.compactMap { entry in
        try entry.map { try CharterText(path: path, bytes: clone.repository.blob($0.id)) }
      }
    } catch is CharterTextError {
      return conflict([])
    }
    let merge = CharterMerge(base: texts[0], own: texts[1], other: texts[2])
    guard let bytes = merge.bytes else { return conflict(merge.conflicts) }
    return .success(try clone.repository.write(.blob, bytes))
  }
}
