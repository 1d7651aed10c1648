internal import Charters
internal import Git

/// The rules of paths and content, over what differs between two root trees.
struct ContentCheck {
  let governed: GovernedReader
  let repository: Repository

  /// Findings shown of one tree; more are counted.
  static let shown = 5

  /// Every problem that the new tree has where it differs from the old one (nil: wholly new).
  func problems(from old: ObjectID?, to new: ObjectID) throws -> [Problem] {
    if old == new { return [] }
    var findings = try rootFindings(from: old, to: new)
    let changes = try governed.changes(from: old, to: new)
    for change in changes {
      guard let entry = change.new else { continue }
      findings += try governed.findings(path: change.path, entry)
    }
    if changes.contains(where: { $0.old == nil || $0.new == nil || $0.old?.mode != $0.new?.mode }) {
      let all = try governed.files(of: new).map { (path: $0.path, mode: $0.new?.mode ?? 0) }
      findings += ContentRules.checkTree(paths: all)
    }
    let errors = Set(findings.filter { $0.level == .error }).sorted()
    var problems = errors.prefix(Self.shown).map {
      Problem(.badContent, $0.description)
    }
    if errors.count > Self.shown {
      problems.append(Problem(.badContent, "And \(errors.count - Self.shown) more of that kind."))
    }
    return problems
  }

  /// What stands beside the governed folder and could reach it: aliases, attributes, submodules.
  private func rootFindings(from old: ObjectID?, to new: ObjectID) throws -> [Finding] {
    let before = try Set(old.map { try governed.tree($0).entries } ?? [])
    let entries = try governed.tree(new).entries
    let added = entries.filter { !before.contains($0) }
    if added.isEmpty { return [] }
    var findings = governed.rootFindings(of: entries)
    let root = Array(governedRoot.utf8)
    for entry in added where entry.name != root && ContentRules.isAttributesFile(entry.name) {
      guard entry.mode == 0o100644 || entry.mode == 0o100755 else {
        findings.append(
          Finding(
            path: entry.nameText, code: "odd-attributes",
            message: "This must be a plain file, since it decides how charters are read."))
        continue
      }
      findings += ContentRules.checkAttributes(
        path: entry.name, bytes: try governed.content(entry.id))
    }
    return findings
  }
}
