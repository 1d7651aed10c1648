extension Repository {
  /// What happens to one path of a tree.
  package enum TreeEdit: Hashable, Sendable {
    /// Puts an entry there, in the place of whatever was there.
    case put(mode: UInt32, id: ObjectID)
    /// Takes away whatever is there, a whole folder too; nothing there is fine.
    case remove
  }

  /// The most folders above a file that are followed.
  static let deepestPath = 128

  /// The entry at a path such as `Charters/members`; nil where there is none.
  package func entry(
    at path: String, inTree root: ObjectID
  ) throws(GitError) -> TreeEntry? {
    var id = root
    var found: TreeEntry?
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if let found {
        guard found.isTree else { return nil }
        id = found.id
      }
      guard let entry = try tree(id).entry(named: part) else { return nil }
      found = entry
    }
    return found
  }

  /// Stores a tree, its entries sorted as git does.
  ///
  /// Refuses names that no tree may hold, unknown modes, and a name twice.
  @discardableResult
  package func writeTree(_ entries: [TreeEntry]) throws(GitError) -> ObjectID {
    try write(.tree, Tree(entries).bytes)
  }

  /// Stores the tree that edits make of another one; a folder left empty vanishes.
  ///
  /// - Parameters:
  ///   - base: the tree to begin with; nil is the empty one.
  ///   - edits: keyed by path, `Charters/members/ana.md`. Refuses a path with an empty part, and
  ///     two edits of which one is inside the other.
  package func tree(
    _ base: ObjectID?, applying edits: [String: TreeEdit]
  ) throws(GitError) -> ObjectID {
    var root = EditedFolder()
    for (path, edit) in edits { try root.add(edit, at: path) }
    let entries = try apply(root, to: base)
    return try writeTree(entries)
  }

  /// Depth is bounded by `deepestPath`, which `EditedFolder.add` refuses to pass.
  private func apply(
    _ folder: EditedFolder, to base: ObjectID?
  ) throws(GitError) -> [TreeEntry] {
    var entries: [[UInt8]: TreeEntry] = [:]
    if let base {
      for entry in try tree(base).entries { entries[entry.name] = entry }
    }
    for (name, change) in folder.changes {
      switch change {
      case .edit(.remove): entries[name] = nil
      case .edit(.put(let mode, let id)):
        entries[name] = TreeEntry(name: name, mode: mode, id: id)
      case .folder(let inner):
        let old = entries[name]
        if let old, !old.isTree, inner.onlyRemoves { continue }
        let children = try apply(inner, to: old.flatMap { $0.isTree ? $0.id : nil })
        if children.isEmpty {
          entries[name] = nil
        } else {
          entries[name] = TreeEntry(name: name, mode: 0o040000, id: try writeTree(children))
        }
      }
    }
    return Array(entries.values)
  }
}

/// Edits of one folder, by name.
private struct EditedFolder {
  enum Change {
    case edit(Repository.TreeEdit)
    indirect case folder(EditedFolder)
  }

  private(set) var changes: [[UInt8]: Change] = [:]

  /// Whether nothing is put here: then a file in the folder's place stays.
  var onlyRemoves: Bool {
    changes.values.allSatisfy {
      switch $0 {
      case .edit(.remove): true
      case .edit(.put): false
      case .folder(let inner): inner.onlyRemoves
      }
    }
  }

  mutating func add(_ edit: Repository.TreeEdit, at path: String) throws(GitError) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count <= Repository.deepestPath, !parts.contains(where: \.isEmpty) else {
      throw .invalidName("edit tree", "bad path \(String(reflecting: path))")
    }
    try add(edit, at: parts.map { Array($0) }[...], of: path)
  }

  private mutating func add(
    _ edit: Repository.TreeEdit, at parts: ArraySlice<[UInt8]>, of path: String
  ) throws(GitError) {
    guard let name = parts.first else { return }
    func clash() -> GitError {
      .invalidName("edit tree", "two edits meet at \(String(reflecting: path))")
    }
    if parts.count == 1 {
      guard changes[name] == nil else { throw clash() }
      changes[name] = .edit(edit)
      return
    }
    var folder = EditedFolder()
    switch changes[name] {
    case .folder(let known): folder = known
    case .edit: throw clash()
    case nil: break
    }
    try folder.add(edit, at: parts.dropFirst(), of: path)
    changes[name] = .folder(folder)
  }
}
