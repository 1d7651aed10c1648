/// The full name of a reference, `refs/heads/main`, checked as `git check-ref-format` does.
package struct ReferenceName: Hashable, Sendable {
  package let text: String

  /// libgit2's own limit, in bytes.
  package static let longest = 1024

  /// Refuses what git-check-ref-format(1) refuses, a name of one level (`HEAD`), and one of more
  /// than 1,024 bytes.
  package init(_ text: String) throws(GitError) {
    if let problem = ReferenceName.problem(Array(text.utf8)) {
      throw .invalidName("name reference", "\(String(reflecting: text)) \(problem)")
    }
    self.text = text
  }

  /// The name without `refs/heads/`, `refs/tags/`, `refs/remotes/` or `refs/`.
  package var shortName: String {
    for prefix in ["refs/heads/", "refs/tags/", "refs/remotes/", "refs/"]
    where text.hasPrefix(prefix) {
      return String(text.dropFirst(prefix.count))
    }
    return text
  }

  /// Whether it begins with these bytes, such as `refs/heads/`.
  ///
  /// Asked of the bytes, since an accent behind a slash would be one character with it.
  package func isUnder(_ folder: String) -> Bool { text.utf8.starts(with: folder.utf8) }

  /// What stands between the slashes.
  package var parts: [String] {
    text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The branch of that short name.
  package static func branch(_ shortName: String) throws(GitError) -> ReferenceName {
    try ReferenceName("refs/heads/" + shortName)
  }

  private static func problem(_ bytes: [UInt8]) -> String? {
    guard bytes.count <= longest else { return "is longer than \(longest) bytes" }
    var previous: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0...0x20, 0x7f, UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: ":"),
        UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "\\"):
        return "holds a character that no reference may have"
      case UInt8(ascii: ".") where previous == UInt8(ascii: "."): return "holds two dots in a row"
      case UInt8(ascii: "{") where previous == UInt8(ascii: "@"): return "holds @{"
      default: previous = byte
      }
    }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count > 1 else { return "has no folder, as in refs/heads/" }
    for part in parts {
      if part.isEmpty { return "has an empty part" }
      if part.first == UInt8(ascii: ".") { return "has a part that begins with a dot" }
      if part.suffix(5).elementsEqual(".lock".utf8) { return "has a part that ends with .lock" }
    }
    return bytes.last == UInt8(ascii: ".") ? "ends with a dot" : nil
  }
}

extension ReferenceName: Comparable, CustomStringConvertible {
  /// Bytewise, as git sorts references.
  package static func < (left: ReferenceName, right: ReferenceName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  package static func == (left: ReferenceName, right: ReferenceName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }

  package var description: String { text }
}
