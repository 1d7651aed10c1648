package import Charters
package import Evidence
package import Git

/// A commit outside the steps that gave a charter its words: before the founding, or before it was
/// imported. Nothing about it is proven.
package struct EarlierCommit: Hashable, Sendable {
  package let id: ObjectID
  package let date: Timestamp
  package let subject: String
  /// What the file was called there, from the repository's root.
  package let path: String

  /// Newest first, through renames; with what a reader should know of that history.
  package static func all(
    of trail: CharterTrail, in report: Report, _ repository: Repository
  ) throws -> (commits: [EarlierCommit], notices: [HistoryNotice]) {
    guard let (path, commit) = trail.beginning else { return ([], []) }
    let steps = Set(report.steps.map(\.commit))
    let history = try FileHistory(of: path, at: commit, in: repository)
    let commits = try history.versions.filter { !steps.contains($0.commit) }.map { version in
      let commit = try repository.commit(version.commit)
      return EarlierCommit(
        id: version.commit, date: Timestamp(seconds: commit.committerSeconds),
        subject: commit.subject, path: version.path)
    }
    return (commits, history.notices.filter { !trail.notices.contains($0) })
  }
}
