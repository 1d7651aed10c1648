internal import Git
internal import Prose

/// Follows one file from a commit into the past, first parent by first parent, through renames.
struct FileWalk {
  private(set) var notices: [HistoryNotice] = []
  /// Files that sentences came from and that were followed as well.
  private var otherWalks = 0
  private let repository: Repository
  private let store: CarryStore

  /// A version and what it took over from the one before it; nil where it is the oldest.
  struct Link {
    let version: FileVersion
    let carry: Carry
    /// Other files that sentences of it came from, each as it was before, newest first.
    var others: [[Link]] = []
  }

  /// Less of a text than this in common, and one may have taken the place of another.
  static let leastShare = 0.25
  /// From this on two files are one that was renamed; as git's own default.
  static let renamedShare = 0.5

  /// Beyond it, sentences that came from elsewhere count as new.
  private static let mostOtherWalks = 200

  init(_ repository: Repository, _ store: CarryStore) {
    self.repository = repository
    self.store = store
  }

  /// Its versions, newest first; none where there is no such file.
  ///
  /// - Parameters:
  ///   - start: how many first parents `tip` lies behind the commit that somebody asked about.
  ///   - hops: from how many files, one after the other, sentences are followed.
  mutating func links(
    of path: String, at tip: ObjectID, depth start: Int = 0, hops: Int = 3
  ) throws -> [Link] {
    var links: [Link] = []
    var (path, depth) = (path, start)
    var commit = try repository.commit(tip)
    guard var place = try locate(path, in: commit.tree) else { return [] }
    while let blob = place.last {
      let parent = try parent(of: commit)
      let before = try parent.flatMap { try locate(path, in: $0.tree, knowing: place) }
      if let parent, let before, before.last == blob {
        (commit, place) = (parent, before)
        depth += 1
        continue
      }
      var version = FileVersion(commit: commit.id, path: path, blob: blob, depth: depth)
      let source = try parent.flatMap {
        try self.source(of: version, before?.last, in: commit, after: $0)
      }
      version.pathBefore = source?.distance == 1 ? source?.path : nil
      var link = Link(version: version, carry: try store.carry(from: source?.blob, to: blob))
      if hops > 0, let parent {
        link.others = try others(
          of: link, without: source?.path, from: parent, to: commit, hops: hops - 1)
      }
      links.append(link)
      guard let source, let next = try locate(source.path, in: source.commit.tree) else { break }
      (commit, path, place) = (source.commit, source.path, next)
      depth += source.distance
    }
    return links
  }

  /// Where the text of a version was before.
  private struct Source {
    let commit: Commit
    let path: String
    let blob: ObjectID
    /// First-parent commits from the version to it.
    var distance = 1
  }

  private mutating func source(
    of version: FileVersion, _ before: ObjectID?, in commit: Commit, after parent: Commit
  ) throws -> Source? {
    let (path, blob) = (version.path, version.blob)
    if let before {
      let same = Source(commit: parent, path: path, blob: before)
      if try store.carry(from: before, to: blob).share >= Self.leastShare { return same }
      let renames = try TreeRenames(from: parent, to: commit, repository)
      // git leaves short files as they are (`-B`), so their words are compared here.
      let target =
        try renames.target(of: path)
        ?? likest(renames.added, in: commit) {
          try store.carry(from: before, to: $0, isKept: false).share
        }?.path
      if let found = try renamed(version, renames, from: parent, to: commit) {
        notices.append(.otherFile(commit: commit.id, path: path, goesOnAt: target))
        return found
      }
      if target != nil {
        notices.append(.otherFile(commit: commit.id, path: path, goesOnAt: target))
        return nil
      }
      notices.append(.rewritten(commit: commit.id, path: path))
      return same
    }
    let renames = try TreeRenames(from: parent, to: commit, repository)
    if let found = try renamed(version, renames, from: parent, to: commit) { return found }
    if let found = try imported(version, from: parent) { return found }
    return try earlier(version, before: parent)
  }

  /// The file that the version's was called before; re-wrapped and renamed at once, too.
  private func renamed(
    _ version: FileVersion, _ renames: TreeRenames, from parent: Commit, to commit: Commit
  ) throws -> Source? {
    if let old = renames.source(of: version.path), let id = try blobID(old, in: parent.tree) {
      return Source(commit: parent, path: old, blob: id)
    }
    // A path that another text took over has lost its own as well.
    let left = try renames.modified.prefix(Self.mostCandidates).filter { other in
      guard other != version.path, let old = try blobID(other, in: parent.tree),
        let new = try blobID(other, in: commit.tree), try store.isText(old), try store.isText(new)
      else { return false }
      return try store.carry(from: old, to: new, isKept: false).share < Self.leastShare
    }
    return try likest(renames.deleted + left, in: parent) {
      try store.carry(from: $0, to: version.blob, isKept: false).share
    }.map { Source(commit: parent, path: $0.path, blob: $0.blob) }
  }

