/// Rows of cells in columns that line up.
package struct Table: Sendable {
  /// How one column is laid out.
  package struct Column: Sendable {
    let title: Text?
    let isTrailing: Bool
    let isFlexible: Bool

    /// - Parameters:
    ///   - isTrailing: numbers stand on the right.
    ///   - isFlexible: this column is cut where the table is wider than the terminal.
    package init(_ title: Text? = nil, isTrailing: Bool = false, isFlexible: Bool = false) {
      self.title = title
      self.isTrailing = isTrailing
      self.isFlexible = isFlexible
    }
  }

  private let columns: [Column]
  private var rows: [[Text]] = []

  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row; missing cells are empty.
  package mutating func add(_ cells: [Text]) {
    rows.append(
      columns.indices.map { $0 < cells.count ? cells[$0] : Text() })
  }

  package var isEmpty: Bool { rows.isEmpty }

  /// The table in at most `width` columns, as far as flexible columns allow that; each line ended.
  package func text(width: Int, indent: Int = 0) -> Text {
    var lines = rows
    if columns.contains(where: { $0.title != nil }) {
      lines.insert(columns.map { ($0.title ?? Text()).styled(.dim) }, at: 0)
    }
    let widths = widths(of: lines, in: width - indent)
    return lines.map { cells in
      var line = Text.blanks(indent)
      for (index, cell) in cells.enumerated() {
        let isLast = index == cells.count - 1
        let cut = columns[index].isFlexible ? cell.truncated(to: widths[index]) : cell
        let isFilled = !isLast || columns[index].isTrailing
        line += isFilled ? cut.padded(to: widths[index], trailing: columns[index].isTrailing) : cut
        if !isLast { line += "  " }
      }
      return line.trimmed
    }.lines
  }

  private func widths(of lines: [[Text]], in width: Int) -> [Int] {
    var widths = columns.indices.map { index in lines.map { $0[index].columns }.max() ?? 0 }
    var excess = widths.reduce(0, +) + 2 * (columns.count - 1) - width
    for index in columns.indices.reversed() where excess > 0 && columns[index].isFlexible {
      let narrower = max(12, widths[index] - excess)
      guard narrower < widths[index] else { continue }
      excess -= widths[index] - narrower
      widths[index] = narrower
    }
    return widths
  }
}

extension Text {
  /// The text without blanks at its end.
  var trimmed: Text {
    var copy = self
    while var last = copy.runs.popLast() {
      while last.words.last == " " { last.words.removeLast() }
      if last.words.isEmpty { continue }
      copy.runs.append(last)
      break
    }
    return copy
  }
}
