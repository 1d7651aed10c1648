import Clibgit2

/// Objects, always read raw (`git_odb_read`): their bytes are what is hashed and signed, and
/// replace refs are never applied.
extension Repository {
  package func contains(_ id: ObjectID) throws(GitError) -> Bool {
    var oid = id.oid
    return try LibGit2.call("look for object \(id)", git_odb_exists(objects, &oid)) == 1
  }

  /// An object's content, whatever its kind; refuses content that does not hash to `id`.
  package func object(_ id: ObjectID) throws(GitError) -> RawObject {
    var oid = id.oid
    var object: OpaquePointer?
    let operation = "read object \(id)"
    try LibGit2.call(operation, git_odb_read(&object, objects, &oid))
    defer { git_odb_object_free(object) }
    guard let kind = ObjectKind(git_odb_object_type(object)) else {
      throw .malformed(operation, "unknown kind of object")
    }
    let content = UnsafeRawBufferPointer(
      start: git_odb_object_data(object), count: git_odb_object_size(object))
    return RawObject(kind: kind, bytes: Array(content))
  }

  /// What an object is and how many bytes it has, without reading it: to look before a huge one.
  package func size(of id: ObjectID) throws(GitError) -> (kind: ObjectKind, size: Int) {
    var oid = id.oid
    var size = 0
    var type = GIT_OBJECT_INVALID
    let operation = "read header of object \(id)"
    try LibGit2.call(operation, git_odb_read_header(&size, &type, objects, &oid))
    guard let kind = ObjectKind(type) else {
      throw .malformed(operation, "unknown kind of object")
    }
    return (kind, size)
  }

  package func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try Commit(id: id, parsing: bytes(of: id, .commit))
  }

  /// A commit and the bytes it was read from, by one look-up.
  package func rawCommit(_ id: ObjectID) throws(GitError) -> (commit: Commit, bytes: [UInt8]) {
    let bytes = try bytes(of: id, .commit)
    return (try Commit(id: id, parsing: bytes), bytes)
  }

  package func tree(_ id: ObjectID) throws(GitError) -> Tree {
    try Tree(parsing: bytes(of: id, .tree))
  }

  package func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    try bytes(of: id, .blob)
  }

  /// The content of an object that has to be of that kind.
  func bytes(of id: ObjectID, _ kind: ObjectKind) throws(GitError) -> [UInt8] {
    let object = try object(id)
    guard object.kind == kind else {
      throw .malformed("read \(kind) \(id)", "it is a \(object.kind)")
    }
    return object.bytes
  }

  /// Stores an object as it is; the bytes are not checked.
  @discardableResult
  package func write(_ kind: ObjectKind, _ bytes: [UInt8]) throws(GitError) -> ObjectID {
    var oid = git_oid()
    try LibGit2.call(
      "write \(kind)", git_odb_write(&oid, objects, bytes, bytes.count, kind.type))
    return ObjectID(oid)
  }

  /// Seven hexadecimal digits of an id, or as many more as tell it from every other object here.
  package func abbreviated(_ id: ObjectID) throws(GitError) -> String {
    var oid = id.oid
    var found = git_oid()
    for count in 7..<2 * ObjectID.byteCount {
      let isUnique: Bool
      do throws(GitError) {
        isUnique = try LibGit2.find(
          "abbreviate \(id)", git_odb_exists_prefix(&found, objects, &oid, count))
      } catch {
        guard error.isAmbiguous else { throw error }
        continue
      }
      // An object that is not here is shortened as if it were the only one.
      if !isUnique || found.id.0 == oid.id.0 { return String(id.hex.prefix(count)) }
    }
    return id.hex
  }

  /// The commit that a revision names, as `git rev-parse --verify REVISION^{commit}`.
  ///
  /// Nil where it names nothing or no commit; throws where an abbreviation is ambiguous.
  package func resolve(_ revision: String) throws(GitError) -> ObjectID? {
    guard !revision.utf8.contains(0) else { return nil }
    var object: OpaquePointer?
    do throws(GitError) {
      let operation = "resolve revision \(String(reflecting: revision))"
      guard
        try LibGit2.find(operation, git_revparse_single(&object, handle, revision))
      else { return nil }
    } catch {
      guard error.isInvalidName else { throw error }
      return nil
    }
    defer { git_object_free(object) }
    guard let oid = git_object_id(object) else { return nil }
    return try peeled(ObjectID(oid.pointee))
  }

  /// The commit that an object is, or that a chain of tags ends at; nil for a tree or blob.
  package func peeled(_ id: ObjectID) throws(GitError) -> ObjectID? {
    var id = id
    // Tags may tag tags, but nobody has a hundred.
    for _ in 0..<100 {
      switch try size(of: id).kind {
      case .commit: return id
      case .tree, .blob: return nil
      case .tag:
        var lines = HeaderLines(try bytes(of: id, .tag))
        guard let target = lines.id("object") else {
          throw .malformed("parse tag \(id)", "no object at byte 0")
        }
        id = target
      }
    }
    throw .malformed("peel tag \(id)", "too many tags of tags")
  }
}
