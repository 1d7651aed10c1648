/// Somebody whom a charter or a proposal names as affected: `ana`, `team support`, `role triage`.
package enum Affected: Hashable, Comparable, Sendable, CustomStringConvertible {
  case person(Handle)
  case role(RoleID)
  case team(TeamID)

  /// Refuses whatever is none of the three.
  package init?(_ text: some StringProtocol) {
    if text.hasPrefix("team "), let id = TeamID(text.dropFirst(5)) {
      self = .team(id)
    } else if text.hasPrefix("role "), let id = RoleID(text.dropFirst(5)) {
      self = .role(id)
    } else if let handle = Handle(text) {
      self = .person(handle)
    } else {
      return nil
    }
  }

  package var description: String {
    switch self {
    case .person(let handle): handle.text
    case .role(let id): "role \(id.text)"
    case .team(let id): "team \(id.text)"
    }
  }

  package static func < (left: Affected, right: Affected) -> Bool {
    left.description < right.description
  }
}

extension CharterText {
  /// Whom the charter names under `affects:`; texts that name nobody are left to lint.
  package var affects: [Affected] {
    (frontMatter?.list("affects") ?? []).compactMap { Affected($0.value) }
  }
}