  /// Of some files, the one that shares most words with another, if it is that other one.
  private func likest(
    _ paths: [String], in commit: Commit, share: (ObjectID) throws -> Double
  ) throws -> (path: String, blob: ObjectID)? {
    var best: (share: Double, path: String, blob: ObjectID)?
    for path in paths.prefix(Self.mostCandidates) {
      guard let id = try blobID(path, in: commit.tree), try store.isText(id) else { continue }
      let own = try share(id)
      if own >= Self.renamedShare, own > best?.share ?? 0 { best = (own, path, id) }
    }
    return best.map { ($0.path, $0.blob) }
  }

  private static let mostCandidates = 100

  /// The file that a charter was made from by adding its front matter.
  private func imported(_ version: FileVersion, from parent: Commit) throws -> Source? {
    guard version.path.hasPrefix(ImportSearch.root) else { return nil }
    let search = ImportSearch(repository)
    guard let found = try search.source(of: version.blob, in: parent.tree) else { return nil }
    return Source(commit: parent, path: found.path, blob: found.blob)
  }

  /// The file at the same path, further back; it is this one if it has the same words.
  private mutating func earlier(_ version: FileVersion, before parent: Commit) throws -> Source? {
    var commit = parent
    var distance = 1
    while let next = try self.parent(of: commit) {
      commit = next
      distance += 1
      guard let id = try blobID(version.path, in: commit.tree) else { continue }
      if try store.carry(from: id, to: version.blob, isKept: false).share >= Self.renamedShare {
        notices.append(.cameBack(commit: version.commit, path: version.path))
        return Source(commit: commit, path: version.path, blob: id, distance: distance)
      }
      notices.append(
        .otherFile(commit: version.commit, path: version.path, goesOnAt: nil))
      return nil
    }
    return nil
  }

  /// The files that a commit changed or took away and that had sentences which are new here.
  private mutating func others(
    of link: Link, without path: String?, from parent: Commit, to commit: Commit, hops: Int
  ) throws -> [[Link]] {
    let fresh = link.carry.fresh
    guard !fresh.isEmpty, otherWalks < Self.mostOtherWalks else { return [] }
    let changed = try ChangedTexts(from: parent.tree, to: commit.tree, repository)
    var others: [[Link]] = []
    for (other, blob) in changed.before where other != path {
      guard try store.isText(blob),
        try !store.carry(from: nil, to: blob).fingerprints.isDisjoint(with: fresh)
      else { continue }
      // What is told of that file's own past is not about this one.
      let told = notices
      otherWalks += 1
      others.append(
        try links(of: other, at: parent.id, depth: link.version.depth + 1, hops: hops))
      notices = told
    }
    return others
  }

  // MARK: Commits and trees

  /// The first parent; nil at the beginning, or where this copy ends.
  private mutating func parent(of commit: Commit) throws -> Commit? {
    guard let id = commit.parents.first else { return nil }
    if repository.isShallow, try !repository.contains(id) {
      if !notices.contains(.cutShort) { notices.append(.cutShort) }
      return nil
    }
    return try repository.commit(id)
  }

  /// The file at a path in a commit.
  func blob(of path: String, at commit: ObjectID) throws -> ObjectID? {
    try blobID(path, in: repository.commit(commit).tree)
  }

  private func blobID(_ path: String, in tree: ObjectID) throws -> ObjectID? {
    try locate(path, in: tree)?.last
  }

  /// The ids of the root tree, of each folder on the way, and of the file; nil where there is none.
  ///
  /// - Parameter known: the answer for another tree: from where both have the same folder on,
  ///   nothing is read again.
  private func locate(
    _ path: String, in root: ObjectID, knowing known: [ObjectID] = []
  ) throws -> [ObjectID]? {
    let names = path.split(separator: "/")
    var ids = [root]
    for (level, name) in names.enumerated() {
      if known.count == names.count + 1, known[level] == ids[level] {
        return ids + known[(level + 1)...]
      }
      guard let entry = try repository.tree(ids[level]).entry(named: name) else { return nil }
      let isLast = level == names.count - 1
      guard isLast ? entry.isFile : entry.isTree else { return nil }
      ids.append(entry.id)
    }
    return ids
  }
}

extension TreeEntry {
  /// A file of any permissions; no link, folder or submodule.
  var isFile: Bool { mode & 0o170000 == 0o100000 }
}
