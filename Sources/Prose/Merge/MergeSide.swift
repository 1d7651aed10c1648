/// One of the three texts of a merge, cut into what is merged as one: blocks, and sentences in them.
struct MergeSide {
  enum Name: Int, CaseIterable { case base, ours, theirs }

  let text: ProseText
  /// Where the body begins: after the front matter.
  let bodyStart: Int
  /// The blocks of the body.
  let blocks: Range<Int>
  /// For each block of the text; empty for settings.
  private(set) var sentences: [[MergeSentence]] = []

  init(_ text: ProseText) {
    self.text = text
    let front = FrontMatterCut(text.lines)
    bodyStart = text.lines.start(of: front.lineCount)
    let first = text.blocks.firstIndex { $0.lines.lowerBound >= front.lineCount }
    blocks = (first ?? text.blocks.count)..<text.blocks.count
    sentences = text.blocks.indices.map { blocks.contains($0) ? sentences(of: $0) : [] }
  }

  var bytes: [UInt8] { text.bytes }

  /// The lines of some blocks in a row, without the last line end.
  func range(of blocks: Range<Int>) -> Range<Int> {
    guard let first = blocks.first, let last = blocks.last else { return 0..<0 }
    let start = text.lines.start(of: text.blocks[first].lines.lowerBound)
    return start..<text.lines.content(of: text.blocks[last].lines.upperBound - 1).endIndex
  }

  func source(of blocks: Range<Int>) -> [UInt8] { Array(bytes[range(of: blocks)]) }

  /// The blank lines above a block, or above the end of the text.
  func gap(above block: Int) -> [UInt8] {
    let start =
      block == blocks.lowerBound
      ? bodyStart : text.lines.start(of: text.blocks[block - 1].lines.upperBound)
    let end =
      block == blocks.upperBound
      ? bytes.count : text.lines.start(of: text.blocks[block].lines.lowerBound)
    return Array(bytes[start..<max(start, end)])
  }

  /// What stands before the text of a block: indentation and marks.
  func head(of block: Int) -> [UInt8] {
    let start = range(of: block..<block + 1).lowerBound
    return Array(bytes[start..<(sentences[block].first?.range.lowerBound ?? start)])
  }

  /// What follows the text of a block in its lines: closing marks, the underline of a heading.
  func tail(of block: Int) -> [UInt8] {
    let whole = range(of: block..<block + 1)
    return Array(
      bytes[(sentences[block].last?.range.upperBound ?? whole.lowerBound)..<whole.upperBound])
  }

  /// What a further line of a block begins with: as its second line does, or its marks with blanks
  /// in the place of those of lists.
  func continuation(of block: Int) -> [UInt8] {
    let lines = text.blocks[block].lines
    if lines.count > 1, text.blocks[block].headingLevel == nil {
      let start = text.lines.start(of: lines.lowerBound + 1)
      let first = text.blocks[block].tokens.first {
        !text.tokens[$0].isMarker && Int(text.tokens[$0].start) >= start
      }
      if let first { return Array(bytes[start..<Int(text.tokens[first].start)]) }
    }
    let start = range(of: block..<block + 1).lowerBound
    guard text.blocks[block].headingLevel == nil else { return [] }
    var prefix = head(of: block)
    for token in text.blocks[block].tokens where text.tokens[token].isMarker {
      let range = text.tokens[token].range
      guard range.upperBound - start <= prefix.count else { break }
      if bytes[range] != [UInt8(ascii: ">")] {
        for index in range { prefix[index - start] = Byte.space }
      }
    }
    return prefix
  }

  /// What is the same in two blocks that differ in line breaks and marks alone.
  func shape(of block: Int) -> BlockShape {
    let source = text.blocks[block]
    var words: [UInt8] = []
    for sentence in sentences[block] {
      if !words.isEmpty, sentence.isApart { words.append(Byte.space) }
      words += sentence.words
    }
    return BlockShape(kind: source.kind, nesting: source.nesting, words: words)
  }

  func shapes(of blocks: Range<Int>) -> [BlockShape] { blocks.map(shape) }

