import Charters
import CharterTemplates
import Proposals

/// Where a new charter of some kind belongs.
struct NewCharterPlace {
  private let kind: Starter
  private let name: String
  private let team: TeamID?

  /// Nil where a name is needed and neither given nor to be made from the title.
  init?(kind: Starter, title: String?, name: Handle?, team: TeamID?) {
    self.kind = kind
    self.team = team
    if let name {
      self.name = name.text
    } else if let title, let slug = Slug(title: title, limit: Handle.byteLimit - Self.prefix(kind))
    {
      self.name = slug.text
    } else {
      self.name = ""
    }
    if self.name.isEmpty, !Self.isSingle(kind) { return nil }
  }

  /// The title where none was given.
  var defaultTitle: String { "Our \(kind.rawValue)" }

  func path(on day: Day) -> String {
    let file =
      switch kind {
      case .vision, .mission, .values: "\(kind.rawValue).md"
      case .team: "teams/\(name)/team.md"
      case .role: "roles/\(name).md"
      case .agreement: "agreements/\(name).md"
      case .member: "members/\(name).md"
      case .reflection: "reflections/\(day.text.prefix(7))-\(name).md"
      }
    guard let team else { return "\(CharterPath.root)/\(file)" }
    return team.charterText.dropLast("team.md".count) + file
  }

  /// Whether an organisation or a team has only one of this kind.
  private static func isSingle(_ kind: Starter) -> Bool {
    switch kind {
    case .vision, .mission, .values: true
    case .team, .role, .agreement, .member, .reflection: false
    }
  }

  /// Characters of the file's name that stand before the title's: `2026-11-`.
  private static func prefix(_ kind: Starter) -> Int { kind == .reflection ? 8 : 0 }
}
