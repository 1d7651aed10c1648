/// A team's folder path without the words `teams`: `support`, `support/night`.
package struct TeamID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// Refuses anything but handles joined by `/`.
  package init?(_ text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.allSatisfy({ Handle.isSlug($0) }) else { return nil }
    self.text = String(text)
  }

  init(parts: some Sequence<Substring>) { self.text = parts.joined(separator: "/") }

  /// The team that this one is nested in.
  package var parent: TeamID? {
    guard let slash = text.lastIndex(of: "/") else { return nil }
    return TeamID(parts: [text[..<slash]])
  }

  /// The last part: `night` of `support/night`.
  package var name: Substring { text.split(separator: "/").last ?? Substring(text) }

  /// Where its charter lies: `Charters/teams/support/teams/night/team.md`.
  package var charterText: String {
    CharterPath.root + text.split(separator: "/").map { "/teams/\($0)" }.joined() + "/team.md"
  }

  /// Whether this team is nested in `other`, at any depth; no team is nested in itself.
  package func isNested(in other: TeamID) -> Bool { text.hasPrefix(other.text + "/") }

  package var description: String { text }

  package static func < (left: TeamID, right: TeamID) -> Bool { left.text < right.text }
}
