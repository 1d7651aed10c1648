/// Cuts the text of blocks into tokens and items.
struct Tokenizer {
  private(set) var tokens: [Token] = []
  private(set) var items: [Item] = []
  let lexicon: Lexicon
  private let bytes: [UInt8]
  private var word: Int32 = -1
  /// The first token of the raw word, and of its text, at hand.
  private var sentences = SentenceFinder()

  init(_ bytes: [UInt8], lexicon: Lexicon) {
    self.bytes = bytes
    self.lexicon = lexicon
  }

  /// A stretch of bytes without a line end, and whether it is text or a marker.
  struct Stretch {
    let range: Range<Int>
    let isMarker: Bool
  }

  mutating func beginBlock() { sentences = SentenceFinder() }

  /// Adds the tokens of one block.
  ///
  /// - Parameters:
  ///   - stretches: in the order of the file.
  ///   - hasMarkup: emphasis, links and code are read.
  ///   - keepsBlanks: white space between words is part of the text.
  ///   - isRow: bars are words.
  mutating func add(
    _ stretches: [Stretch], hasMarkup: Bool, keepsBlanks: Bool, isRow: Bool = false,
    definitions: [String: Int32]
  ) {
    var markup: InlineMarkup?
    var offsets: [Int] = []  // of each stretch in the text that the markup was read from
    if hasMarkup {
      var text: [UInt8] = []
      for stretch in stretches {
        offsets.append(text.count)
        guard !stretch.isMarker else { continue }
        text += bytes[stretch.range]
        text.append(Byte.lineFeed)
      }
      markup = InlineMarkup(text, lexicon: lexicon, definitions: definitions)
      if markup?.isPlain == true { markup = nil }
    }
    var start = stretches.first?.range.lowerBound ?? 0
    for (index, stretch) in stretches.enumerated() {
      var at = stretch.range.lowerBound
      let end = stretch.range.upperBound
      if keepsBlanks { start = stretch.range.lowerBound }
      while at < end {
        if bytes[at].isWhite {
          at += 1
          continue
        }
        var close = at + 1
        while close < end, !bytes[close].isWhite { close += 1 }
        let blanks = keepsBlanks && !stretch.isMarker ? start..<at : at..<at
        if stretch.isMarker {
          append(at..<close, key: lexicon.number(bytes, at..<close), style: 0, isMarker: true)
        } else {
          let shift = hasMarkup ? offsets[index] - stretch.range.lowerBound : 0
          addWord(at..<close, blanks: blanks, markup: markup, shift: shift, isRow: isRow)
        }
        start = close
        at = close
      }
    }
  }

  /// Adds a text without looking into it, under the number of other bytes: `* * *` as `---`.
  mutating func addWhole(_ range: Range<Int>, as text: [UInt8]) {
    let first = tokens.count
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at].isWhite {
        at += 1
        continue
      }
      var close = at + 1
      while close < range.upperBound, !bytes[close].isWhite { close += 1 }
      let isFirst = tokens.count == first
      // Lines to write on are rules to Markdown and text to people.
      let isLine = bytes[at] == UInt8(ascii: "_")
      append(
        at..<close,
        key: isFirst && !isLine ? lexicon.number(of: text) : lexicon.number(bytes, at..<close),
        style: 0, isMarker: !isFirst && !isLine)
      at = close
    }
    guard tokens.count > first else { return }
    sentences.look(at: text[...])
    for token in first..<tokens.count where !tokens[token].isMarker {
      addItem(token..<token + 1, isFirst: token == first)
    }
  }

  private mutating func append(
    _ range: Range<Int>, key: Int32, style: Int32, isMarker: Bool
  ) {
    let isGlued = tokens.last.map { Int($0.end) == range.lowerBound } ?? false
    if !isGlued { word += 1 }
    tokens.append(
      Token(
        start: Int32(range.lowerBound), end: Int32(range.upperBound), key: key, style: style,
        isMarker: isMarker, isGlued: isGlued, word: word))
  }

  private mutating func addWord(
    _ range: Range<Int>, blanks: Range<Int>, markup: InlineMarkup?, shift: Int,
    isRow: Bool
  ) {
    let firstToken = tokens.count
    var hasIdeographs = false
    var pieces = WordPieces(bytes, range, markup: markup, shift: shift)
    while let piece = pieces.next() {
      if piece.isCloser, tokens.count > firstToken {
        let last = tokens.removeLast()
        tokens.append(last.extended(to: piece.whole.upperBound))
        continue
      }
      var key = lexicon.number(bytes, piece.key)
      let isLineStart = blanks.lowerBound == 0 || bytes[blanks.lowerBound - 1].isWhite
      let isWideGap =
        blanks.count > (isLineStart ? 0 : 1) || blanks.contains { bytes[$0] != Byte.space }
      if tokens.count == firstToken, isWideGap {
        key = lexicon.pair(lexicon.number(bytes, blanks), key)
      }
      append(piece.whole, key: key, style: piece.style, isMarker: false)
      hasIdeographs = hasIdeographs || piece.isIdeograph
    }
    guard tokens.count > firstToken else { return }
    sentences.look(at: bytes[range])
    if isRow {
      addCells(firstToken..<tokens.count)
    } else if hasIdeographs {
      for token in firstToken..<tokens.count {
        let isFirst = token == firstToken
        addItem(token..<token + 1, isFirst: isFirst)
        sentences.lookInside(bytes[tokens[token].range])
      }
    } else {
      addItem(firstToken..<tokens.count, isFirst: true)
    }
    sentences.endWord()
  }

  /// Cuts a word of a table's row at its bars.
  private mutating func addCells(_ range: Range<Int>) {
    var start = range.lowerBound
    for token in range {
      let text = bytes[tokens[token].range]
      guard text.count == 1, text.first == Byte.bar else { continue }
      if start < token { addItem(start..<token, isFirst: start == range.lowerBound) }
      addItem(token..<token + 1, isFirst: token == range.lowerBound)
      start = token + 1
    }
    if start < range.upperBound {
      addItem(start..<range.upperBound, isFirst: start == range.lowerBound)
    }
  }

  private mutating func addItem(_ range: Range<Int>, isFirst: Bool) {
    var key = tokens[range.lowerBound].key
    for token in range.dropFirst() { key = lexicon.pair(key, tokens[token].key) }
    items.append(
      Item(
        firstToken: Int32(range.lowerBound), endToken: Int32(range.upperBound), key: key,
        traits: lexicon.traits(of: key),
        startsSentence: isFirst ? sentences.startsSentence : sentences.startsInside,
        startsClause: isFirst && sentences.startsClause))
  }
}

extension Token {
  fileprivate func extended(to end: Int) -> Token {
    Token(
      start: start, end: Int32(end), key: key, style: style, isMarker: isMarker, isGlued: isGlued,
      word: word)
  }
}

extension Lexicon {
  func number(_ bytes: [UInt8], _ range: Range<Int>) -> Int32 {
    bytes.withUnsafeBufferPointer { number(of: UnsafeBufferPointer(rebasing: $0[range])) }
  }
}
