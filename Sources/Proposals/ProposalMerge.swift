package import Charters
internal import Evidence
package import Git
package import Prose

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
    /// The sentences that both changed, with what could be joined around them; nil where sentences
    /// were not looked at, or where the files are no two versions of one text.
    package let prose: ProseMerge?

    package init(path: String, pieces: [SectionPath], prose: ProseMerge? = nil) {
      self.path = path
      self.pieces = pieces
      self.prose = prose
    }
  }

  /// Thrown with every conflict; nothing has changed then.
  package struct Conflicts: Error {
    package let all: [Conflict]
    /// Who changed what, where that is known.
    package var parties: MergeParties?
  }

  /// What came of joining.
  package struct Joined: Sendable {
    /// A root tree, everything that is not governed as in the protected branch.
    package let tree: ObjectID
    /// Pieces of which both sides' sentences are in it: words that neither side had as a whole.
    package let bySentences: [Conflict]
  }

  /// A charter that both sides changed, each in its way.
  struct Meeting {
    let mine: GovernedChange
    let theirs: GovernedChange
    let outcome: Outcome
  }

  enum Outcome {
    /// Piece by piece, or with the pieces that took sentences of both.
    case joined(ObjectID, bySentences: Conflict?)
    case conflict(Conflict)
  }

  /// What one commit changes since `base`, joined with another.
  ///
  /// - Parameter bySentences: pieces that both sides changed are joined by their sentences.
  package func joined(
    own: ObjectID, base: ObjectID, main: ObjectID, bySentences: Bool = false
  ) throws -> Joined {
    let repository = clone.repository
    let mine = try changes(of: own, since: base)
    let meetings = try meetings(own: own, base: base, main: main, bySentences: bySentences)
    let met = Dictionary(uniqueKeysWithValues: meetings.map { ($0.mine.path, $0) })
    var edits: [String: Repository.TreeEdit] = [:]
    var conflicts: [Conflict] = []
    var sentences: [Conflict] = []
    for change in mine {
      switch met[change.path]?.outcome {
      case nil: edits[change.pathText] = Self.edit(change.new)
      case .joined(let id, let pieces):
        edits[change.pathText] = .put(mode: 0o100644, id: id)
        sentences += pieces.map { [$0] } ?? []
      case .conflict(let conflict): conflicts.append(conflict)
      }
    }
    guard conflicts.isEmpty else { throw Conflicts(all: conflicts) }
    let tree = try repository.tree(repository.commit(main).tree, applying: edits)
    return Joined(tree: tree, bySentences: sentences)
  }

  /// The charters that both sides changed, each in its way.
  func meetings(
    own: ObjectID, base: ObjectID, main: ObjectID, bySentences: Bool
  ) throws -> [Meeting] {
    let theirs = try Dictionary(
      uniqueKeysWithValues: changes(of: main, since: base).map { ($0.path, $0) })
    return try changes(of: own, since: base).compactMap { change in
      guard let other = theirs[change.path], other.new != change.new else { return nil }
      return Meeting(
        mine: change, theirs: other, outcome: try join(change, other, bySentences: bySentences))
    }
  }

  private func changes(of commit: ObjectID, since base: ObjectID) throws -> [GovernedChange] {
    try clone.engine.changes(
      from: clone.repository.commit(base).tree, to: clone.repository.commit(commit).tree)
  }

  private static func edit(_ entry: GovernedChange.Entry?) -> Repository.TreeEdit {
    entry.map { .put(mode: $0.mode, id: $0.id) } ?? .remove
  }

  private func join(
    _ mine: GovernedChange, _ theirs: GovernedChange, bySentences: Bool
  ) throws -> Outcome {
    let sides = [mine.old, mine.new, theirs.new]
    guard sides.allSatisfy({ $0?.mode == 0o100644 }) else {
      return .conflict(Conflict(path: mine.pathText, pieces: []))
    }
    let path = try CharterPath(mine.pathText)
    let versions = try sides.compactMap { try $0.map { try clone.repository.blob($0.id) } }
    var pieces: [SectionPath] = []
    do {
      let texts = try versions.map { try CharterText(path: path, bytes: $0) }
      let merge = CharterMerge(base: texts[0], own: texts[1], other: texts[2])
      // Piece by piece it is nobody's content, so that comes first.
      if let bytes = merge.bytes {
        return .joined(try clone.repository.write(.blob, bytes), bySentences: nil)
      }
      pieces = merge.conflicts
    } catch is CharterTextError {
      return .conflict(Conflict(path: mine.pathText, pieces: []))
    }
    guard bySentences, path.kind != .policy else {
      return .conflict(Conflict(path: mine.pathText, pieces: pieces))
    }
    let prose = ProseMerge(base: versions[0], ours: versions[1], theirs: versions[2])
    let conflict = Conflict(path: mine.pathText, pieces: pieces, prose: prose)
    // A charter must come of it, and not only a text.
    guard let bytes = prose.bytes, (try? CharterText(path: path, bytes: bytes)) != nil else {
      return .conflict(conflict)
    }
    return .joined(try clone.repository.write(.blob, bytes), bySentences: conflict)
  }
}
