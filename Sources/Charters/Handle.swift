/// The short name that a person goes by: `[a-z0-9][a-z0-9-]{0,38}` (R16 of the evidence format).
///
/// ASCII only, so that no two handles can look the same and be different.
package struct Handle: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// Refuses anything outside the grammar; nothing is folded or trimmed.
  package init?(_ text: some StringProtocol) {
    guard Self.isSlug(text.utf8) else { return nil }
    self.text = String(text)
  }

  package var description: String { text }

  package static func < (left: Handle, right: Handle) -> Bool { left.text < right.text }

  /// The most bytes that a handle, a team's or role's name, or a file's stem may have.
  package static let byteLimit = 39

  /// Whether the bytes fit the grammar of handles, which names of teams, roles and files share.
  static func isSlug(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first, first != UInt8(ascii: "-"), bytes.count <= byteLimit else {
      return false
    }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }
}
