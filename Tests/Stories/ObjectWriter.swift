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

/// Writes blobs, trees and commits with git's plumbing.
struct ObjectWriter {
  let work: GitSandbox
  /// The path of an index of its own.
  let index: String

  /// What was asked of git before; only of objects, so it never changes.
  final class Known {
    var trees: [ObjectID: ObjectID] = [:]
    var hashes: [ObjectID: String] = [:]
    var differences: [[ObjectID]: [Difference]] = [:]
  }
  let known: Known

  /// A tree with some paths of another one replaced.
  func tree(_ base: ObjectID?, _ edits: [String: Entry]) throws -> ObjectID {
    if let base, edits.isEmpty { return base }
    let environment = ["GIT_INDEX_FILE": index]
    try work.git(["read-tree", base?.hex ?? "--empty"], environment: environment)
    var input: [UInt8] = []
    for (path, entry) in edits.sorted(by: { $0.key < $1.key }) {
      let (mode, id) = try store(entry)
      input += Array("\(mode) \(id.hex)\t\(path)\0".utf8)
    }
    try work.git(
      ["update-index", "--add", "--replace", "-z", "--index-info"], input: input,
      environment: environment)
    let hex = try work.git(["write-tree", "--missing-ok"], environment: environment)
    return try required(ObjectID(hex: hex), "\(hex) is no object id")
  }

  private func store(_ entry: Entry) throws -> (mode: String, id: ObjectID) {
    switch entry {
    case .text(let text): return ("100644", try blob(Array(text.utf8)))
    case .bytes(let bytes): return ("100644", try blob(bytes))
    case .executable(let text): return ("100755", try blob(Array(text.utf8)))
    case .link(let target): return ("120000", try blob(Array(target.utf8)))
    case .object(let mode, let id): return (mode, id)
    case .absent: return ("0", .zero)
    }
  }

  private func blob(_ bytes: [UInt8]) throws -> ObjectID {
    let id = try work.hash(bytes)
    known.hashes[id] = sha256(bytes)
    return id
  }

  /// The root tree of a commit.
  func tree(of commit: ObjectID) throws -> ObjectID {
    if let tree = known.trees[commit] { return tree }
    let tree = try work.id(commit.hex + "^{tree}")
    known.trees[commit] = tree
    return tree
  }

  /// Stores a commit; no reference names it.
  func commit(_ draft: RawDraft) throws -> ObjectID {
    let id = try work.commit(raw: draft.bytes())
    known.trees[id] = draft.tree
    return id
  }

  /// One governed path that differs between two trees.
  struct Difference {
    let path: [UInt8]
    let oldMode, newMode: String
    let old, new: ObjectID
  }

  /// The paths below `Charters` that differ between two trees, in bytewise order.
  func differences(_ old: ObjectID, _ new: ObjectID) throws -> [Difference] {
    if let found = known.differences[[old, new]] { return found }
    let found = try list(old, new)
    known.differences[[old, new]] = found
    return found
  }

  private func list(_ old: ObjectID, _ new: ObjectID) throws -> [Difference] {
    let listing = try work.run(
      "git",
      ["diff-tree", "-r", "-z", "--no-renames", "--no-abbrev", old.hex, new.hex, "--", "Charters"])
    var parts = listing.output.split(separator: 0)[...]
    var found: [Difference] = []
    while let head = parts.popFirst(), let path = parts.popFirst() {
      let words = String(decoding: head.dropFirst(), as: UTF8.self).split(separator: " ")
      guard words.count == 5, let old = ObjectID(hex: words[2]), let new = ObjectID(hex: words[3])
      else { throw StoryError(description: "git diff-tree said \(words)") }
      found.append(
        .init(
          path: Array(path), oldMode: String(words[0]), newMode: String(words[1]), old: old,
          new: new))
    }
    return found.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// The fingerprint of what differs between two trees, by the words of the format.
  func digest(from old: ObjectID, to new: ObjectID) throws -> AmendmentDigest {
    var text = Array("charter-amendment-1\n".utf8)
    for difference in try differences(old, new) {
      let before = try side(difference.oldMode, difference.old)
      let after = try side(difference.newMode, difference.new)
      text += difference.path + [0] + Array("\(before) \(after)\n".utf8)
    }
    return try required(AmendmentDigest("sha256:" + sha256(text)), "a digest")
  }

  private func side(_ mode: String, _ id: ObjectID) throws -> String {
    if id.isZero { return "000000 " + String(repeating: "0", count: 64) }
    if mode == "160000" { return mode + " " + sha256([]) }
    let hash = try known.hashes[id] ?? sha256(work.bytes(of: id))
    known.hashes[id] = hash
    return mode + " " + hash
  }

  private func sha256(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hex, as: UTF8.self)
  }
}

extension Story {
  private var writer: ObjectWriter {
    ObjectWriter(work: work, index: folder.path("index"), known: objects)
  }

  /// A tree with some paths of another one replaced.
  package func tree(_ base: ObjectID?, _ edits: [String: Entry]) throws -> ObjectID {
    try writer.tree(base, edits)
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

  /// What landing a proposal makes of `main`: its own paths, and all others as they are.
  package func landing(of proposal: StoryProposal) throws -> ObjectID {
    var edits: [String: Entry] = [:]
    let (base, head) = (try tree(of: proposal.base), try tree(of: proposal.head))
    for difference in try writer.differences(base, head) {
      edits[String(decoding: difference.path, as: UTF8.self)] =
        difference.new.isZero ? .absent : .object(mode: difference.newMode, difference.new)
    }
    return try tree(tree(of: main), edits)
  }
}
