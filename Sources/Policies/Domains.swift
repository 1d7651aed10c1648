package import Charters

/// Which roles look after which charters, by the paths and globs among their `domains:`.
///
/// A domain that is no path, such as `The help desk`, covers no charter.  A path covers its file
/// and, as a folder, all that is below it; a glob covers what it fits.
package struct Domains: Sendable {
  private let entries: [(pattern: PathPattern, weight: Int, role: RoleID)]

  package init(_ roster: Roster) {
    var entries: [(pattern: PathPattern, weight: Int, role: RoleID)] = []
    for role in roster.roles.values.sorted(by: { $0.id < $1.id }) {
      for domain in role.domains {
        for pattern in Self.patterns(domain.value) {
          entries.append((pattern, Self.weight(pattern), role.id))
        }
      }
    }
    self.entries = entries
  }

  /// The roles whose domain fits the charter most closely, sorted; several where it is as close.
  package func roles(of charter: CharterPath) -> [RoleID] {
    let matching = entries.filter { $0.pattern.matches(charter.display) }
    let best = matching.map(\.weight).max()
    return Set(matching.filter { $0.weight == best }.map(\.role)).sorted()
  }

  private static func patterns(_ domain: String) -> [PathPattern] {
    var path = domain
    if path.hasPrefix(CharterPath.root + "/") {
      path = String(path.dropFirst(CharterPath.root.count + 1))
    }
    while path.hasSuffix("/") { path.removeLast() }
    let isPath = !path.isEmpty && !path.contains { $0.isWhitespace || "[]{}\\!".contains($0) }
    guard isPath else { return [] }
    return [PathPattern(path), PathPattern(path + ".md"), PathPattern(path + "/**")]
  }

  /// How much of a path a pattern spells out; a whole path is closer than any folder or glob.
  private static func weight(_ pattern: PathPattern) -> Int {
    let literal = pattern.text.utf8.count { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") }
    let isWhole = literal == pattern.text.utf8.count
    return isWhole ? 1_000 : literal
  }
}
