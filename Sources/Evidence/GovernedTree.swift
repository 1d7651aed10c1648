internal import Charters
package import Git

/// The name of the folder that is governed.
package let governedRoot = "Charters"

/// One governed path that differs between two trees.
package struct GovernedChange: Hashable, Sendable {
  /// From the repository's root, as stored.
  package let path: [UInt8]
  package let old: Entry?
  package let new: Entry?

  /// What stands at a path.
  package struct Entry: Hashable, Sendable {
    package let mode: UInt32
    package let id: ObjectID
  }

  package var pathText: String { String(decoding: path, as: UTF8.self) }
}

/// Reads governed trees and remembers what it read; facts only, so forgetting costs only time.
final class GovernedReader {
  private let repository: Repository
  private var trees: [ObjectID: Tree] = [:]
  /// Trees that stand in no object store: what a proposal would land.
  var virtual: [ObjectID: Tree] = [:]
  private var hashes: [ObjectID: String] = [:]
  private var texts: [TextKey: Result<CharterText, CharterTextError>] = [:]
  private var contents: [ContentKey: [Finding]] = [:]
  private var rootFindings: [[RootName]: [Finding]] = [:]
  private var differences: [RootPair: [GovernedChange]] = [:]
  /// How many changes `differences` holds in all.
  private var differenceCount = 0
  /// Asked before each file is read; throws where there is no more time.
  var checkpoint: (() throws -> Void)?

  private struct TextKey: Hashable {
    let path: [UInt8]
    let mode: UInt32
    let id: ObjectID
  }

  /// What decides whether a file's bytes will do: they, and the kind of charter that they should
  /// be; nil where no charter may stand.
  private struct ContentKey: Hashable {
    let kind: Kind?
    let id: ObjectID
  }

  /// What decides what an entry of a root tree could be taken for.
  private struct RootName: Hashable {
    let name: [UInt8]
    let mode: UInt32
  }

  /// Two governed roots, between which differences are always the same.
  private struct RootPair: Hashable {
    let old: GovernedChange.Entry?
    let new: GovernedChange.Entry?
  }

  init(_ repository: Repository) { self.repository = repository }

  func tree(_ id: ObjectID) throws -> Tree {
    if let known = trees[id] ?? virtual[id] { return known }
    let tree = try repository.tree(id)
    if trees.count > 50_000 { trees.removeAll() }
    trees[id] = tree
    return tree
  }

  /// The tree below `Charters/` in a root tree; nil where there is none.
  ///
  /// A `Charters` that is no folder is an entry all the same, so that a change shows.
  func root(of tree: ObjectID) throws -> GovernedChange.Entry? {
    try self.tree(tree).entry(named: governedRoot).map { .init(mode: $0.mode, id: $0.id) }
  }

  /// Whether two root trees hold the same governed bytes.
  func sameGoverned(_ a: ObjectID, _ b: ObjectID) throws -> Bool {
    try a == b || root(of: a) == root(of: b)
  }

  /// Whether two root trees are the same outside `Charters/`.
  func sameElsewhere(_ a: ObjectID, _ b: ObjectID) throws -> Bool {
    if a == b { return true }
    func others(_ id: ObjectID) throws -> [TreeEntry] {
      try tree(id).entries.filter { $0.name != Array(governedRoot.utf8) }
    }
    return try others(a) == others(b)
  }

  /// The most paths that may differ: twice the files of a step, all of them replaced by others.
  static let changeLimit = 2 * ContentRules.fileCountLimit

  /// The governed paths that differ between two root trees, in bytewise order of path.
  ///
  /// `nil` stands for a tree without a governed root.  At most `changeLimit`, else `tooManyFiles`.
  func changes(from old: ObjectID?, to new: ObjectID?) throws -> [GovernedChange] {
    let pair = RootPair(old: try old.flatMap(root(of:)), new: try new.flatMap(root(of:)))
    if pair.old == pair.new { return [] }
    if let known = differences[pair] { return known }
    var found: [GovernedChange] = []
    try compare(Array(governedRoot.utf8), pair.old, pair.new, depth: 0, into: &found)
    found.sort { $0.path.lexicographicallyPrecedes($1.path) }
    differenceCount += found.count + 1
    if differenceCount > 100_000 {
      differences.removeAll()
      differenceCount = found.count + 1
    }
    differences[pair] = found
    return found
  }

