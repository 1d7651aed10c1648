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
    try withIndex(from: paths == nil ? nil : base ?? .zero) { environment in
      try add(paths ?? [Self.root], environment)
      let written = try repository.attempt(
        ["write-tree", "--prefix=\(Self.root)/"], environment: environment)
      if written.succeeded, let id = ObjectID(hex: written.outputText.prefix(40)) {
        return try repository.tree(base, applying: [Self.root: .put(mode: 0o040000, id: id)])
      }
      guard written.errorText.contains("prefix") else {
        throw ActError.git(command: ["git", "write-tree"], message: written.errorText)
      }
      return try repository.tree(base, applying: [Self.root: .remove])
    }
  }

  /// Stores the index as a root tree, with the working tree's `Charters/`: a merge that was put
  /// right by hand.
  package func wholeTree() throws -> ObjectID {
    try withIndex(from: nil) { environment in
      try add([Self.root], environment)
      let text = try repository.require(["write-tree"], environment: environment)
      guard let id = ObjectID(hex: text) else {
        throw ActError.git(command: ["git", "write-tree"], message: text)
      }
      return id
    }
  }

  /// Works with an index of its own: a copy of the user's, or one read from a tree (`zero` is the
  /// empty one).
  private func withIndex(
    from tree: ObjectID?, _ body: ([String: String]) throws -> ObjectID
  ) throws -> ObjectID {
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
    let own = try repository.gitPath("index")
    if let tree, !tree.isZero {
      try repository.require(["read-tree", tree.hex], environment: environment)
    } else if tree == nil, FileManager.default.fileExists(atPath: own) {
      try FileManager.default.copyItem(atPath: own, toPath: index)
    } else {
      try repository.require(["read-tree", "--empty"], environment: environment)
    }
    return try body(environment)
  }

  private func add(_ paths: [String], _ environment: [String: String]) throws {
    let added = try repository.attempt(
      ["-c", "core.safecrlf=false", "add", "--all", "--"] + paths, environment: environment)
    guard added.succeeded || added.errorText.contains("did not match any file") else {
      throw ActError.git(command: ["git", "add"], message: added.errorText)
    }
  }

  /// Makes the index agree with a commit about the charters, which the working tree holds already.
  ///
  /// Done before HEAD moves there: until then they only look as if they had been added.
  package func settleIndex(on commit: ObjectID, paths: [String]? = nil) throws {
    try repository.require(["reset", "--quiet", commit.hex, "--"] + (paths ?? [Self.root]))
  }

  private static let root = "Charters"
}
