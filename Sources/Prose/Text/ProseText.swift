/// A Markdown text in blocks, items and tokens, as redline, blame and merge read it.
///
/// What a sign-off hangs on are the bytes that ``Outline`` cuts; this is a reading of the same text
/// for people.
package struct ProseText: Sendable {
  package let bytes: [UInt8]
  package private(set) var blocks: [SourceBlock] = []
  package private(set) var tokens: [Token] = []
  private(set) var items: [Item] = []
  /// Names of the fields of the front matter.
  package private(set) var fields: [String] = []
  /// Bytes of the front matter between its two `---` lines.
  package private(set) var frontMatter: Range<Int>?
  /// The text is beyond a limit of the parser and was read as plain lines.
  package private(set) var isPlain = false
  let lines: SourceLines

  /// The most tokens that are compared word by word.
  package static let mostTokens = 250_000

  /// - Parameter isLines: it is no Markdown: every line is a block, and blanks in it count.
  package init(_ bytes: [UInt8], lexicon: Lexicon, isLines: Bool = false) {
    self.bytes = bytes
    lines = SourceLines(bytes)
    guard !isLines else {
      var reader = BlockReader(
        lines, front: FrontMatterCut(SourceLines([])), leaves: [], lexicon: lexicon)
      reader.readLines()
      blocks = reader.blocks
      tokens = reader.tokenizer.tokens
      items = reader.tokenizer.items
      return
    }
    let front = FrontMatterCut(lines)
    fields = front.fields.map(\.name)
    frontMatter = front.inside
    var leaves: [BlockParser.Leaf] = []
    do throws(ProseError) {
      guard bytes.count <= Outline.largestFile else {
        throw ProseError(line: 1, reason: .tooLarge(bytes: bytes.count, limit: Outline.largestFile))
      }
      _ = try Intricacy(lines, from: front.lineCount)
      leaves = BlockParser.leaves(of: bytes[lines.start(of: front.lineCount)...])
    } catch {
      isPlain = true
    }
    var reader = BlockReader(lines, front: front, leaves: leaves, lexicon: lexicon)
    reader.read(isPlain: isPlain)
    blocks = reader.blocks
    tokens = reader.tokenizer.tokens
    items = reader.tokenizer.items
  }

  /// The bytes from one token to another, white space between them too.
  package func source(_ tokens: Range<Int>) -> ArraySlice<UInt8> {
    guard let first = tokens.first, let last = tokens.last else { return [] }
    return bytes[Int(self.tokens[first].start)..<Int(self.tokens[last].end)]
  }

  /// The line of a token, from 0.
  package func line(of token: Int) -> Int {
    let offset = Int(tokens[token].start)
    var (low, high) = (0, lines.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines.ranges[middle].lowerBound <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The words of a heading, without its marks.
  package func title(of block: SourceBlock) -> String {
    String(
      decoding: source(block.tokens.trimmed { tokens[$0].isMarker }), as: UTF8.self)
  }
}

extension Range<Int> {
  /// Without the elements at both ends that are to be left out.
  func trimmed(_ isLeftOut: (Int) -> Bool) -> Range<Int> {
    var (low, high) = (lowerBound, upperBound)
    while low < high, isLeftOut(low) { low += 1 }
    while high > low, isLeftOut(high - 1) { high -= 1 }
    return low..<high
  }
}
