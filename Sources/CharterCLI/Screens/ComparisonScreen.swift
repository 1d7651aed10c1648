import Charters
import Console
import History
import Prose

/// What changed, section by section and word by word, for a terminal.
struct ComparisonScreen {
  let files: [FileComparison]
  let terminal: Terminal
  let view: RedlineView

  /// Words that are shown around a change; longer runs of unchanged words are cut.
  private static let context = 12

  init(_ files: [FileComparison], terminal: Terminal, view: RedlineView = RedlineView()) {
    self.files = files
    self.terminal = terminal
    self.view = view
  }

  var text: Text { files.map { file($0).lines }.joined(separator: "\n") }

  private func file(_ file: FileComparison) -> [Text] {
    var head: Text = "\(file.path, .heading)"
    switch file.change {
    case .create: head += "  \("new", .added)"
    case .delete: head += "  \("removed", .removed)"
    default: break
    }
    var lines = [head]
    if file.redline.isApproximate {
      lines.append(
        "  \("too large or too different to compare whole: parts are shown replaced", .warning)")
    }
    if file.hasUnreadSettings {
      let words = "the settings cannot be read as YAML, so their lines are compared"
      lines.append(Text(words, .warning).wrapped(to: terminal.width, indent: 2, hanging: 4))
    }
    var isSetting = false
    for section in view.sections(file) {
      // The fields stand together, each with its name.
      let isField = section.name.hasPrefix(Redline.settings) && !view.isStatistic
      if isField, !isSetting { lines.append("  \("(settings)", .strong)") }
      lines += isField ? rows(of: section, in: file) : self.section(section, in: file)
      isSetting = isField
    }
    let hidden = view.hidden(file)
    if hidden > 0 {
      lines.append(
        Text(RedlineView.hiddenWords(hidden), .dim)
          .wrapped(to: terminal.width, indent: 2, hanging: 4))
    }
    return lines
  }

  private func section(_ section: SectionChange, in file: FileComparison) -> [Text] {
    var head: Text = "  \(section.name, .strong)"
    switch section.fate {
    case .added: head += "  \("new", .dim)"
    case .removed: head += "  \("removed", .dim)"
    case .same, .edited, .renamed, .moved:
      if file.change == .edit { head += "  \(file.summary(of: section), .dim)" }
    }
    head = head.wrapped(to: terminal.width, hanging: 6)
    return view.isStatistic ? [head] : [head] + rows(of: section, in: file)
  }

  private func rows(of section: SectionChange, in file: FileComparison) -> [Text] {
    var lines: [Text] = []
    if let setting = view.setting(section, of: file) {
      lines.append(self.setting(setting, classes: section.classes))
    }
    let shown = Set(view.rows(section, of: file))
    var isCut = false
    var lastMove: Int?
    var reorders: Set<Int> = []
    for index in section.rows {
      let row = file.redline.rows[index]
      if let move = row.move, file.redline.moves[move].isReorder, row.kind == .kept {
        if reorders.insert(move).inserted { lines.append(reorder(move, in: file.redline)) }
        continue
      }
      // Of what moved unchanged only the beginning is shown.
      let isMore = row.move != nil && row.move == lastMove && row.kind == .kept
      lastMove = row.kind == .away ? nil : row.move
      guard shown.contains(index), !isMore else {
        isCut = !lines.isEmpty && view.setting(section, of: file) == nil
        continue
      }
      if isCut { lines.append("      \("…", .dim)") }
      isCut = false
      lines.append(self.row(row, in: file.redline))
    }
    return lines
  }

  private func reorder(_ move: Int, in redline: Redline) -> Text {
    let list = redline.moves[move].old
    let first = redline.old.blocks[list.lowerBound].lines.lowerBound + 1
    let words = "the list that began at line \(first) is in another order, with the same words"
    let text: Text = "    \("↷", .moved) \(words, .moved)"
    return text.wrapped(to: terminal.width, hanging: 6)
  }

