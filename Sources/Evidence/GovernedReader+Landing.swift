internal import Git

extension GovernedReader {
  /// The root tree with some governed paths replaced, kept in memory under its git name.
  ///
  /// Nothing is written, so a hook or a read-only repository can judge what would land.
  func virtualTree(
    _ base: ObjectID, overlay: [[UInt8]: GovernedChange.Entry?]
  ) throws -> ObjectID {
    let edits = overlay.map { (path: $0.key.split(separator: 47).map(Array.init), entry: $0.value) }
    return try replace(base, edits[...].map { ($0.path[...], $0.entry) }) ?? base
  }

  /// The tree with edits applied; nil where nothing is left of it.
  private func replace(
    _ base: ObjectID?, _ edits: [(path: ArraySlice<[UInt8]>, entry: GovernedChange.Entry?)]
  ) throws -> ObjectID? {
    if edits.isEmpty { return base }
    var entries: [[UInt8]: TreeEntry] = [:]
    for entry in try base.map({ try tree($0).entries }) ?? [] { entries[entry.name] = entry }
    for (name, group) in Dictionary(grouping: edits, by: { $0.path.first ?? [] }) {
      if let file = group.first(where: { $0.path.count == 1 }) {
        entries[name] = file.entry.map { TreeEntry(name: name, mode: $0.mode, id: $0.id) }
      }
      let deeper = group.filter { $0.path.count > 1 }.map {
        (path: $0.path.dropFirst(), entry: $0.entry)
      }
      if deeper.isEmpty { continue }
      let folder = entries[name].flatMap { $0.mode == 0o040000 ? $0.id : nil }
      let replaced = try replace(folder, deeper)
      if let replaced {
        entries[name] = TreeEntry(name: name, mode: 0o040000, id: replaced)
      } else if entries[name]?.mode == 0o040000 {
        entries[name] = nil
      }
    }
    if entries.isEmpty { return nil }
    func key(_ entry: TreeEntry) -> [UInt8] { entry.name + (entry.mode == 0o040000 ? [47] : []) }
    let sorted = entries.values.sorted { key($0).lexicographicallyPrecedes(key($1)) }
    var bytes: [UInt8] = []
    for entry in sorted {
      bytes += Array("\(String(entry.mode, radix: 8)) ".utf8) + entry.name + [0] + entry.id.bytes
    }
    let id = gitName(kind: "tree", bytes)
    // Read and not made: names that no tree may hold are a finding, which is for others to say.
    virtual[id] = try Tree(parsing: bytes)
    return id
  }
}
