package import Git

/// A commit read from its raw bytes by the one grammar that evidence may have.
///
/// Headers: `tree`, `parent` any number of times, `author`, `committer`, `gpgsig` at most once, in
/// this order; one empty line; UTF-8 without NUL.  Anything else (encoding, mergetag, a second
/// signature) is refused: libgit2 1.5.1 finds a signature in the message body, strips `gpgsig`
/// from payload lines and stops at NUL, so none of its accessors is used.
package struct RawCommit: Sendable {
  package let id: ObjectID
  package let tree: ObjectID
  package let parents: [ObjectID]
  /// The value of the `author` header.
  package let author: Person
  /// The value of the `committer` header.
  package let committer: Person
  /// The signature's armor, lines joined with LF; nil where the commit is not signed.
  package let armor: [UInt8]?
  /// Everything after the empty line.
  package let message: String
  /// The commit's bytes without the `gpgsig` header: what is signed.
  package let payload: [UInt8]

  /// Author and committer are the same, byte for byte: nobody re-wrote this commit.
  package var isUntouched: Bool { author.line == committer.line }

  /// Seconds since 1970 by the committer's clock.
  package var seconds: Int64 { committer.seconds }

  /// One `author` or `committer` header.
  package struct Person: Hashable, Sendable {
    /// The whole value, `Name <email> seconds zone`.
    package let line: String
    package let name: String
    package let email: String
    package let seconds: Int64
  }

  /// Why a commit is not evidence: the byte where the grammar was left.
  package struct Defect: Error, Hashable, Sendable {
    package let offset: Int
    package let reason: Reason

    package enum Reason: String, Sendable {
      case tooLarge = "it is longer than 1 MiB"
      case nul = "it holds a NUL byte"
      case notUTF8 = "it is not UTF-8"
      case missingTree = "the tree header is missing"
      case badParent = "a parent header is malformed"
      case missingAuthor = "the author header is missing or malformed"
      case missingCommitter = "the committer header is missing or malformed"
      case unknownHeader = "it has a header that evidence may not have"
      case badSignatureBlock = "the signature is not one armored block"
    }
  }

  /// Largest commit that is read as evidence, in bytes.
  package static let sizeLimit = 1 << 20

  /// Reads raw commit bytes (without the object header).
  package init(id: ObjectID, bytes: [UInt8]) throws(Defect) {
    guard bytes.count <= Self.sizeLimit else { throw Defect(offset: 0, reason: .tooLarge) }
    if let nul = bytes.firstIndex(of: 0) { throw Defect(offset: nul, reason: .nul) }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Defect(offset: 0, reason: .notUTF8)
    }
    var reader = HeaderReader(bytes: bytes)
    guard let tree = reader.objectID("tree ") else { throw reader.defect(.missingTree) }
    var parents: [ObjectID] = []
    while reader.starts(with: "parent ") {
      guard let parent = reader.objectID("parent ") else { throw reader.defect(.badParent) }
      parents.append(parent)
    }
    guard let author = reader.person("author ") else { throw reader.defect(.missingAuthor) }
    guard let committer = reader.person("committer ") else {
      throw reader.defect(.missingCommitter)
    }
    let signatureStart = reader.offset
    var armor: [UInt8]?
    if reader.starts(with: "gpgsig ") {
      guard let block = reader.folded("gpgsig ") else { throw reader.defect(.badSignatureBlock) }
      armor = block
    }
    let signatureEnd = reader.offset
    guard reader.starts(with: "\n") else { throw reader.defect(.unknownHeader) }
    self.id = id
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.armor = armor
    self.message = String(decoding: bytes[(signatureEnd + 1)...], as: UTF8.self)
    self.payload = Array(bytes[..<signatureStart]) + bytes[signatureEnd...]
  }
}

/// Reads header lines from the start of a commit; every step is bounded by the bytes there are.
private struct HeaderReader {
  let bytes: [UInt8]
  var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func defect(_ reason: RawCommit.Defect.Reason) -> RawCommit.Defect {
    .init(offset: offset, reason: reason)
  }

  func starts(with prefix: String) -> Bool {
    bytes.count - offset >= prefix.utf8.count && bytes[offset...].starts(with: prefix.utf8)
  }

  /// The rest of the line after `prefix`, and moves behind its LF; nil where it is not there.
  private mutating func line(_ prefix: String) -> ArraySlice<UInt8>? {
    guard starts(with: prefix), let end = bytes[offset...].firstIndex(of: 10) else { return nil }
    defer { offset = end + 1 }
    return bytes[(offset + prefix.utf8.count)..<end]
  }

  mutating func objectID(_ prefix: String) -> ObjectID? {
    let start = offset
    guard let value = line(prefix), let id = ObjectID(hexBytes: value, allowingCapitals: false)
    else {
      offset = start
      return nil
    }
    return id
  }

  mutating func person(_ prefix: String) -> RawCommit.Person? {
    let start = offset
    guard let value = line(prefix), let person = RawCommit.Person(line: value) else {
      offset = start
      return nil
    }
    return person
  }

  /// A header with continuation lines, each after one space.
  mutating func folded(_ prefix: String) -> [UInt8]? {
    let start = offset
    guard let first = line(prefix) else { return nil }
    var value = Array(first)
    while starts(with: " ") {
      guard let more = line(" ") else {
        offset = start
        return nil
      }
      value.append(10)
      value += more
    }
    return value
  }
}

extension RawCommit.Person {
  /// `Name <email> seconds zone`: no `<`, `>` in name or email, at most 12 digits of seconds.
  init?(line: ArraySlice<UInt8>) {
    guard let open = line.firstIndex(of: 60), let close = line[open...].firstIndex(of: 62),
      open > line.startIndex, line[open - 1] == 32, line.lastIndex(of: 60) == open,
      line.lastIndex(of: 62) == close, close + 1 < line.endIndex, line[close + 1] == 32
    else { return nil }
    let rest = line[(close + 2)...].split(separator: 32, omittingEmptySubsequences: false)
    guard rest.count == 2, (1...12).contains(rest[0].count),
      rest[0].allSatisfy({ (48...57).contains($0) }),
      let seconds = Int64(String(decoding: rest[0], as: UTF8.self)), rest[1].count == 5,
      rest[1].first == 43 || rest[1].first == 45,
      rest[1].dropFirst().allSatisfy({ (48...57).contains($0) })
    else { return nil }
    self.line = String(decoding: line, as: UTF8.self)
    name = String(decoding: line[line.startIndex..<(open - 1)], as: UTF8.self)
    email = String(decoding: line[(open + 1)..<close], as: UTF8.self)
    self.seconds = seconds
  }
}
