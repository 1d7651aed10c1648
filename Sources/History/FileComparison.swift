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
    sections = redline.sections()
  }

  /// The same change cut into files of one section each.
  package var bySection: [FileComparison] {
    sections.map { FileComparison(path: path, change: change, redline: redline, sections: [$0]) }
  }

  private init(path: String, change: Change, redline: Redline, sections: [SectionChange]) {
    self.path = path
    self.change = change
    self.redline = redline
    self.sections = sections
  }

  /// Anything but line breaks, blanks and signs differs.
  package var hasWordChanges: Bool { redline.hasChanges }
}
