/// The marks of lists and quotes at the beginning of a line of a leaf.
struct LineStart {
  private(set) var markers: [Tokenizer.Stretch] = []
  /// Where the text begins.
  private(set) var end: Int

  /// - Parameter columns: how far the text of each item is indented, by the line that opened it;
  ///   filled here.
  init(
    _ lines: SourceLines, _ line: Int, _ containers: [BlockParser.Leaf.Container], bodyLine: Int,
    columns: inout [Int: [Int]]
  ) {
    let content = lines.content(of: line)
    var at = content.startIndex
    var opened = 0
    func skipBlanks(_ most: Int) -> Int {
      var (index, column) = (at, 0)
      while index < content.endIndex, column < most, content[index].isBlank {
        column += content[index] == Byte.tab ? 4 : 1
        index += 1
      }
      return index
    }
    // Which of several items opened on one line a container is.
    var order: [Int: Int] = [:]
    for container in containers {
      switch container.kind {
      case .quote:
        let mark = skipBlanks(3)
        guard mark < content.endIndex, content[mark] == UInt8(ascii: ">") else { break }
        markers.append(Tokenizer.Stretch(range: mark..<mark + 1, isMarker: true))
        at = mark + 1
        if at < content.endIndex, content[at].isBlank { at += 1 }
      case .bullet, .number:
        let opening = bodyLine + container.line
        let place = order[opening, default: 0]
        order[opening] = place + 1
        guard opening == line else {
          let widths = columns[opening] ?? []
          at = skipBlanks(place < widths.count ? widths[place] : 2)
          break
        }
        let mark = skipBlanks(100)
        guard let close = Self.endOfMark(content, mark) else { break }
        markers.append(Tokenizer.Stretch(range: mark..<close, isMarker: true))
        let indent = mark - at
        at = close
        let text = skipBlanks(100)
        let blanks = text == content.endIndex || text - close > 4 ? 1 : text - close
        at = min(close + blanks, content.endIndex)
        if columns[opening, default: []].count == place {
          columns[opening, default: []].append(indent + close - mark + blanks)
        }
        opened += 1
      }
    }
    end = at
  }

  func stretches(_ lines: SourceLines, _ line: Int) -> [Tokenizer.Stretch] {
    let text = lines.content(of: line).endIndex
    return markers + [Tokenizer.Stretch(range: min(end, text)..<text, isMarker: false)]
  }

  private static func endOfMark(_ content: ArraySlice<UInt8>, _ start: Int) -> Int? {
    guard start < content.endIndex else { return nil }
    if "-+*".utf8.contains(content[start]) { return start + 1 }
    let digits = content[start...].prefix(9).prefix(while: \.isDigit).count
    let sign = start + digits
    guard digits > 0, sign < content.endIndex, ".)".utf8.contains(content[sign]) else { return nil }
    return sign + 1
  }
}

extension Tokenizer {
  /// The marks of a thematic break: one word, however it is written.
  mutating func addRule(_ stretches: [Stretch]) {
    add(stretches.filter(\.isMarker), hasMarkup: false, keepsBlanks: false, definitions: [:])
    for stretch in stretches where !stretch.isMarker {
      addWhole(stretch.range, as: [0x2D, 0x2D, 0x2D])
    }
  }
}