  private func sentences(of block: Int) -> [MergeSentence] {
    let source = text.blocks[block]
    let whole = range(of: block..<block + 1)
    switch source.kind {
    case .code:
      let marks = source.tokens.prefix { text.tokens[$0].isMarker }
      let start = marks.last.map { Int(text.tokens[$0].end) } ?? whole.lowerBound
      return [
        MergeSentence(
          block: block, tokens: source.tokens.dropFirst(marks.count),
          range: start..<whole.upperBound,
          words: Array(bytes[start..<whole.upperBound]), lead: whole.lowerBound..<start,
          startsBlock: true)
      ]
    case .html:
      return cut(block) { previous, token in
        text.line(of: previous) != text.line(of: token)
      }
    case .paragraph:
      let starts = Set(
        text.items[source.items].filter(\.startsSentence).map { Int($0.firstToken) })
      return cut(block) { _, token in starts.contains(token) }
    case .heading, .row, .rule, .loose, .setting: return cut(block) { _, _ in false }
    }
  }

  /// Cuts the tokens of a block where something begins.
  private func cut(_ block: Int, _ begins: (Int, Int) -> Bool) -> [MergeSentence] {
    let start = range(of: block..<block + 1).lowerBound
    var runs: [Range<Int>] = []
    var last: Int?
    for token in text.blocks[block].tokens where !text.tokens[token].isMarker {
      if let last, !begins(last, token) {
        runs[runs.count - 1] = runs[runs.count - 1].lowerBound..<token + 1
      } else {
        runs.append(token..<token + 1)
      }
      last = token
    }
    var end = start
    return runs.enumerated().map { index, run in
      let range = Int(text.tokens[run.lowerBound].start)..<Int(text.tokens[run.upperBound - 1].end)
      defer { end = range.upperBound }
      return MergeSentence(
        block: block, tokens: run, range: range, words: words(run), lead: end..<range.lowerBound,
        isHard: index > 0 && Self.isHardBreak(bytes[end..<range.lowerBound]),
        isApart: end < range.lowerBound, startsBlock: index == 0)
    }
  }

  /// Raw words with one blank between them, without the marks of quotes; a hard break as a line end.
  private func words(_ tokens: Range<Int>) -> [UInt8] {
    var words: [UInt8] = []
    var end: Int?
    for token in tokens where !text.tokens[token].isMarker {
      let range = text.tokens[token].range
      if let end, end < range.lowerBound {
        words.append(
          Self.isHardBreak(bytes[end..<range.lowerBound]) ? Byte.lineFeed : Byte.space)
      }
      words += bytes[range]
      end = range.upperBound
    }
    return words
  }

  /// Two blanks before a line end.
  private static func isHardBreak(_ gap: ArraySlice<UInt8>) -> Bool {
    guard let line = gap.firstIndex(of: Byte.lineFeed) else { return false }
    return line - gap.startIndex >= 2
  }
}

/// The smallest stretch of text that two people may change apart: a sentence of a paragraph, a line
/// of code, a heading.
struct MergeSentence {
  let block: Int
  let tokens: Range<Int>
  let range: Range<Int>
  /// What is compared; see ``MergeSide``.
  let words: [UInt8]
  /// The bytes before it: to the sentence before, or to the beginning of the block's line.
  let lead: Range<Int>
  /// A hard break stands before it.
  var isHard = false
  /// White space stands before it.
  var isApart = true
  let startsBlock: Bool
}

/// A block without its presentation.
struct BlockShape: Hashable {
  let kind: SourceBlock.Kind
  let nesting: String
  var words: [UInt8]

  init(kind: SourceBlock.Kind, nesting: String, words: [UInt8]) {
    self.kind = kind
    // The first number of a list follows from what stands before it.
    self.nesting = nesting.filter(\.isLetter)
    self.words = words
  }

  func isLaidOut(as other: BlockShape) -> Bool {
    kind == other.kind && nesting == other.nesting
  }

  /// These words in a block of another kind.
  func laidOut(as other: BlockShape) -> BlockShape {
    BlockShape(kind: other.kind, nesting: other.nesting, words: words)
  }
}
