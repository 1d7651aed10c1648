private import FoundationEssentials
package import Git
internal import Processes

/// The charters as they stand in the working tree, stored as git itself would add them: filters,
/// ignored files and modes are git's business.
package struct GovernedSnapshot {
  private let repository: Repository

  package init(_ repository: Repository) throws {
    guard repository.workingDirectory != nil else { throw ActError.bareRepository }
    self.repository = repository
  }

  /// Stores a root tree: `base` with the working tree's `Charters/`.
  ///
  /// - Parameters:
  ///   - base: a root tree; nil is the empty one.
  ///   - paths: only these are taken from the working tree; nil takes the whole folder, and what
  ///     was added to the index although it is ignored.
  package func tree(onto base: ObjectID?, paths: [String]? = nil) throws -> ObjectID {
    let conflicts = try repository.require(["ls-files", "--unmerged", "-z"])
      .split(separator: "\0").compactMap { $0.split(separator: "\t").last.map(String.init) }
    guard conflicts.isEmpty else { throw ActError.conflictedFiles(Set(conflicts).sorted()) }
    let index = repository.gitDirectory + "/charter-index.\(UInt64.random(in: .min ... .max))"
    defer {
      for file in [index, index + ".lock"] {
        // Only a left-over file in git's own folder, which nothing reads.
        try? FileManager.default.removeItem(atPath: file)
      }
    }
    let environment = ["GIT_INDEX_FILE": index]
    if paths == nil, FileManager.default.fileExists(atPath: try repository.gitPath("index")) {
      try FileManager.default.copyItem(atPath: repository.gitPath("index"), toPath: index)
    } else {
      try repository.require(
        ["read-tree"] + (base.map { [$0.hex] } ?? ["--empty"]), environment: environment)
    }
    let added = try repository.attempt(
      ["-c", "core.safecrlf=false", "add", "--all", "--"] + (paths ?? [Self.root]),
      environment: environment)
    if !added.succeeded, !added.errorText.contains("did not match any file") {
      throw ActError.git(command: ["git", "add", Self.root], message: added.errorText)
    }
    let written = try repository.attempt(
      ["write-tree", "--prefix=\(Self.root)/"], environment: environment)
    let edit: Repository.TreeEdit
    if written.succeeded, let id = ObjectID(hex: written.outputText.prefix(40)) {
      edit = .put(mode: 0o040000, id: id)
    } else if written.errorText.contains("prefix") {
      edit = .remove
    } else {
      throw ActError.git(command: ["git", "write-tree"], message: written.errorText)
    }
    return try repository.tree(base, applying: [Self.root: edit])
  }

  /// Makes the index agree with HEAD about the charters, which the working tree holds already.
  package func settleIndex(paths: [String]? = nil) throws {
    try repository.require(["reset", "--quiet", "HEAD", "--"] + (paths ?? [Self.root]))
  }

  private static let root = "Charters"
}
