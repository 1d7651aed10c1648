package import Git

/// A first-parent commit that gave a file other bytes, or brought it.
package struct FileVersion: Hashable, Sendable {
  package let commit: ObjectID
  /// From the repository's root, in that commit.
  package let path: String
  package let blob: ObjectID
  /// Its path in the commit's first parent; nil where it was not there.
  package internal(set) var pathBefore: String?
  /// How many first-parent commits are newer.
  let depth: Int
}

/// What a reader should know of a history that is followed from file to file.
package enum HistoryNotice: Hashable, Sendable {
  /// Until this commit another text stood at the path; nil: it ended there.
  case otherFile(commit: ObjectID, path: String, goesOnAt: String?)
  /// The file was away until this commit, and came back.
  case cameBack(commit: ObjectID, path: String)
  /// Nearly all words were replaced at once.
  case rewritten(commit: ObjectID, path: String)
  /// The copy lacks older commits.
  case cutShort
}
