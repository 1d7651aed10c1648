import Crypto
package import Evidence
package import Git
import Processes
import TestSupport

/// What stands at a path of a tree, or that nothing does.
package enum Entry: Hashable, Sendable, ExpressibleByStringLiteral {
  case text(String)
  case bytes([UInt8])
  case executable(String)
  case link(to: String)
  /// A mode as git writes it and an object that may not be there.
  case object(mode: String, ObjectID)
  case absent

  package init(stringLiteral text: String) { self = .text(text) }
}

/// Writes blobs, trees and commits by git's format, and asks git about those that others wrote.
struct ObjectWriter {
  let work: GitSandbox
  let known: Known

  /// What is known of objects; they never change.
  final class Known {
    var facts: Facts

    init(_ facts: Facts = Facts()) { self.facts = facts }
  }

  struct Facts: Sendable {
    /// The root tree of a commit.
    var trees: [ObjectID: ObjectID] = [:]
    /// The SHA-256 of a file.
    var hashes: [ObjectID: String] = [:]
    var listings: [ObjectID: TreeListing] = [:]
    var contents: [ObjectID: [UInt8]] = [:]
  }

  /// A tree with some paths of another one replaced.
  func tree(_ base: ObjectID?, _ edits: [String: Entry]) throws -> ObjectID {
    if let base, edits.isEmpty { return base }
    var listing = try base.map(listing) ?? TreeListing()
    for (path, entry) in edits.sorted(by: { $0.key < $1.key }) {
      listing.put(try store(entry), at: Array(path.utf8))
    }
    let tree = try listing.write { try store("tree", $0) }
    known.facts.listings[tree] = listing
    return tree
  }

  /// Every file of a root tree.
  func listing(_ tree: ObjectID) throws -> TreeListing {
    if let found = known.facts.listings[tree] { return found }
    let result = try work.run("git", ["ls-tree", "-r", "-z", "--full-tree", tree.hex])
    guard result.succeeded else {
      throw CommandFailure(command: ["git", "ls-tree", tree.hex], result: result)
    }
    let found = try TreeListing(result.output)
    known.facts.listings[tree] = found
    return found
  }

  private func store(_ entry: Entry) throws -> TreeListing.File? {
    switch entry {
    case .text(let text): .init(mode: "100644", id: try blob(Array(text.utf8)))
    case .bytes(let bytes): .init(mode: "100644", id: try blob(bytes))
    case .executable(let text): .init(mode: "100755", id: try blob(Array(text.utf8)))
    case .link(let target): .init(mode: "120000", id: try blob(Array(target.utf8)))
    case .object(let mode, let id): .init(mode: mode, id: id)
    case .absent: nil
    }
  }

  private func blob(_ bytes: [UInt8]) throws -> ObjectID {
    // git is the faster one where much is to be written.
    let id = bytes.count > 1 << 20 ? try work.hash(bytes) : try store("blob", bytes)
    known.facts.hashes[id] = sha256(bytes)
    return id
  }

  /// Stores an object of exactly these bytes, however broken.
  func store(_ kind: String, _ content: [UInt8]) throws -> ObjectID {
    let object = try LooseObject(kind, content)
    try object.write(to: work.directory + "/.git/objects")
    return object.id
  }

  /// The root tree of a commit.
  func tree(of commit: ObjectID) throws -> ObjectID {
    if let tree = known.facts.trees[commit] { return tree }
    let tree = try work.id(commit.hex + "^{tree}")
    known.facts.trees[commit] = tree
    return tree
  }

  /// Stores a commit; no reference names it.
  func commit(_ draft: RawDraft) throws -> ObjectID {
    let bytes = try draft.bytes()
    let id = try store("commit", bytes)
    known.facts.trees[id] = draft.tree
    known.facts.contents[id] = bytes
    return id
  }

  /// The bytes of a commit.
  func bytes(of commit: ObjectID) throws -> [UInt8] {
    try known.facts.contents[commit] ?? work.bytes(of: commit)
  }

  /// One governed path that differs between two trees.
  struct Difference {
    let path: [UInt8]
    let old, new: TreeListing.File?
  }

  /// The paths below `Charters` that differ between two trees, in bytewise order.
  func differences(_ old: ObjectID, _ new: ObjectID) throws -> [Difference] {
    if old == new { return [] }
    let (before, after) = (try listing(old).files, try listing(new).files)
    return Set(before.keys).union(after.keys)
      .filter { $0.starts(with: "Charters/".utf8) || $0 == Array("Charters".utf8) }
      .filter { before[$0] != after[$0] }
      .sorted { $0.lexicographicallyPrecedes($1) }
      .map { Difference(path: $0, old: before[$0], new: after[$0]) }
  }

  /// The fingerprint of what differs between two trees, by the words of the format.
  func digest(from old: ObjectID, to new: ObjectID) throws -> AmendmentDigest {
    var text = Array("charter-amendment-1\n".utf8)
    for difference in try differences(old, new) {
      let (before, after) = (try side(difference.old), try side(difference.new))
      text += difference.path + [0] + Array("\(before) \(after)\n".utf8)
    }
    return try required(AmendmentDigest("sha256:" + sha256(text)), "a digest")
  }

  private func side(_ file: TreeListing.File?) throws -> String {
    guard let file else { return "000000 " + String(repeating: "0", count: 64) }
    if file.mode == "160000" { return file.mode + " " + sha256([]) }
    let hash = try known.facts.hashes[file.id] ?? sha256(work.bytes(of: file.id))
    known.facts.hashes[file.id] = hash
    return file.mode + " " + hash
  }

  private func sha256(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hex, as: UTF8.self)
  }
}

extension Story {
  private var writer: ObjectWriter {
    ObjectWriter(work: work, known: objects)
  }

  /// A tree with some paths of another one replaced.
  package func tree(_ base: ObjectID?, _ edits: [String: Entry]) throws -> ObjectID {
    try writer.tree(base, edits)
  }

  /// Stores a tree of exactly these entries, however broken; nothing is sorted.
  package func tree(raw entries: [(mode: String, name: [UInt8], id: ObjectID)]) throws -> ObjectID {
    try writer.store(
      "tree", entries.flatMap { Array("\($0.mode) ".utf8) + $0.name + [0] + $0.id.bytes })
  }

  /// The root tree of a commit.
  package func tree(of commit: ObjectID) throws -> ObjectID {
    try writer.tree(of: commit)
  }

  /// The fingerprint of what differs between two trees.
  package func digest(from old: ObjectID, to new: ObjectID) throws -> AmendmentDigest {
    try writer.digest(from: old, to: new)
  }

  /// Stores a commit in the clone; no reference names it.
  package func commit(_ draft: RawDraft) throws -> ObjectID { try writer.commit(draft) }

  /// Stores an object of exactly these bytes, however broken.
  package func store(_ bytes: [UInt8], as kind: String = "commit") throws -> ObjectID {
    try writer.store(kind, bytes)
  }

  /// The bytes of a commit.
  package func bytes(of commit: ObjectID) throws -> [UInt8] { try writer.bytes(of: commit) }

  /// What landing a proposal makes of `main`: its own paths, and all others as they are.
  package func landing(of proposal: StoryProposal) throws -> ObjectID {
    var edits: [String: Entry] = [:]
    let (base, head) = (try tree(of: proposal.base), try tree(of: proposal.head))
    for difference in try writer.differences(base, head) {
      edits[String(decoding: difference.path, as: UTF8.self)] =
        difference.new.map { .object(mode: $0.mode, $0.id) } ?? .absent
    }
    return try tree(tree(of: main), edits)
  }
}
