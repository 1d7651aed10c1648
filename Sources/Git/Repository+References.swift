import Clibgit2

extension Repository {
  /// Where HEAD is.
  package enum Head: Hashable, Sendable {
    case branch(ReferenceName, ObjectID)
    /// On a branch that has no commit yet.
    case unborn(ReferenceName)
    case detached(ObjectID)
  }

  package func head() throws(GitError) -> Head {
    var reference: OpaquePointer?
    try LibGit2.call("read HEAD", git_reference_lookup(&reference, handle, "HEAD"))
    defer { git_reference_free(reference) }
    if let oid = git_reference_target(reference) { return .detached(ObjectID(oid.pointee)) }
    guard let target = git_reference_symbolic_target(reference) else {
      throw .malformed("read HEAD", "it names nothing")
    }
    let name = try ReferenceName(String(cString: target))
    guard let id = try self.target(of: name) else { return .unborn(name) }
    return .branch(name, id)
  }

  /// The object that a reference names, symbolic ones followed; nil where there is none.
  package func target(of name: ReferenceName) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    guard
      try LibGit2.find(
        "read reference \(name)", git_reference_name_to_id(&oid, handle, name.text))
    else { return nil }
    return ObjectID(oid)
  }

  /// Whether a reference names another one instead of an object.
  package func isSymbolic(_ name: ReferenceName) throws(GitError) -> Bool {
    var reference: OpaquePointer?
    guard
      try LibGit2.find(
        "read reference \(name)", git_reference_lookup(&reference, handle, name.text))
    else { return false }
    defer { git_reference_free(reference) }
    return git_reference_symbolic_target(reference) != nil
  }

  /// Every reference whose full name begins with `prefix`, sorted by name.
  ///
  /// Symbolic ones are followed, and left out where they end nowhere; so are names that git calls
  /// broken and passes over too, and names that are not UTF-8, which nothing here can have made.
  /// An empty prefix gives all.
  package func references(
    under prefix: String
  ) throws(GitError) -> [(name: ReferenceName, target: ObjectID)] {
    let operation = "list references under \(prefix)"
    guard !prefix.utf8.contains(where: { "*?[\\".utf8.contains($0) || $0 == 0 }) else {
      throw .invalidName(operation, "no reference is named so")
    }
    var iterator: OpaquePointer?
    try LibGit2.call(
      operation, git_reference_iterator_glob_new(&iterator, handle, prefix + "*"))
    defer { git_reference_iterator_free(iterator) }
    var found: [(name: ReferenceName, target: ObjectID)] = []
    while true {
      var reference: OpaquePointer?
      let code = git_reference_next(&reference, iterator)
      if code == GIT_ITEROVER.rawValue { break }
      try LibGit2.call(operation, code)
      defer { git_reference_free(reference) }
      // A name that is refused is one that git passes over.
      guard let text = git_reference_name(reference).flatMap({ String(validatingCString: $0) }),
        let name = try? ReferenceName(text)
      else { continue }
      if let oid = git_reference_target(reference) {
        found.append((name, ObjectID(oid.pointee)))
      } else if let id = try target(of: name) {
        found.append((name, id))
      }
    }
    return found.sorted { $0.name < $1.name }
  }
}
