package import Git

/// The versions of a file over first parents, through renames and imports: nothing about them is
/// verified here.
package struct FileHistory: Sendable {
  /// Newest first.
  package let versions: [FileVersion]
  package let notices: [HistoryNotice]

  /// Without a version where there is no such file in that commit.
  package init(of path: String, at commit: ObjectID, in repository: Repository) throws {
    var walk = FileWalk(repository, CarryStore(repository))
    versions = try walk.links(of: path, at: commit, hops: 0).map(\.version)
    notices = walk.notices
  }
}
