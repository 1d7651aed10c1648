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

  /// The rows of a section that are shown, those of a field that is shown as data left out.
  func rows(_ section: SectionChange, of file: FileComparison) -> [Int] {
    let isData = setting(section, of: file) != nil && !file.remarked.contains(section.name)
    let isWhole = file.change != .edit
    return section.rows.filter { index in
      let row = file.redline.rows[index]
      guard shows(row) else { return false }
      let block =
        row.newBlocks.first.map { file.redline.new.blocks[$0] }
        ?? row.oldBlocks.first.map { file.redline.old.blocks[$0] }
      guard block?.isSetting == true else { return true }
      // The lines around the fields say nothing where all of the fields come or go.
      return !isData && !(isWhole && row.classes == .presentation)
    }
  }

  /// What to show of a field as data; nil where its lines are shown.
  func setting(_ section: SectionChange, of file: FileComparison) -> SettingChange? {
    file.settings[section.name].flatMap { $0.isForm ? nil : $0 }
  }

  func shows(_ row: Redline.Row) -> Bool {
    if row.kind == .away { return true }
    return !(isStrict ? row.classes : row.classes.subtracting(.presentation)).isEmpty
  }

  /// Rows that changed in ways no reader sees, and are not shown; 1 where only blank lines did.
  func hidden(_ file: FileComparison) -> Int {
    let meant = isStrict ? [] : file.sections.filter(isMeant)
    let count = meant.map { hidden($0, of: file) }.reduce(0, +)
    let isSilent = file.sections.isEmpty && !file.redline.isIdentical
    return count == 0 && isSilent ? 1 : count
  }

  private func hidden(_ section: SectionChange, of file: FileComparison) -> Int {
    let rows = section.rows.map { file.redline.rows[$0] }.filter { !$0.classes.isEmpty }
    let isWhole = file.change != .edit && section.name.hasPrefix(Redline.settings)
    if isWhole || setting(section, of: file) != nil { return 0 }
    return section.isLayoutOnly ? rows.count : rows.count { $0.classes == .presentation }
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
    return Self.isNamed(section, name)
  }

  /// Whether a section is, or was, the one that somebody named, or below it.
  static func isNamed(_ section: SectionChange, _ name: String) -> Bool {
    [section.name, section.oldName].compactMap(\.self).contains { isIn($0, section: name) }
  }

  /// Whether a section is the one that somebody named, or below it.
  static func isIn(_ own: String, section name: String) -> Bool {
    own == name || own.hasPrefix(name + " > ") || own.hasSuffix(" > " + name)
  }
}
