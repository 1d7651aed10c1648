/// A commit as a node of the graph.
///
/// Read leniently, as git walks history, from the raw bytes: evidence has a strict grammar of its
/// own. Replace refs and grafts are never applied.
package struct Commit: Hashable, Sendable {
  package let id: ObjectID
  package let tree: ObjectID
  package let parents: [ObjectID]
  /// Since 1970; 0 where the header says no date.
  package let committerSeconds: Int64
  /// The first paragraph of the message on one line, for display: what is not UTF-8 becomes
  /// U+FFFD, and it is cut after 4 KiB.
  package let subject: String

  package init(
    id: ObjectID, tree: ObjectID, parents: [ObjectID], committerSeconds: Int64, subject: String
  ) {
    self.id = id
    self.tree = tree
    self.parents = parents
    self.committerSeconds = committerSeconds
    self.subject = subject
  }

  /// Reads what git's own parse_commit_buffer() reads: `tree`, the `parent` lines right after it,
  /// and the date of the first `committer` line of the header.
  ///
  /// Refuses a tree or parent line that is malformed; anything after them may be anything.
  package init(id: ObjectID, parsing bytes: [UInt8]) throws(GitError) {
    var lines = HeaderLines(bytes)
    guard let tree = lines.id("tree") else {
      throw .malformed("parse commit \(id)", "no tree at byte 0")
    }
    var parents: [ObjectID] = []
    while lines.startsWith("parent ") {
      let offset = lines.offset
      guard let parent = lines.id("parent") else {
        throw .malformed("parse commit \(id)", "bad parent at byte \(offset)")
      }
      parents.append(parent)
    }
    var seconds: Int64 = 0
    var seen = false
    while let line = lines.next() {
      if !seen, line.starts(with: "committer ".utf8) {
        seen = true
        seconds = Commit.seconds(line)
      }
    }
    self.init(
      id: id, tree: tree, parents: parents, committerSeconds: seconds,
      subject: Commit.subject(bytes[lines.offset...]))
  }

  /// The digits after the last `> ` of an author or committer line; 0 where there are none or
  /// they do not fit.
  private static func seconds(_ line: ArraySlice<UInt8>) -> Int64 {
    guard let end = line.lastIndex(of: UInt8(ascii: ">")) else { return 0 }
    var value: Int64 = 0
    for byte in line[(end + 1)...].drop(while: { $0 == UInt8(ascii: " ") }) {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int64(digit))
      guard !overflow, !carry else { return 0 }
      value = sum
    }
    return value
  }

  private static func subject(_ message: ArraySlice<UInt8>) -> String {
    let newline = UInt8(ascii: "\n")
    let body = message.drop { $0 == newline }.prefix(4096)
    var paragraph: [UInt8] = []
    for line in body.split(separator: newline, omittingEmptySubsequences: false) {
      if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { break }
      if !paragraph.isEmpty { paragraph.append(UInt8(ascii: " ")) }
      paragraph += line
    }
    return String(decoding: paragraph, as: UTF8.self)
  }
}

/// The lines of an object's header, up to the empty one.
struct HeaderLines {
  private let bytes: [UInt8]
  /// Where the next line begins; after the last line, where the message begins.
  private(set) var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func startsWith(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[offset...].starts(with: $0) }
  }

  /// The object named by a line of exactly that key and forty digits; nothing moves where it is
  /// not such a line.
  mutating func id(_ key: StaticString) -> ObjectID? {
    let start = offset + key.utf8CodeUnitCount + 1
    let end = start + 2 * ObjectID.byteCount
    guard startsWith(key), end < bytes.count, bytes[start - 1] == UInt8(ascii: " "),
      bytes[end] == UInt8(ascii: "\n"),
      let id = ObjectID(hexBytes: bytes[start..<end], allowingCapitals: true)
    else { return nil }
    offset = end + 1
    return id
  }

  /// The next line without its LF; nil at the empty line, which is passed, and at the end.
  mutating func next() -> ArraySlice<UInt8>? {
    guard offset < bytes.count else { return nil }
    let rest = bytes[offset...]
    let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
    let line = rest[..<end]
    offset = min(end + 1, bytes.count)
    return line.isEmpty ? nil : line
  }
}
