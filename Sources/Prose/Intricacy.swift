/// Bounds on what cmark is given, so that no text of a megabyte keeps a hook busy or fills memory.
///
/// cmark-gfm 0.29 takes linear time for ordinary text. Four of its habits do not: every line walks
/// through all open lists and quotes; a table gives each row as many cells as its first has; the
/// text before a table is read again for each line that could be the table's second; and a link
/// definition is copied into every use. The bounds count what such a text makes cmark do, never
/// time, and lie a hundred times above real charters.
struct Intricacy {
  /// Lists and quotes one in another.
  static let deepest = 100
  /// Lines times the deepest nesting.
  static let mostNesting = 20_000_000
  /// Cells of all tables together.
  static let mostCells = 500_000
  /// Bars of one row times themselves, lines before a table times themselves, bytes before a
  /// table times its possible second lines: each summed over the file.
  static let mostTableWork = 1_000_000_000
  /// Bytes of the longest run of lines with a link definition times the brackets in headings.
  static let mostExpansion = 1 << 26

  /// The longest run of lines without a blank one that may hold a link definition, in bytes.
  private(set) var longestDefinition = 0

  private var nesting = 0
  private var cells = 0
  private var tableWork = 0

  /// Looks at the lines that cmark will get. The line of an error is the first that is too much.
  init(_ lines: SourceLines, from first: Int) throws(ProseError) {
    var run = Run()
    for line in first..<lines.count {
      let content = lines.content(of: line)
      let prefix = LinePrefix(content)
      nesting = max(nesting, prefix.depth)
      guard prefix.depth <= Self.deepest else {
        throw ProseError(line: line + 1, reason: .nestedTooDeeply(limit: Self.deepest))
      }
      if prefix.isBlank {
        close(run)
        run = Run()
      } else {
        run.add(content, isRule: prefix.isTableRule)
      }
      guard nesting * (line - first) <= Self.mostNesting, cells + run.cells <= Self.mostCells,
        tableWork + run.tableWork <= Self.mostTableWork
      else {
        throw ProseError(line: line + 1, reason: .tooIntricate)
      }
    }
    close(run)
  }

  private mutating func close(_ run: Run) {
    cells += run.cells
    tableWork += run.tableWork
    if run.mayDefineLinks {
      longestDefinition = max(longestDefinition, run.bytes)
    }
  }
}

/// Lines without a blank one between them: at least what cmark may take for one paragraph or table.
private struct Run {
  private(set) var bytes = 0
  private(set) var mayDefineLinks = false
  private(set) var cells = 0
  private var lines = 0
  private var rules = 0
  private var widest = 0
  private var barWork = 0

  mutating func add(_ content: ArraySlice<UInt8>, isRule: Bool) {
    var bars = 0
    var previous: UInt8 = 0
    for byte in content {
      if byte == Byte.bar { bars += 1 }
      if byte == Byte.colon, previous == UInt8(ascii: "]") { mayDefineLinks = true }
      previous = byte
    }
    bytes += content.count + 1
    lines += 1
    barWork += bars * bars
    if isRule {
      rules += 1
      widest = max(widest, bars + 1)
    }
    cells += widest
  }

  /// Without a line that could be a table's second there is no table and no work.
  var tableWork: Int { rules == 0 ? 0 : barWork + lines * lines + rules * bytes }
}

/// What opens a line: blanks and the marks of quotes and list items.
private struct LinePrefix {
  /// At most so many lists and quotes are open where the line opens one; 0 where it opens none.
  private(set) var depth = 0
  let isBlank: Bool
  /// What follows could be the second line of a table of two columns or more.
  let isTableRule: Bool

  init(_ content: ArraySlice<UInt8>) {
    var index = content.startIndex
    var columns = 0
    var marks = 0
    var opensItem = false
    while index < content.endIndex {
      let byte = content[index]
      if byte.isBlank {
        columns += opensItem ? 0 : byte == Byte.tab ? 4 : 1
        index += 1
        continue
      }
      if byte == UInt8(ascii: ">") {
        // One blank after the mark is its own.
        index += 1
        columns -= index < content.endIndex && content[index].isBlank && !opensItem ? 1 : 0
      } else if let end = Self.endOfListMark(content, at: index, byte: byte) {
        index = end
        opensItem = true
      } else {
        isBlank = false
        isTableRule = Self.isTableRule(content[index...])
        return
      }
      marks += 1
      // A quote that is open takes a mark, an open list item two columns at least; below an item
      // that the line itself opens there are only others that it opens.
      depth = marks + columns / 2
    }
    isBlank = marks == 0
    isTableRule = false
  }

  private static func endOfListMark(
    _ content: ArraySlice<UInt8>, at start: Int, byte: UInt8
  ) -> Int? {
    var end = start + 1
    switch byte {
    case Byte.hyphen, UInt8(ascii: "+"), UInt8(ascii: "*"): break
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while end < content.endIndex, content[end].isDigit, end - start < 9 { end += 1 }
      guard end < content.endIndex,
        content[end] == UInt8(ascii: ".") || content[end] == UInt8(ascii: ")")
      else { return nil }
      end += 1
    default: return nil
    }
    return end == content.endIndex || content[end].isBlank ? end : nil
  }

  private static func isTableRule(_ rest: ArraySlice<UInt8>) -> Bool {
    var hasBar = false
    for byte in rest {
      switch byte {
      case Byte.bar: hasBar = true
      case Byte.hyphen, Byte.colon, Byte.space, Byte.tab, 0x0B, 0x0C: break
      default: return false
      }
    }
    return hasBar
  }
}
