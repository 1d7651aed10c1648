internal import Git

/// The Markdown files that a commit changed or took away, as they were before it.
struct ChangedTexts {
  private(set) var before: [(path: String, blob: ObjectID)] = []
  private let repository: Repository

  /// A commit that changes more is no move of a few sentences.
  private static let most = 64
  private static let deepest = 32

  init(from old: ObjectID, to new: ObjectID, _ repository: Repository) throws {
    self.repository = repository
    try compare(old, new, prefix: "", depth: 0)
    if before.count > Self.most { before = [] }
  }

  private mutating func compare(
    _ old: ObjectID, _ new: ObjectID?, prefix: String, depth: Int
  ) throws {
    guard old != new, depth < Self.deepest, before.count <= Self.most else { return }
    let after = try new.map { try repository.tree($0) }
    for entry in try repository.tree(old).entries {
      let now = after?.entry(named: entry.name)
      guard now?.id != entry.id else { continue }
      let path = prefix + entry.nameText
      if entry.isTree {
        try compare(
          entry.id, now.flatMap { $0.isTree ? $0.id : nil }, prefix: path + "/", depth: depth + 1)
      } else if entry.isFile, [".md", ".markdown", ".txt"].contains(where: path.hasSuffix) {
        before.append((path, entry.id))
      }
    }
  }
}