  /// A field as data: `holders: +ben −dee`.
  private func setting(_ setting: SettingChange, classes: ChangeClasses) -> Text {
    let came = Text("+", .added)
    let went = Text(terminal.isUnicode ? "−" : "-", .removed)
    let whole = "\(setting.field): \(setting.list)"
    var text: Text
    switch setting.change {
    case .create: text = "    " + came + " " + labelled(whole, "{+", "+}", .added)
    case .delete: text = "    \("-", .removed) " + labelled(whole, "[-", "-]", .removed)
    case .edit, .move:
      text = "    \("~", .dim) \(escaped(setting.field)):"
      if setting.isReordered { text += " the same in another order" }
      for (index, entry) in setting.entries.enumerated() {
        if index > 0, case .altered = setting.entries[index - 1] { text += ";" }
        switch entry {
        case .added(let words): text += " " + came + Text(escaped(words), .added)
        case .removed(let words): text += " " + went + Text(escaped(words), .removed)
        case .altered(let name, let parts):
          text += " \(escaped(name)):"
          for part in parts {
            if !part.key.isEmpty { text += " \(escaped(part.key))" }
            if let old = part.old { text += " " + labelled(old, "[-", "-]", .removed) }
            if let new = part.new { text += " " + labelled(new, "{+", "+}", .added) }
          }
        }
      }
      if classes.contains(.meaning) { text += " \("(meaning)", .dim)" }
    }
    return text.wrapped(to: terminal.width, hanging: 6)
  }

  private func row(_ row: Redline.Row, in redline: Redline) -> Text {
    if row.kind == .away, let move = row.move {
      let first = redline.old.source(redline.old.tokens(of: row.oldBlocks).prefix(12))
      let words = String(decoding: first, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      let line = redline.new.blocks[redline.moves[move].new.lowerBound].lines.lowerBound + 1
      let text: Text =
        "    \("↷", .moved) \("moved to line \(line):", .moved) \(words.joined(separator: " "), .dim) …"
      return text.wrapped(to: terminal.width, hanging: 6)
    }
    let mark =
      switch row.kind {
      case .added: Text("+", .added)
      case .removed: Text("-", .removed)
      case .edited, .kept, .away: row.move == nil ? Text("~", .dim) : Text("↷", .moved)
      }
    var note = Text()
    if let move = row.move {
      let line = redline.firstLine(of: row, in: move)
      note += " \("(moved from line \(line))", .moved)"
    }
    let kinds = row.classes.subtracting([
      .moved, .added, .removed, .reworded, .renamed, .presentation,
    ])
    if !kinds.isEmpty, row.kind == .edited {
      note += " \("(\(kinds.names.joined(separator: ", ")))", .dim)"
    }
    let isCode = row.newBlocks.first.map { redline.new.blocks[$0].isCode } ?? false
    var text: Text = "    \(mark)"
    let marks = redline.marks(of: row)
    if !marks.isEmpty { text += " \(escaped(marks))" }
    text += pieces(redline.pieces(of: row, showsForms: view.isStrict), isMoved: row.move != nil)
    text += note
    return isCode ? text : text.wrapped(to: terminal.width, hanging: 6)
  }

  private func pieces(_ pieces: [Redline.Piece], isMoved: Bool) -> Text {
    let last = pieces.count - 1
    var text = Text()
    for (index, piece) in pieces.enumerated() {
      if piece.isApart || index == 0 { text += " " }
      switch piece.kind {
      case .inserted: text += labelled(piece.text, "{+", "+}", .added)
      case .deleted: text += labelled(piece.text, "[-", "-]", .removed)
      case .moved: text += "\("↷", .moved)" + Text(escaped(piece.text), .moved)
      case .movedAway: text += "\("[↷ moved away]", .dim)"
      case .kept: text += kept(piece.text, isFirst: index == 0, isLast: index == last, isMoved)
      }
    }
    return text
  }

  private func kept(_ text: String, isFirst: Bool, isLast: Bool, _ isMoved: Bool) -> Text {
    let words = text.split(separator: " ")
    guard words.count > 2 * Self.context + 2, !(isFirst && isLast && !isMoved) else {
      return Text(escaped(text))
    }
    let head = isFirst ? "" : words.prefix(Self.context).joined(separator: " ") + " "
    let tail = isLast ? "" : " " + words.suffix(Self.context).joined(separator: " ")
    if isFirst, isLast { return "\(escaped(words.prefix(Self.context).joined(separator: " "))) …" }
    return "\(escaped(head))…\(escaped(tail))"
  }

  private func labelled(_ words: String, _ open: String, _ close: String, _ style: Style) -> Text {
    terminal.hasColour ? Text(words, style) : Text(open + escaped(words) + close, style)
  }

  /// Signs of our own that stand in the charter's text, told apart by a backslash.
  private func escaped(_ words: String) -> String {
    guard !terminal.hasColour else { return words }
    return ["[-", "-]", "{+", "+}"].reduce(words) { text, sign in
      text.replacing(sign, with: "\(sign.prefix(1))\\\(sign.suffix(1))")
    }
  }
}
