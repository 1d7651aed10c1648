package import Charters
internal import Prose

/// What changed in one file, section by section.
package struct FileComparison: Hashable, Sendable {
  /// `roles/support.md` of a charter, else the path as it was given.
  package let path: String
  /// Create, edit or delete.
  package let change: Change
  package let sections: [SectionComparison]

  /// Two states of a charter, cut where approvals cut it; nil is a tree without it.
  package init(path: CharterPath, old: [UInt8]?, new: [UInt8]?) {
    self.path = path.display
    change = old == nil ? .create : new == nil ? .delete : .edit
    do {
      let before = try old.map { try CharterText(path: path, bytes: $0) }
      let after = try new.map { try CharterText(path: path, bytes: $0) }
      sections = try Atom.between(before, after).inReadingOrder(before, after).map {
        SectionComparison($0, before, after)
      }
    } catch {
      // What is no proper charter is compared as any text.
      sections = Self.plain(old ?? [], new ?? [], isLines: path.kind == .policy)
    }
  }

  /// Two texts of any kind.
  package init(path: String, old: [UInt8]?, new: [UInt8]?, isLines: Bool = false) {
    self.path = path
    change = old == nil ? .create : new == nil ? .delete : .edit
    sections = Self.plain(old ?? [], new ?? [], isLines: isLines)
  }

  /// The same change cut into files of one section each.
  package var bySection: [FileComparison] {
    sections.map { FileComparison(path: path, change: change, sections: [$0]) }
  }

  private init(path: String, change: Change, sections: [SectionComparison]) {
    self.path = path
    self.change = change
    self.sections = sections
  }

  /// A word differs.
  package var hasWordChanges: Bool { sections.contains { !$0.isLayoutOnly } }

  private static func plain(
    _ old: [UInt8], _ new: [UInt8], isLines: Bool
  ) -> [SectionComparison] {
    guard old != new else { return [] }
    if !isLines, let before = try? PlainSections(old), let after = try? PlainSections(new) {
      return PlainSections.compare(before, after)  // what cannot be cut is compared whole
    }
    return [SectionComparison("(all)", .edit, old: old, new: new, isLines: isLines)]
  }
}

extension SectionComparison {
  /// What one atom of a change did.
  init(_ atom: Atom, _ before: CharterText?, _ after: CharterText?) {
    let isLines: Bool
    switch atom.section {
    case .field, .policy: isLines = true
    case .intro, .order, .section: isLines = false
    }
    func text(_ charter: CharterText?, _ piece: SectionPath) -> [UInt8]? {
      guard let charter else { return nil }
      switch piece {
      case .intro: return charter.outline.map { Array(charter.bytes[$0.intro]) }
      case .order(let titles):
        return charter.children(of: titles).flatMap {
          Array("- \($0.path.last ?? "")\n".utf8)
        }
      default: return charter.text(piece)
      }
    }
    self.init(
      atom.section.description, atom.change, movedTo: atom.movedTo?.description,
      old: text(before, atom.section), new: text(after, atom.movedTo ?? atom.section),
      isLines: isLines)
  }
}

extension [Atom] {
  /// In the order in which the pieces stand in the new text, what went away where it stood.
  fileprivate func inReadingOrder(_ old: CharterText?, _ new: CharterText?) -> [Atom] {
    func places(_ charter: CharterText?) -> [SectionPath: Int] {
      Dictionary(
        (charter?.pieces ?? []).enumerated().map { ($1, $0) },
        uniquingKeysWith: { first, _ in first })
    }
    let (before, after) = (places(old), places(new))
    func place(_ atom: Atom) -> Int {
      after[atom.movedTo ?? atom.section] ?? before[atom.section] ?? -1
    }
    return sorted { (place($0), $0) < (place($1), $1) }
  }
}