  private func compare(
    _ path: [UInt8], _ old: GovernedChange.Entry?, _ new: GovernedChange.Entry?, depth: Int,
    into found: inout [GovernedChange]
  ) throws {
    if old == new { return }
    guard depth <= 64, found.count <= Self.changeLimit else { throw EvidenceError.tooManyFiles }
    let oldTree = try old.flatMap { $0.mode == 0o040000 ? try tree($0.id) : nil }
    let newTree = try new.flatMap { $0.mode == 0o040000 ? try tree($0.id) : nil }
    let oldFile = oldTree == nil ? old : nil
    let newFile = newTree == nil ? new : nil
    if oldFile != newFile { found.append(.init(path: path, old: oldFile, new: newFile)) }
    var names: [[UInt8]: (old: GovernedChange.Entry?, new: GovernedChange.Entry?)] = [:]
    let (before, after) = TreeEntry.differing(oldTree?.entries ?? [], newTree?.entries ?? [])
    for entry in before {
      names[entry.name, default: (nil, nil)].old = .init(mode: entry.mode, id: entry.id)
    }
    for entry in after {
      names[entry.name, default: (nil, nil)].new = .init(mode: entry.mode, id: entry.id)
    }
    for (name, pair) in names {
      try compare(path + [47] + name, pair.old, pair.new, depth: depth + 1, into: &found)
    }
  }

  /// Every governed path of a root tree, in bytewise order.
  func files(of tree: ObjectID) throws -> [GovernedChange] { try changes(from: nil, to: tree) }

  /// What stands at a governed path; nil where nothing does.
  func entry(_ path: [UInt8], in tree: ObjectID) throws -> GovernedChange.Entry? {
    var current = tree
    let parts = path.split(separator: 47, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      guard let entry = try self.tree(current).entry(named: Array(part)) else { return nil }
      if index == parts.count - 1 { return .init(mode: entry.mode, id: entry.id) }
      guard entry.mode == 0o040000 else { return nil }
      current = entry.id
    }
    return nil
  }

  /// A governed file's content; refuses more than 1 MiB before reading it.
  func content(_ id: ObjectID) throws -> [UInt8] {
    let size = try repository.size(of: id)
    guard size.kind == .blob else { throw EvidenceError.notAFile(id) }
    guard size.size <= 1 << 20 else { throw EvidenceError.tooLarge(id, bytes: size.size) }
    return try repository.blob(id)
  }

  /// The same of what stands at a path; a submodule names a commit that need not be here.
  func content(_ entry: GovernedChange.Entry) throws -> [UInt8] {
    guard entry.mode != 0o160000 else { throw EvidenceError.notAFile(entry.id) }
    return try content(entry.id)
  }

  /// The fingerprint of a set of changes.
  func digest(_ changes: [GovernedChange]) throws -> AmendmentDigest {
    AmendmentDigest(canonical: try canonical(changes))
  }

  /// The text whose SHA-256 is the fingerprint: a line a path, with both modes and the SHA-256 of
  /// both contents.
  func canonical(_ changes: [GovernedChange]) throws -> [UInt8] {
    var text = Array("charter-amendment-1\n".utf8)
    for change in changes {
      text += change.path
      text.append(0)
      text += try side(change.old) + [32] + side(change.new) + [10]
    }
    return text
  }

