/// Whether charters are complete and fit together: what a careful reader would ask about.
///
/// Errors are those of the roster, and choices that a merge left; a missing section or an unknown field is a warning; what only
/// could be better is advice.  Characters, paths and headings are ``ContentRules``' part, the
/// policy that of the Policies room.
package enum Lint {
  /// Every finding, sorted, each once.
  ///
  /// - Parameters:
  ///   - charters: all of a tree, since they name one another.
  ///   - now: with it, terms of office are looked at as of this moment; otherwise every holder
  ///     counts as one.
  package static func check(_ charters: [CharterText], at now: Timestamp? = nil) -> [Finding] {
    let (roster, ofRoster) = Roster.read(charters)
    let context = LintContext(charters: charters, roster: roster, now: now)
    var findings = Set(ofRoster)
    for charter in charters where charter.path.kind != .policy {
      var lint = CharterLint(charter: charter, context: context)
      findings.formUnion(lint.check())
    }
    findings.formUnion(PracticeLint(context: context).check())
    return findings.sorted()
  }
}

/// What the findings about one charter need to know of the others.
struct LintContext {
  let charters: [CharterPath: CharterText]
  let roster: Roster
  let now: Timestamp?

  init(charters: [CharterText], roster: Roster, now: Timestamp?) {
    self.charters = Dictionary(
      charters.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.roster = roster
    self.now = now
  }

  /// The charter that people mean by `roles/support`, with or without `.md` and `Charters/`.
  func charter(named text: String) -> CharterPath? {
    let rooted = text.hasPrefix(CharterPath.root + "/") ? text : "\(CharterPath.root)/\(text)"
    for candidate in [rooted, rooted + ".md"] {
      // A text that is no path is no charter's name.
      if let path = try? CharterPath(candidate), charters[path] != nil { return path }
    }
    return nil
  }

  /// Every charter's short name, `roles/support`, sorted.
  var names: [String] {
    charters.keys.map { path in
      path.display.hasSuffix(".md") ? String(path.display.dropLast(3)) : path.display
    }.sorted()
  }

  func holders(of role: Role) -> [Handle] {
    guard let now else { return Set(role.holders.map(\.who)).sorted() }
    return roster.holders(of: role.id, at: now)
  }
}
