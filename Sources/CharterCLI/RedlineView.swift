import Charters
import History
import Prose

/// Which part of a redline somebody asked to see.
struct RedlineView {
  /// Changes that no reader of the Markdown sees are shown too.
  var isStrict = false
  /// Only what happened to each section.
  var isStatistic = false
  /// Only the sections of this name, and those below them.
  var section: String?

  func sections(_ file: FileComparison) -> [SectionChange] {
    file.sections.filter { isMeant($0) && (isStrict || isVisible($0)) }
  }

  func shows(_ row: Redline.Row) -> Bool {
    if row.kind == .away { return true }
    return !(isStrict ? row.classes : row.classes.subtracting(.presentation)).isEmpty
  }

  /// Rows that changed in ways no reader sees, and are not shown; 1 where only blank lines did.
  func hidden(_ file: FileComparison) -> Int {
    let rows = file.sections.filter(isMeant).flatMap(\.rows).map { file.redline.rows[$0] }
    let hidden = isStrict ? 0 : rows.count { $0.classes == .presentation }
    let isSilent = file.sections.isEmpty && !file.redline.isIdentical
    return hidden == 0 && isSilent ? 1 : hidden
  }

  static func hiddenWords(_ count: Int) -> String {
    let places = count == 1 ? "1 place" : "\(count) places"
    return "no word changed in \(places), only line breaks, blanks or signs; --strict shows them"
  }

  private func isVisible(_ section: SectionChange) -> Bool {
    !section.isLayoutOnly || section.fate != .same || section.hasOtherLevel
  }

  private func isMeant(_ section: SectionChange) -> Bool {
    guard let name = self.section else { return true }
    return [section.name, section.oldName].compactMap(\.self).contains {
      Self.isIn($0, section: name)
    }
  }

  /// Whether a section is the one that somebody named, or below it.
  static func isIn(_ own: String, section name: String) -> Bool {
    own == name || own.hasPrefix(name + " > ") || own.hasSuffix(" > " + name)
  }
}
