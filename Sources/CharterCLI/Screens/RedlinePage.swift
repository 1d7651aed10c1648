import Charters
import Console
import History
import Prose

/// A redline as one HTML file, without scripts: for a mail, a browser, a printer.
struct RedlinePage {
  let title: String
  let files: [FileComparison]
  let view: RedlineView
  /// The heading of a file; sections stand one below.
  var level = 2

  static let style = """
    h3 small, h4 small, .note { font: 14px sans-serif; color: #555 }
    ins { background: #dff5e1; color: #0b4f1d; text-decoration: underline }
    del { background: #fde3e3; color: #7d1414; text-decoration: line-through }
    .moved { background: #e2ecfb; color: #123f7a }
    .row { margin: .5em 0; padding-inline-start: .8em; border-inline-start: 3px solid #ccc }
    .added { border-color: #1c7c33 } .removed { border-color: #b3261e } .away, .move { border-color: #2457a6 }
    .label { font: 12px sans-serif; color: #555 }
    pre { white-space: pre-wrap; margin: 0 }
    .hidden { position: absolute; left: -10000px }
    @media print { body { margin: 0; max-width: none } ins, del, .moved { background: none } .row { break-inside: avoid } }
    """

  var text: String {
    HTML.page(title: title, style: Self.style, body: body)
  }

  /// The redlines alone, for a larger page.
  var body: String { files.map(file).joined() }

  private func file(_ file: FileComparison) -> String {
    var html = "<h\(level) dir=\"auto\">\(HTML.escaped(file.path))"
    if file.change != .edit {
      html += " <small dir=\"ltr\">\(file.change == .create ? "new" : "removed")</small>"
    }
    html += "</h\(level)>\n"
    if file.redline.isApproximate {
      html +=
        "<p class=\"note\">Too large or too different to compare whole: parts are shown replaced.</p>\n"
    }
    if file.hasUnreadSettings {
      html +=
        "<p class=\"note\">The settings cannot be read as YAML, so their lines are compared.</p>\n"
    }
    var isSetting = false
    for section in view.sections(file) {
      // The fields stand together, each with its name.
      let isField = section.name.hasPrefix(Redline.settings) && !view.isStatistic
      if !isField || !isSetting {
        let name = isField ? "(settings)" : HTML.escaped(section.name)
        let summary = isField ? "" : HTML.escaped(file.summary(of: section))
        html +=
          "<h\(level + 1) dir=\"auto\">\(name) <small dir=\"ltr\">\(summary)</small></h\(level + 1)>\n"
      }
      isSetting = isField
      if !view.isStatistic { html += rows(of: section, in: file) }
    }
    let hidden = view.hidden(file)
    if hidden > 0 {
      html += "<p class=\"note\">\(HTML.escaped(RedlineView.hiddenWords(hidden)))</p>\n"
    }
    return html
  }

  private func rows(of section: SectionChange, in file: FileComparison) -> String {
    var html = ""
    if let setting = view.setting(section, of: file) { html += self.setting(setting) }
    var reorders: Set<Int> = []
    for index in view.rows(section, of: file) {
      let row = file.redline.rows[index]
      guard let move = row.move, file.redline.moves[move].isReorder, row.kind == .kept else {
        html += self.row(row, in: file.redline)
        continue
      }
      guard reorders.insert(move).inserted else { continue }
      html += "<p class=\"row move label\">the list is in another order, with the same words</p>\n"
    }
    return html
  }

  private func inserted(_ words: String) -> String {
    "<ins><span class=\"hidden\" dir=\"ltr\">[added: </span>\(HTML.escaped(words))<span class=\"hidden\" dir=\"ltr\">]</span></ins>"
  }

  private func deleted(_ words: String) -> String {
    "<del><span class=\"hidden\" dir=\"ltr\">[removed: </span>\(HTML.escaped(words))<span class=\"hidden\" dir=\"ltr\">]</span></del>"
  }

  /// A field as data.
  private func setting(_ setting: SettingChange) -> String {
    var words = setting.entries.map { entry in
      switch entry {
      case .added(let text): return inserted(text)
      case .removed(let text): return deleted(text)
      case .altered(let name, let parts):
        let changed = parts.map { part in
          ([part.key.isEmpty ? nil : HTML.escaped(part.key)]
            + [part.old.map(deleted), part.new.map(inserted)]).compactMap(\.self)
            .joined(separator: " ")
        }
        return "\(HTML.escaped(name)): \(changed.joined(separator: ", "))"
      }
    }
    if setting.isReordered { words.append("the same in another order") }
    let kind =
      switch setting.change {
      case .create: "added"
      case .delete: "removed"
      case .edit, .move: "edited"
      }
    return
      "<div class=\"row \(kind)\" dir=\"auto\">\(HTML.escaped(setting.field)): \(words.joined(separator: ", "))</div>\n"
  }

  private func row(_ row: Redline.Row, in redline: Redline) -> String {
    if row.kind == .away, let move = row.move {
      let line = redline.new.blocks[redline.moves[move].new.lowerBound].lines.lowerBound + 1
      return "<p class=\"row away label\">moved from here to line \(line)</p>\n"
    }
    var kind = "edited"
    var label = ""
    switch row.kind {
    case .added: (kind, label) = ("added", "added")
    case .removed: (kind, label) = ("removed", "removed")
    case .kept, .edited, .away:
      if let move = row.move {
        let line = redline.firstLine(of: row, in: move)
        (kind, label) = ("move", "moved from line \(line)")
      }
      let names = row.classes.subtracting([.moved, .presentation]).names.joined(separator: ", ")
      if !names.isEmpty { label += (label.isEmpty ? "" : "; ") + names }
    }
    let isCode = row.newBlocks.first.map { redline.new.blocks[$0].isCode } ?? false
    let marks = redline.marks(of: row)
    var words =
      marks.isEmpty ? "" : "<span class=\"label\" dir=\"ltr\">\(HTML.escaped(marks))</span> "
    for (index, piece) in redline.pieces(of: row, showsForms: view.isStrict).enumerated() {
      if piece.isApart, index > 0 { words += " " }
      switch piece.kind {
      case .kept: words += HTML.escaped(piece.text)
      case .inserted:
        words += inserted(piece.text)
      case .deleted:
        words += deleted(piece.text)
      case .moved:
        words +=
          "<span class=\"moved\"><span class=\"hidden\" dir=\"ltr\">[moved here: </span>\(HTML.escaped(piece.text))<span class=\"hidden\" dir=\"ltr\">]</span></span>"
      case .movedAway: words += "<span class=\"label\" dir=\"ltr\">[moved away]</span>"
      }
    }
    let body = isCode ? "<pre>\(words)</pre>" : words
    let shown =
      label.isEmpty ? "" : "<span class=\"label\" dir=\"ltr\">\(HTML.escaped(label))</span><br>"
    return "<div class=\"row \(kind)\" dir=\"auto\">\(shown)\(body)</div>\n"
  }
}
