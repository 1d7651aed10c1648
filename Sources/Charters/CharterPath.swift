/// The place of one charter, from the repository's root: `Charters/teams/support/team.md`.
///
/// Only paths of the layout and within the limits of R16 of the evidence format exist, so
/// what holds one may trust its kind, team, role and handle.
package struct CharterPath: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String
  package let kind: Kind
  /// The team whose own charter it is, or in whose folder it lies.
  package let team: TeamID?
  /// The role that it describes.
  package let role: RoleID?
  /// The member whose page it is.
  package let member: Handle?

  /// The governed root's name.
  package static let root = "Charters"
  /// The policy's path; it lies nowhere else.
  package static let policyText = "Charters/policy.yml"
  /// The most bytes in a path (R16).
  package static let byteLimit = 200

  /// Reads a path from the repository's root, exactly as git stores it.
  package init(_ text: some StringProtocol) throws(PathProblem) {
    let text = String(text)
    func problem(_ reason: PathProblem.Reason) -> PathProblem {
      PathProblem(path: text, reason: reason)
    }
    guard text.utf8.count <= Self.byteLimit else { throw problem(.tooLong) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, parts[0] == Self.root else { throw problem(.outsideRoot) }
    let place = try Self.place(of: parts.dropFirst(), at: text)
    self.text = text
    self.kind = place.kind
    self.team = place.team
    self.role = place.role
    self.member = place.member
  }

  /// The policy's own place.
  package static let policy = CharterPath(policyAt: policyText)

  private init(policyAt text: String) {
    self.text = text
    self.kind = .policy
    self.team = nil
    self.role = nil
    self.member = nil
  }

  /// Without `Charters/`, as people write it: `roles/support.md`.
  package var display: String { String(text.dropFirst(Self.root.count + 1)) }

  /// The file's name without its extension: `support` of `roles/support.md`.
  package var stem: String {
    let name = text.split(separator: "/").last ?? ""
    return String(name.split(separator: ".").first ?? name)
  }

  package var description: String { text }

  package static func < (left: CharterPath, right: CharterPath) -> Bool { left.text < right.text }

  private struct Place {
    var kind: Kind
    var team: TeamID?
    var role: RoleID?
    var member: Handle?
  }

  private static func place(
    of parts: ArraySlice<Substring>, at text: String
  ) throws(PathProblem) -> Place {
    func problem(_ reason: PathProblem.Reason) -> PathProblem {
      PathProblem(path: text, reason: reason)
    }
    var rest = parts
    var teams: [Substring] = []
    while rest.count > 1, rest.first == "teams" {
      rest = rest.dropFirst()
      guard let name = rest.popFirst() else { break }
      guard !rest.isEmpty else { throw problem(.notInLayout) }
      guard Handle.isSlug(name.utf8) else { throw problem(.badName(String(name))) }
      teams.append(name)
    }
    let team = teams.isEmpty ? nil : TeamID(parts: teams)
    guard let last = rest.last else { throw problem(.notInLayout) }
    if rest.count == 1 {
      switch last {
      case "vision.md": return Place(kind: .vision, team: team)
      case "mission.md": return Place(kind: .mission, team: team)
      case "values.md": return Place(kind: .values, team: team)
      case "team.md" where team != nil: return Place(kind: .team, team: team)
      case "policy.yml" where team == nil: return Place(kind: .policy)
      default: throw problem(last.hasSuffix("policy.yml") ? .policyElsewhere : .notInLayout)
      }
    }
    guard rest.count == 2, let folder = rest.first else { throw problem(.notInLayout) }
    guard ["members", "roles", "agreements", "reflections"].contains(folder) else {
      throw problem(last == "policy.yml" ? .policyElsewhere : .notInLayout)
    }
    guard last.hasSuffix(".md") else { throw problem(.notMarkdown) }
    let stem = last.dropLast(3)
    guard Handle.isSlug(stem.utf8) else { throw problem(.badName(String(stem))) }
    switch folder {
    case "members" where team == nil: return Place(kind: .member, member: Handle(stem))
    case "reflections" where team == nil: return Place(kind: .reflection)
    case "roles": return Place(kind: .role, team: team, role: RoleID(team: team, name: stem))
    case "agreements": return Place(kind: .agreement, team: team)
    default: throw problem(.onlyAtRoot(folder: String(folder)))
    }
  }
}
