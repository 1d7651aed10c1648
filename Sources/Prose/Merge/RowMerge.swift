/// Joins three versions of one row of a table, cell by cell.
struct RowMerge {
  /// The row's bytes; nil where both sides changed a cell in different ways, or its number of cells.
  private(set) var bytes: [UInt8]?
  /// What both sides changed in the same way.
  private(set) var agreed = WordTally()

  /// - Parameter rows: the block of each side.
  init(_ rows: [Int], _ sides: [MergeSide]) {
    let cells = zip(rows, sides).map { Self.cells($0, $1) }
    guard cells.allSatisfy({ $0.count == cells[0].count }) else { return }
    func words(_ side: Int, _ cell: Int) -> [UInt8] {
      Self.words(cells[side][cell], sides[side].text)
    }
    var result = sides[1].source(of: rows[1]..<rows[1] + 1)
    let start = sides[1].range(of: rows[1]..<rows[1] + 1).lowerBound
    for cell in cells[0].indices.reversed() {
      let (base, ours, theirs) = (words(0, cell), words(1, cell), words(2, cell))
      if ours == theirs {
        guard ours != base else { continue }
        agreed.add(cells[0][cell].tokens, of: sides[0].text, -1)
        agreed.add(cells[1][cell].tokens, of: sides[1].text, 1)
        continue
      }
      if theirs == base { continue }
      guard ours == base else { return }
      let target = cells[1][cell].range
      result.replaceSubrange(
        target.lowerBound - start..<target.upperBound - start,
        with: sides[2].bytes[cells[2][cell].range])
    }
    bytes = result
  }

  private struct Cell {
    let tokens: Range<Int>
    /// Its bytes; an empty cell is the place after its bar.
    let range: Range<Int>
  }

  private static func cells(_ block: Int, _ side: MergeSide) -> [Cell] {
    let text = side.text
    var cells: [Cell] = []
    let tokens = text.blocks[block].tokens
    var first = tokens.lowerBound
    var place = side.range(of: block..<block + 1).lowerBound
    for token in tokens.lowerBound...tokens.upperBound {
      let isEnd = token == tokens.upperBound
      guard isEnd || text.bytes[text.tokens[token].range] == [Byte.bar] else { continue }
      let inside = first..<token
      let range =
        inside.isEmpty
        ? place..<place
        : Int(text.tokens[first].start)..<Int(text.tokens[token - 1].end)
      cells.append(Cell(tokens: inside, range: range))
      if !isEnd {
        first = token + 1
        place = Int(text.tokens[token].end)
      }
    }
    return cells
  }

  private static func words(_ cell: Cell, _ text: ProseText) -> [UInt8] {
    var words: [UInt8] = []
    for token in cell.tokens where !text.tokens[token].isMarker {
      if !words.isEmpty, !text.tokens[token].isGlued { words.append(Byte.space) }
      words += text.bytes[text.tokens[token].range]
    }
    return words
  }
}
