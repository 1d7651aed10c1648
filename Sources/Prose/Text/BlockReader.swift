/// Turns leaves and lines into blocks: takes away the marks of lists and quotes, gives every line
/// that no leaf claims a block of its own.
struct BlockReader {
  private(set) var blocks: [SourceBlock] = []
  private(set) var tokenizer: Tokenizer
  private let lines: SourceLines
  private let front: FrontMatterCut
  private let leaves: [BlockParser.Leaf]
  private var definitions: [String: Int32] = [:]
  /// The column at which the text of the item opened on a line begins.
  private var contentColumns: [Int: [Int]] = [:]

  init(
    _ lines: SourceLines, front: FrontMatterCut, leaves: [BlockParser.Leaf], lexicon: Lexicon
  ) {
    self.lines = lines
    self.front = front
    self.leaves = leaves
    tokenizer = Tokenizer(lines.bytes, lexicon: lexicon)
  }

  mutating func read(isPlain: Bool) {
    readFrontMatter()
    var line = front.lineCount
    if isPlain {
      while line < lines.count {
        if !lines.isBlank(line) { addLoose(line) }
        line += 1
      }
      return
    }
    findDefinitions()
    for (index, leaf) in leaves.enumerated() {
      let first = front.lineCount + leaf.first
      guard first >= line else { continue }
      while line < first {
        if !lines.isBlank(line) { addLoose(line) }
        line += 1
      }
      let next = index + 1 < leaves.count ? front.lineCount + leaves[index + 1].first : lines.count
      var last = min(front.lineCount + leaf.last, lines.count - 1, max(next - 1, first))
      if case .heading = leaf.kind, last > first, !isUnderline(last) { last -= 1 }
      while last > first, leaf.kind != .code, lines.isBlank(last) { last -= 1 }
      add(leaf, first..<last + 1)
      line = last + 1
    }
    while line < lines.count {
      if !lines.isBlank(line) { addLoose(line) }
      line += 1
    }
  }

  /// Each line as one of code.
  mutating func readLines() {
    for line in 0..<lines.count where !lines.isBlank(line) {
      finish(
        .code, line..<line + 1, [stretch(line, from: lines.ranges[line].lowerBound)],
        hasMarkup: false, containers: [])
    }
  }

  private func isUnderline(_ line: Int) -> Bool {
    let text = lines.content(of: line).filter { !$0.isBlank && $0 != UInt8(ascii: ">") }
    return !text.isEmpty && text.allSatisfy { $0 == UInt8(ascii: "=") || $0 == Byte.hyphen }
  }

  private mutating func findDefinitions() {
    for line in front.lineCount..<lines.count {
      let content = lines.content(of: line).drop { $0.isBlank || $0 == UInt8(ascii: ">") }
      guard content.first == UInt8(ascii: "["), content.count < 2000,
        let close = content.firstIndex(of: UInt8(ascii: "]")), close + 1 < content.endIndex,
        content[close + 1] == Byte.colon
      else { continue }
      let label = InlineMarkup.label(content[(content.startIndex + 1)..<close])
      let target = content[(close + 2)...].split(whereSeparator: \.isWhite)
        .joined(separator: [Byte.space])
      if definitions[label] == nil {
        definitions[label] = tokenizer.lexicon.number(of: Array(target)) + 1
      }
    }
  }

  private mutating func readFrontMatter() {
    guard let inside = front.inside else { return }
    for line in 0..<front.lineCount {
      let range = lines.ranges[line]
      let isInside = inside.contains(range.lowerBound)
      let field =
        isInside ? front.fields.firstIndex { $0.range.contains(range.lowerBound) } : nil
      guard !lines.isBlank(line) else { continue }
      var stretches = [stretch(line, from: range.lowerBound, isMarker: !isInside)]
      if isInside { stretches = settingStretches(line) }
      finish(
        .setting(field: field), line..<line + 1, stretches, hasMarkup: false, containers: [])
    }
  }

  /// The hyphen of a list's entry is a marker.
  private func settingStretches(_ line: Int) -> [Tokenizer.Stretch] {
    let content = lines.content(of: line)
    let start = content.firstIndex { !$0.isBlank } ?? content.startIndex
    guard content[start] == Byte.hyphen, start + 1 < content.endIndex, content[start + 1].isBlank
    else { return [stretch(line, from: start)] }
    return [
      Tokenizer.Stretch(range: start..<start + 1, isMarker: true), stretch(line, from: start + 1),
    ]
  }

  private func stretch(_ line: Int, from start: Int, isMarker: Bool = false) -> Tokenizer.Stretch {
    Tokenizer.Stretch(range: start..<lines.content(of: line).endIndex, isMarker: isMarker)
  }

  /// A line of no leaf. Marks of quotes alone belong to the block before.
  private mutating func addLoose(_ line: Int) {
    let content = lines.content(of: line)
    let isBare = content.allSatisfy { $0.isBlank || ">-+*".utf8.contains($0) }
    let start = content.firstIndex { !$0.isBlank } ?? content.startIndex
    finish(
      .loose, line..<line + 1, [stretch(line, from: start, isMarker: isBare)], hasMarkup: false,
      containers: [])
  }

