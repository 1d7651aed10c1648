import Prose

/// The smallest thing that is approved: one piece of one charter and what happens to it.
///
/// The atoms of a change cover every byte that differs.
package struct Atom: Hashable, Comparable, Sendable {
  package let charter: CharterPath
  package let section: SectionPath
  package let change: Change
  /// The new place of a move; nil otherwise.
  package let movedTo: SectionPath?
  /// Of an edit of `(intro)` or of an order: the pieces on both sides of the change that its text
  /// is read by, sorted. Fields are among them where their order changed.
  package let context: [SectionPath]

  package init(
    charter: CharterPath, section: SectionPath, change: Change, movedTo: SectionPath? = nil,
    context: [SectionPath] = []
  ) {
    self.charter = charter
    self.section = section
    self.change = change
    self.movedTo = movedTo
    self.context = context
  }

  /// `roles/support.md › Purpose`, and `› Purpose → Aim` for a move.
  package var display: String {
    "\(charter.display) › \(section)" + (movedTo.map { " → \($0)" } ?? "")
  }

  package static func < (left: Atom, right: Atom) -> Bool {
    if left.charter != right.charter { return left.charter < right.charter }
    if left.section != right.section { return left.section < right.section }
    if left.change != right.change { return left.change < right.change }
    if left.movedTo != right.movedTo {
      guard let leftPlace = left.movedTo else { return true }
      return right.movedTo.map { leftPlace < $0 } ?? false
    }
    return left.context.lexicographicallyPrecedes(right.context)
  }
}

/// Why the atoms of a change could not be named.
package enum AtomError: Error, Hashable {
  /// A renamed file is a deletion and a creation; two charters have no atoms between them.
  case differentCharters(CharterPath, CharterPath)
  /// Bytes differ and no atom says so: refused, never passed over.
  case uncovered(CharterPath)
}

extension Atom {
  /// The atoms of a change of one charter, sorted and unique; nil is a tree without it.
  package static func between(
    _ old: CharterText?, _ new: CharterText?
  ) throws(AtomError) -> [Atom] {
    guard let path = (old ?? new)?.path else { return [] }
    guard let old else { return whole(new, .create) }
    guard let new else { return whole(old, .delete) }
    guard old.path == new.path else { throw .differentCharters(old.path, new.path) }
    guard old.bytes != new.bytes else { return [] }
    guard let oldOutline = old.outline, let newOutline = new.outline else {
      return [Atom(charter: path, section: .policy, change: .edit)]
    }
    let sections = Set(oldOutline.sections.map(\.path))
    let common = Set(newOutline.sections.map(\.path).filter(sections.contains))
    let atoms =
      fieldAtoms(old, new) + sectionAtoms(old, new, common: common)
      + orderAtoms(old, new, common: common) + introAtoms(old, new, common: common)
    guard !atoms.isEmpty else { throw .uncovered(path) }
    return atoms.sorted()
  }

  private static func whole(_ charter: CharterText?, _ change: Change) -> [Atom] {
    guard let charter else { return [] }
    return charter.pieces.map { Atom(charter: charter.path, section: $0, change: change) }.sorted()
  }

  /// The atom, unless its words are the same on both sides.
  private func ifDiffering(_ old: CharterText, _ new: CharterText) -> [Atom] {
    text(in: old) == text(in: new) ? [] : [self]
  }

  private static func fieldAtoms(_ old: CharterText, _ new: CharterText) -> [Atom] {
    let before = old.outline?.fields.map(\.name) ?? []
    let after = new.outline?.fields.map(\.name) ?? []
    let names = before + after.filter { old.field($0) == nil }
    return names.flatMap { name in
      let change: Change =
        if old.field(name) == nil {
          .create
        } else if new.field(name) == nil || FieldLoss.onlyLosesEntries(name, from: old, to: new) {
          .delete
        } else {
          .edit
        }
      return Atom(charter: old.path, section: .field(name), change: change).ifDiffering(old, new)
    }
  }

  private static func sectionAtoms(
    _ old: CharterText, _ new: CharterText, common: Set<[String]>
  ) -> [Atom] {
    let edits = common.flatMap {
      Atom(charter: old.path, section: .section($0), change: .edit).ifDiffering(old, new)
    }
    let moves = SectionMoves(old, new, common: common)
    let moved = moves.pairs.map {
      Atom(charter: old.path, section: .section($0), change: .move, movedTo: .section($1))
    }
    let deleted = moves.deleted.map {
      Atom(charter: old.path, section: .section($0), change: .delete)
    }
    let created = moves.created.map {
      Atom(charter: old.path, section: .section($0), change: .create)
    }
    return edits + moved + deleted + created
  }

  private static func orderAtoms(
    _ old: CharterText, _ new: CharterText, common: Set<[String]>
  ) -> [Atom] {
    func rows(_ charter: CharterText) -> [[String]: [[String]]] {
      let paths = charter.outline?.sections.map(\.path).filter(common.contains) ?? []
      return Dictionary(grouping: paths) { Array($0.dropLast()) }
    }
    let (before, after) = (rows(old), rows(new))
    return before.compactMap { parent, row in
      guard after[parent] != row else { return nil }
      return Atom(
        charter: old.path, section: .order(parent), change: .edit,
        context: row.map { .section($0) }.sorted())
    }
  }

  private static func introAtoms(
    _ old: CharterText, _ new: CharterText, common: Set<[String]>
  ) -> [Atom] {
    let before = (old.outline?.fields.map(\.name) ?? []).filter { new.field($0) != nil }
    let after = (new.outline?.fields.map(\.name) ?? []).filter { old.field($0) != nil }
    let fields: [SectionPath] = before == after ? [] : before.map { .field($0) }
    let context = common.map { SectionPath.section($0) } + fields
    return Atom(charter: old.path, section: .intro, change: .edit, context: context.sorted())
      .ifDiffering(old, new)
  }
}