  private func side(_ entry: GovernedChange.Entry?) throws -> [UInt8] {
    guard let entry else { return Array("000000 \(String(repeating: "0", count: 64))".utf8) }
    let octal = String(entry.mode, radix: 8)
    let mode = String(repeating: "0", count: max(0, 6 - octal.count)) + octal
    if hashes[entry.id] == nil {
      try checkpoint?()
      guard entry.mode != 0o160000 else { throw EvidenceError.notAFile(entry.id) }
      let size = try repository.size(of: entry.id)
      guard size.kind == .blob else { throw EvidenceError.notAFile(entry.id) }
      guard size.size <= 1 << 30 else { throw EvidenceError.tooLarge(entry.id, bytes: size.size) }
      hashes[entry.id] = hexDigest(try repository.blob(entry.id))
    }
    return Array("\(mode) \(hashes[entry.id] ?? "")".utf8)
  }

  /// The charter at a path of a root tree, cut into its pieces; nil where there is none.
  func charter(_ path: CharterPath, in tree: ObjectID) throws -> CharterText? {
    guard let entry = try entry(Array(path.text.utf8), in: tree) else { return nil }
    return try charter(path, entry)
  }

  func charter(_ path: CharterPath, _ entry: GovernedChange.Entry) throws -> CharterText {
    let key = TextKey(path: Array(path.text.utf8), mode: entry.mode, id: entry.id)
    if let known = texts[key] { return try known.get() }
    try checkpoint?()
    return try read(path, entry, content(entry))
  }

  /// The charter that bytes make at a place; remembered.
  private func read(
    _ path: CharterPath, _ entry: GovernedChange.Entry, _ bytes: [UInt8]
  ) throws(CharterTextError) -> CharterText {
    let key = TextKey(path: Array(path.text.utf8), mode: entry.mode, id: entry.id)
    if let known = texts[key] { return try known.get() }
    let result: Result<CharterText, CharterTextError>
    do throws(CharterTextError) {
      result = .success(try CharterText(path: path, bytes: bytes))
    } catch {
      result = .failure(error)
    }
    if texts.count > 20_000 { texts.removeAll() }
    texts[key] = result
    return try result.get()
  }

  /// What the names in a root tree could be taken for.
  func rootFindings(of entries: [TreeEntry]) -> [Finding] {
    let key = entries.map { RootName(name: $0.name, mode: $0.mode) }
    if let known = rootFindings[key] { return known }
    let found = ContentRules.checkTree(paths: entries.map { (path: $0.name, mode: $0.mode) })
    if rootFindings.count > 1_000 { rootFindings.removeAll() }
    rootFindings[key] = found
    return found
  }

  /// What the content rules say of one file.
  func findings(path: [UInt8], _ entry: GovernedChange.Entry) throws -> [Finding] {
    let place = ContentRules.checkPlace(path: path, mode: entry.mode)
    let text = String(decoding: path, as: UTF8.self)
    // A submodule's commit need not be here, and its place is refused already.
    if entry.mode == 0o160000 { return place }
    let charter = try? CharterPath(text)  // where it is none, the finding says so
    let key = ContentKey(kind: charter?.kind, id: entry.id)
    if let known = contents[key] { return place + known.map { $0.moved(to: text) } }
    try checkpoint?()
    let found: [Finding]
    do {
      let bytes = try content(entry)
      found =
        charter.map { path in
          ContentRules.checkContent(of: path, bytes: bytes) { () throws(CharterTextError) in
            try read(path, entry, bytes)
          }
        }
        ?? ContentRules.checkText(bytes, path: text)
    } catch EvidenceError.tooLarge(_, let bytes) {
      found = [
        Finding(
          path: text, line: 1, column: 1, code: "too-large", level: .error,
          message: "This file has \(bytes) bytes; a charter has at most 1 MiB.",
          hint: "Keep the words here and put the rest elsewhere in the repository.")
      ]
    }
    let errors = found.filter { $0.level == .error }
    contents[key] = errors
    return (place + errors).sorted()
  }
}

extension Finding {
  /// The same of the same bytes at another path.
  fileprivate func moved(to path: String) -> Finding {
    Finding(
      path: path, line: line, column: column, code: code, level: level, message: message,
      hint: hint)
  }
}
