import ArgumentParser
import Charters
import Console

/// A change that is only supposed: `roles/support.md#Purpose:edit`.
struct SimulatedChange: ExpressibleByArgument {
  let charter: String
  let section: String?
  let change: Change

  /// Reads `CHARTER[#SECTION][:edit|create|delete|move]`; an edit where nothing is said.
  init?(argument: String) {
    var text = argument[...]
    var change = Change.edit
    if let colon = text.lastIndex(of: ":"),
      let named = Change(rawValue: String(text[colon...].dropFirst()))
    {
      change = named
      text = text[..<colon]
    }
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, !first.isEmpty else { return nil }
    charter = String(first)
    section = parts.count == 2 ? String(parts[1]) : nil
    if section?.isEmpty == true { return nil }
    self.change = change
  }

  /// What it would change among these charters.
  func atoms(in place: PolicyPlace) throws -> [Atom] {
    let path = try path(in: place)
    if path.kind == .policy { return [Atom(charter: path, section: .policy, change: change)] }
    let there = place.charters.first { $0.path == path }?.pieces
    return try pieces(of: path, there: there).map {
      Atom(charter: path, section: $0, change: change)
    }
  }

  private func path(in place: PolicyPlace) throws -> CharterPath {
    if let known = try? place.charter(charter) { return known }
    // It need not be there; it only has to be a place for a charter.
    let names = ["\(CharterPath.root)/\(charter)", charter].flatMap { [$0, $0 + ".md"] }
    for name in names {
      if let path = try? CharterPath(name) { return path }
    }
    _ = try CharterPath(
      charter.hasPrefix(CharterPath.root + "/") ? charter : "\(CharterPath.root)/\(charter)")
    throw Failure("no charter can lie at \(charter)", status: .usage)
  }

  /// A section goes and comes with those below it; without a section a charter does so as a whole,
  /// and an edit is one of what stands before the first heading.
  private func pieces(of path: CharterPath, there: [SectionPath]?) throws -> [SectionPath] {
    guard let section else {
      switch change {
      case .create, .delete: return there ?? Self.usual(path)
      case .edit: return [.intro]
      case .move:
        throw Failure(
          "say which section moves", hint: "\("--change \(path.display)#Purpose:move", .command)",
          status: .usage)
      }
    }
    if section == "(settings)" {
      return (there ?? Self.usual(path)).filter { if case .field = $0 { true } else { false } }
    }
    guard let piece = SectionPath(section), piece != .policy else {
      throw Failure("\(section) names no section", status: .usage)
    }
    guard change != .edit, case .section(let titles) = piece else { return [piece] }
    let below = (there ?? []).filter {
      if case .section(let other) = $0 {
        other.count > titles.count && other.starts(with: titles)
      } else {
        false
      }
    }
    return [piece] + below
  }

  /// What a charter of its kind usually has.
  private static func usual(_ path: CharterPath) -> [SectionPath] {
    let form = KindForm(path.kind)
    let fields: [String] =
      switch path.kind {
      case .member: ["kind", "name", "email", "status", "since", "keys"]
      case .team: ["kind", "title", "lead", "members"]
      case .role: ["kind", "title", "holders"]
      default: ["kind", "title"]
      }
    return [.intro] + form.sections.map { .section([$0]) } + fields.map { .field($0) }
  }
}
