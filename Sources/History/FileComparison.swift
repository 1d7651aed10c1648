package import Charters
package import Prose

/// What changed in one file.
package struct FileComparison: Sendable {
  /// `roles/support.md` of a charter, else the path as it was given.
  package let path: String
  /// Create, edit or delete.
  package let change: Change
  package let redline: Redline
  /// The sections that changed.
  package let sections: [SectionChange]
  /// Fields of the front matter that are lists or maps, by the section that tells of them.
  package let settings: [String: SettingChange]
  /// Sections of fields with changes that may be a comment: data does not tell of these.
  package let remarked: Set<String>
  /// The front matter of a side cannot be read as data, so that its lines are compared.
  package let hasUnreadSettings: Bool

  /// Two states of a charter; nil is a tree without it.
  package init(path: CharterPath, old: [UInt8]?, new: [UInt8]?, names: Set<String> = []) {
    self.init(
      path: path.display, old: old, new: new, names: names, isLines: path.kind == .policy)
  }

  /// Two texts of any kind.
  package init(
    path: String, old: [UInt8]?, new: [UInt8]?, names: Set<String> = [], isLines: Bool = false
  ) {
    self.path = path
    change = old == nil ? .create : new == nil ? .delete : .edit
    redline = Redline(old: old ?? [], new: new ?? [], names: names, isLines: isLines)
    let found = redline.sections()
    let names = Set(found.map(\.name).filter { $0.hasPrefix(Redline.settings) })
    let (before, after) = (Self.fields(redline.old), Self.fields(redline.new))
    hasUnreadSettings = !names.isEmpty && (before == nil || after == nil)
    settings = Self.settings(names, before ?? [], after ?? [], isRead: !hasUnreadSettings)
    remarked = Set(found.filter { [redline] in Self.hasRemark($0, redline) }.map(\.name))
    sections = found.map { [settings, remarked] section in
      guard let setting = settings[section.name], setting.entries.isEmpty,
        !remarked.contains(section.name)
      else { return section }
      return section.reclassed(setting.isReordered ? .structure : .presentation)
    }
  }

  /// The same change cut into files of one section each.
  package var bySection: [FileComparison] {
    sections.map { FileComparison(self, sections: [$0]) }
  }

  /// The same change with some of its sections.
  package func only(_ sections: [SectionChange]) -> FileComparison {
    FileComparison(self, sections: sections)
  }

  private init(_ whole: FileComparison, sections: [SectionChange]) {
    path = whole.path
    change = whole.change
    redline = whole.redline
    settings = whole.settings
    remarked = whole.remarked
    hasUnreadSettings = whole.hasUnreadSettings
    self.sections = sections
  }

  /// All classes of changes that are in it.
  package var classes: ChangeClasses {
    sections.reduce(into: redline.isIdentical ? [] : .presentation) { $0.formUnion($1.classes) }
  }

  /// Anything but line breaks, blanks and signs differs.
  package var hasWordChanges: Bool { !classes.subtracting(.presentation).isEmpty }

  package func summary(of section: SectionChange) -> String {
    guard let setting = settings[section.name], !setting.isForm else { return section.summary }
    return setting.summary
  }

  // MARK: Front matter

  /// The fields as data, empty without front matter; nil where YAML and the lines disagree.
  private static func fields(_ text: ProseText) -> [YAMLEntry]? {
    guard let range = text.frontMatter else { return [] }
    // Whatever is wrong with it is told by lint; here its lines are compared.
    guard let read = try? FrontMatter(text.bytes[range]), read.keys.map(\.text) == text.fields
    else { return nil }
    return read.entries
  }

  private static func hasRemark(_ section: SectionChange, _ redline: Redline) -> Bool {
    section.rows.map { redline.rows[$0] }.contains { row in
      guard !row.classes.isEmpty else { return false }
      return [(redline.old, row.oldBlocks), (redline.new, row.newBlocks)].contains { text, blocks in
        blocks.contains { text.blocks[$0].isSetting }
          && text.source(text.tokens(of: blocks)).contains(UInt8(ascii: "#"))
      }
    }
  }

  private static func settings(
    _ names: Set<String>, _ before: [YAMLEntry], _ after: [YAMLEntry], isRead: Bool
  ) -> [String: SettingChange] {
    guard isRead else { return [:] }
    var settings: [String: SettingChange] = [:]
    for key in Set((before + after).map(\.key.text)) {
      let name = Redline.settings + key
      guard names.contains(name) else { continue }
      settings[name] = SettingChange(
        key, old: before.first { $0.key.text == key }?.value,
        new: after.first { $0.key.text == key }?.value)
    }
    return settings
  }
}