  private mutating func add(_ leaf: BlockParser.Leaf, _ range: Range<Int>) {
    switch leaf.kind {
    case .heading(let level): addHeading(leaf, level, range)
    case .paragraph:
      let stretches = range.flatMap { prefix($0, leaf).stretches(lines, $0) }
      finish(.paragraph, range, stretches, hasMarkup: true, containers: leaf.containers)
    case .html:
      let stretches = range.flatMap { prefix($0, leaf).stretches(lines, $0) }
      finish(.html, range, stretches, hasMarkup: false, containers: leaf.containers)
    case .rule:
      let prefix = prefix(range.lowerBound, leaf)
      finish(
        .rule, range, prefix.markers + [stretch(range.lowerBound, from: prefix.end)],
        hasMarkup: false, containers: leaf.containers, isRule: true)
    case .table:
      for line in range { addRow(line, prefix(line, leaf), leaf) }
    case .code:
      addCode(range, leaf)
    }
  }

  private mutating func addHeading(_ leaf: BlockParser.Leaf, _ level: Int, _ range: Range<Int>) {
    var stretches: [Tokenizer.Stretch] = []
    for line in range {
      let prefix = prefix(line, leaf)
      stretches += prefix.markers
      let content = lines.content(of: line)
      var rest = content[prefix.end...]
      if range.count == 1 {
        let marks = rest.prefix { $0 == Byte.number }.count
        if marks > 0 {
          stretches.append(
            Tokenizer.Stretch(range: rest.startIndex..<rest.startIndex + marks, isMarker: true))
          rest = rest.dropFirst(marks)
        }
        var end = rest.endIndex
        while end > rest.startIndex, rest[end - 1].isBlank { end -= 1 }
        let close = end
        while end > rest.startIndex, rest[end - 1] == Byte.number { end -= 1 }
        let isClosing = end < close && end > rest.startIndex && rest[end - 1].isBlank
        let textEnd = isClosing ? end : close
        stretches.append(Tokenizer.Stretch(range: rest.startIndex..<textEnd, isMarker: false))
        if isClosing {
          stretches.append(Tokenizer.Stretch(range: end..<close, isMarker: true))
        }
      } else {
        stretches.append(stretch(line, from: prefix.end, isMarker: line == range.upperBound - 1))
      }
    }
    finish(
      .heading(level: level), range, stretches, hasMarkup: true, containers: leaf.containers)
  }

  /// Each bar is a word of its own, so that padding is none.
  private mutating func addRow(_ line: Int, _ prefix: LineStart, _ leaf: BlockParser.Leaf) {
    finish(
      .row, line..<line + 1, prefix.stretches(lines, line), hasMarkup: true,
      containers: leaf.containers)
  }

  private mutating func addCode(_ range: Range<Int>, _ leaf: BlockParser.Leaf) {
    var fence: UInt8?
    for line in range {
      let prefix = prefix(line, leaf)
      let content = lines.content(of: line)
      let rest = content[min(prefix.end, content.endIndex)...]
      let text = rest.drop(while: \.isBlank)
      let isOpening = line == range.lowerBound && Self.isFence(text)
      let isClosing =
        line == range.upperBound - 1 && fence != nil && text.first == fence && Self.isFence(text)
      guard text.first != nil else { continue }
      if isOpening || isClosing {
        fence = text.first
        let marks = text.prefix { $0 == fence }.count
        let stretches =
          prefix.markers + [
            Tokenizer.Stretch(
              range: text.startIndex..<text.startIndex + marks, isMarker: true),
            Tokenizer.Stretch(range: text.startIndex + marks..<text.endIndex, isMarker: false),
          ]
        finish(.loose, line..<line + 1, stretches, hasMarkup: false, containers: leaf.containers)
      } else {
        let stretches =
          prefix.markers + [
            Tokenizer.Stretch(range: rest.startIndex..<rest.endIndex, isMarker: false)
          ]
        finish(.code, line..<line + 1, stretches, hasMarkup: false, containers: leaf.containers)
      }
    }
  }

  private static func isFence(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else {
      return false
    }
    return text.prefix { $0 == first }.count >= 3
  }

  private mutating func finish(
    _ kind: SourceBlock.Kind, _ range: Range<Int>, _ stretches: [Tokenizer.Stretch],
    hasMarkup: Bool, containers: [BlockParser.Leaf.Container], isRule: Bool = false
  ) {
    let (firstToken, firstItem) = (tokenizer.tokens.count, tokenizer.items.count)
    tokenizer.beginBlock()
    if isRule {
      tokenizer.addRule(stretches)
    } else {
      tokenizer.add(
        stretches, hasMarkup: hasMarkup, keepsBlanks: kind == .code, isRow: kind == .row,
        definitions: definitions)
    }
    let items = firstItem..<tokenizer.items.count
    var hash: Int32 = -1
    for item in items {
      let key = tokenizer.items[item].key
      hash = hash < 0 ? key : tokenizer.lexicon.pair(hash, key)
    }
    blocks.append(
      SourceBlock(
        kind: kind, lines: range, tokens: firstToken..<tokenizer.tokens.count, items: items,
        hash: hash, nesting: containers.map(\.sign).joined(),
        quotes: containers.count { $0.kind == .quote },
        isItem: containers.last.map { $0.kind != .quote } ?? false))
  }

  private mutating func prefix(_ line: Int, _ leaf: BlockParser.Leaf) -> LineStart {
    LineStart(
      lines, line, leaf.containers, bodyLine: front.lineCount, columns: &contentColumns)
  }
}

extension BlockParser.Leaf.Container {
  /// `q` a quote, `u` a list, `o` a numbered one.
  fileprivate var sign: String {
    switch kind {
    case .quote: "q"
    case .bullet: "u"
    case .number(let start): start == 1 ? "o" : "o\(start)"
    }
  }
}
