/// The charters of a tree by the names that people give them: `roles/support`, with or without
/// `.md` and `Charters/`; a team's folder is its team.
package struct CharterNames: Sendable {
  private let paths: Set<CharterPath>
  /// Every charter's short name, `roles/support`, sorted.
  package let all: [String]

  package init(_ paths: some Sequence<CharterPath>) {
    self.paths = Set(paths)
    all = self.paths.map(\.name).sorted()
  }

  /// The charter that somebody means; nil where there is none.
  package func charter(named text: String) -> CharterPath? {
    let rooted = text.hasPrefix(CharterPath.root + "/") ? text : "\(CharterPath.root)/\(text)"
    for candidate in [rooted, rooted + ".md", rooted + "/team.md"] {
      // A text that is no path is no charter's name.
      if let path = try? CharterPath(candidate), paths.contains(path) { return path }
    }
    return nil
  }
}

extension CharterPath {
  /// As people write it, without its ending: `roles/support`, `policy.yml`.
  package var name: String { display.hasSuffix(".md") ? String(display.dropLast(3)) : display }
}
