import Charters
import Console
import Evidence
import Foundation
import Git
import History
import Proposals
import Signing

/// An audit as a folder from which everything can be recomputed without the program: the documents,
/// the commits that were signed, the words that changed, the keys then valid, and a list of
/// checksums.
///
/// - `commits/ID`: the content of a commit, whose git name is the SHA-1 of `commit SIZE NUL` and it.
/// - `changes/NAME`: the text whose SHA-256 is the fingerprint of a step's words.
/// - `words/SHA256`: each content that such a text names.
/// - `keys/NAME.allowed_signers`: the keys by which a step was judged, as `ssh-keygen -Y verify`
///   takes them, and `keys/NAME.openpgp`, a key a line.
/// - `bundle.json`: which of these belong to which step, and the program that wrote them.
/// - `SHA256SUMS`: the checksum of every other file, as `sha256sum -c` takes it.
struct AuditBundle {
  let audit: Audit
  let engine: Engine

  init(_ audit: Audit, _ engine: Engine) {
    self.audit = audit
    self.engine = engine
  }

  /// Writes into a new or an empty folder, and gives the number of files; refuses any other.
  func write(to folder: String) throws -> Int {
    var place = try Folder(folder)
    let document = AuditDocument(audit, engine)
    for format in AuditFormat.allCases {
      try place.write(document.bytes(format), to: "audit.\(format.rawValue)")
    }
    var steps: [JSON] = []
    var lastKeys: (keys: [Audit.KeyInForce], name: String)?
    for entry in audit.entries {
      let commits = try entry.commits(engine)
      for commit in commits { try place.write(content(of: commit), to: "commits/\(commit)") }
      let changes = try engine.canonicalChanges(from: entry.before, to: entry.after)
      try place.write(changes, to: "changes/\(entry.name)")
      for change in try engine.changes(from: entry.before, to: entry.after) {
        for side in [change.old, change.new].compactMap(\.self) {
          let bytes = try engine.repository.blob(side.id)
          try place.write(bytes, to: "words/\(hexDigest(bytes))")
        }
      }
      // Most steps are judged by the keys of the step before.
      let keys = lastKeys?.keys == entry.keys ? lastKeys?.name ?? entry.name : entry.name
      if keys == entry.name {
        try place.write(Array(signers(entry).utf8), to: "keys/\(keys).allowed_signers")
        try place.write(Array(certificates(entry).utf8), to: "keys/\(keys).openpgp")
        lastKeys = (entry.keys, keys)
      }
      steps.append([
        "name": .string(entry.name),
        "step": entry.step.step.map { .number(Int64($0)) } ?? nil,
        "commit": .string(entry.step.commit.hex),
        "amendment": .string(entry.amendment.text),
        "changes": .string("changes/\(entry.name)"),
        "keys": .string("keys/\(keys).allowed_signers"),
        "openpgp": .string("keys/\(keys).openpgp"),
        "commits": .strings(commits.map { "commits/\($0)" }),
        "signedBy": .optional(entry.step.performedBy?.text),
        "signoffs": .array(
          entry.signoffs.map {
            [
              "commit": .string("commits/\($0.commit)"), "member": .string($0.member.text),
              "key": .optional($0.key), "counts": .bool($0.counts),
            ]
          }),
      ])
    }
    let index: JSON = [
      "schema": "charter.audit-bundle/1",
      "program": .string("charter \(Charter.version)"),
      "repository": .optional(audit.report.repository?.text),
      "tip": .string(audit.report.tip.hex),
      "outcome": .string(audit.report.outcome.rawValue),
      "founding": .optional(audit.report.current.first?.commit.hex),
      "steps": .array(steps),
    ]
    if let founding = audit.report.current.first, founding.kind == .founding {
      try place.write(content(of: founding.commit), to: "commits/\(founding.commit)")
    }
    try place.write(Array((index.text + "\n").utf8), to: "bundle.json")
    return try place.finish()
  }

  private func content(of commit: ObjectID) throws -> [UInt8] {
    try engine.repository.rawCommit(commit).bytes
  }

  private func signers(_ entry: Audit.Entry) -> String {
    entry.keys.compactMap { own in
      guard case .ssh = own.key else { return nil }
      return "\(own.member) namespaces=\"git\" \(own.key.line)\n"
    }.joined()
  }

  private func certificates(_ entry: Audit.Entry) -> String {
    entry.keys.compactMap { own in
      guard case .openPGP = own.key else { return nil }
      return "\(own.member) \(own.key.fingerprint) \(own.key.line)\n"
    }.joined()
  }
}

/// A folder that is being filled, with the checksums of what is in it.
private struct Folder {
  let path: String
  private var sums: [String: String] = [:]

  init(_ path: String) throws {
    self.path = path
    let manager = FileManager.default
    do {
      try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
      guard try manager.contentsOfDirectory(atPath: path).isEmpty else {
        throw Failure(
          "there is something in \(path) already", hint: "name a folder that is not there yet")
      }
    } catch is CocoaError {
      throw Failure("the folder \(path) cannot be made")
    }
  }

  mutating func write(_ bytes: [UInt8], to name: String) throws {
    guard sums[name] == nil else { return }
    sums[name] = hexDigest(bytes)
    try put(bytes, name)
  }

  func finish() throws -> Int {
    let lines = sums.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }
    try put(Array(lines.joined().utf8), "SHA256SUMS")
    return sums.count + 1
  }

  private func put(_ bytes: [UInt8], _ name: String) throws {
    let file = "\(path)/\(name)"
    do {
      if let slash = name.lastIndex(of: "/") {
        try FileManager.default.createDirectory(
          atPath: "\(path)/\(name[..<slash])", withIntermediateDirectories: true)
      }
      try WorkingFiles.replace(file, with: bytes)
    } catch is CocoaError {
      throw Failure("a file of the bundle could not be written", facts: ["\(file)"])
    }
  }
}
