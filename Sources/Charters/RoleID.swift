/// A role's path without the words `teams` and `roles`: `secretary`, `support/triage`.
/// Never matched by suffix.
package struct RoleID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  /// Refuses anything but handles joined by `/`.
  package init?(_ text: some StringProtocol) {
    guard let checked = TeamID(text) else { return nil }
    self.text = checked.text
  }

  init(team: TeamID?, name: Substring) {
    text = team.map { "\($0.text)/\(name)" } ?? String(name)
  }

  /// The team whose role it is; nil for a role of the whole organisation.
  package var team: TeamID? { TeamID(parts: [text[...]]).parent }

  /// The last part: `triage` of `support/triage`.
  package var name: Substring { text.split(separator: "/").last ?? Substring(text) }

  package var description: String { text }

  package static func < (left: RoleID, right: RoleID) -> Bool { left.text < right.text }
}
