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
    let shown = view.sections(file)
    for section in shown { lines += self.section(section, in: file) }
    let hidden = view.hidden(file)
    if hidden > 0 {
      lines.append("  \(RedlineView.hiddenWords(hidden), .dim)")
    }
    return lines
  }

  private func section(_ section: SectionChange, in file: FileComparison) -> [Text] {
    var head: Text = "  \(section.name, .strong)"
    switch section.fate {
    case .added: head += "  \("new", .dim)"
    case .removed: head += "  \("removed", .dim)"
    case .same, .edited, .renamed, .moved:
      if file.change == .edit { head += "  \(section.summary, .dim)" }
    }
    guard !view.isStatistic else { return [head] }
    var lines = [head]
    var isCut = false
    var lastMove: Int?
    for index in section.rows {
      let row = file.redline.rows[index]
      // Of what moved unchanged only the beginning is shown.
      let isMore = row.move != nil && row.move == lastMove && row.kind == .kept
      lastMove = row.kind == .away ? nil : row.move
      guard view.shows(row), !isMore else {
        isCut = lines.count > 1
        continue
      }
      if isCut { lines.append("      \("…", .dim)") }
      isCut = false
      lines.append(self.row(row, in: file.redline))
    }
    return lines
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
      let line = redline.old.blocks[redline.moves[move].old.lowerBound].lines.lowerBound + 1
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
