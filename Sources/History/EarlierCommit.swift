package import Charters
package import Git
internal import Processes

/// Commits before the founding that touched a charter; nothing about them is proven.
package struct EarlierCommit: Hashable, Sendable {
  package let id: ObjectID
  package let date: Timestamp
  package let subject: String

  /// Newest first, through renames of the file; none where git cannot tell.
  package static func all(
    of charter: CharterPath, before founding: ObjectID, in repository: Repository
  ) throws -> [EarlierCommit] {
    guard let parent = try repository.parents(of: founding).first else { return [] }
    let result = try repository.git([
      "log", "--follow", "--no-show-signature", "--format=%H %ct %s", parent.hex, "--",
      charter.text,
    ])
    guard result.succeeded else { return [] }
    return result.outputText.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let id = ObjectID(hex: parts[0]), let seconds = Int64(parts[1])
      else { return nil }
      return EarlierCommit(
        id: id, date: Timestamp(seconds: seconds), subject: String(parts[2]))
    }
  }
}
