/// A sentence of a text, or what stands for one: a heading, a row of a table, a line of code, a
/// line of the front matter, a rule.
///
/// Together the sentences of a text hold every byte of it but white space.
package struct Sentence: Hashable, Sendable {
  /// The block that it is in.
  package let block: Int
  /// Its tokens, the marks of lists, headings and quotes before it too.
  package let tokens: Range<Int>
  /// Its words among those of ``SentenceList/words``.
  package let words: Range<Int>
  /// Words between blanks, marks left out.
  let length: Int
}

/// The sentences of a text, and its words in a row: tokens that are no marks. A block of nothing but
/// marks has its first mark for a word, so that it has an origin as well.
package struct SentenceList: Hashable, Sendable {
  package private(set) var sentences: [Sentence] = []
  /// The token of each word.
  package private(set) var words: [Int32] = []

  package init(_ text: ProseText) {
    words.reserveCapacity(text.tokens.count)
    for (index, block) in text.blocks.enumerated() where !block.tokens.isEmpty {
      guard !block.items.isEmpty else {
        words.append(Int32(block.tokens.lowerBound))
        sentences.append(
          Sentence(
            block: index, tokens: block.tokens, words: words.count - 1..<words.count, length: 0))
        continue
      }
      var starts = [block.tokens.lowerBound]
      if block.hasSentences {
        for item in text.items[block.items].dropFirst()
        where item.startsSentence && !text.isListSign(item) {
          var start = Int(item.firstToken)
          while start > block.tokens.lowerBound, text.tokens[start - 1].isMarker { start -= 1 }
          starts.append(start)
        }
      }
      for (place, start) in starts.enumerated() {
        let end = place + 1 < starts.count ? starts[place + 1] : block.tokens.upperBound
        add(start..<end, of: text, block: index)
      }
    }
  }

  private mutating func add(_ tokens: Range<Int>, of text: ProseText, block: Int) {
    let first = words.count
    var length = 0
    for token in tokens where !text.tokens[token].isMarker {
      if words.count == first || !text.tokens[token].isGlued { length += 1 }
      words.append(Int32(token))
    }
    sentences.append(
      Sentence(block: block, tokens: tokens, words: first..<words.count, length: length))
  }
}

extension ProseText {
  /// It looks like the sign of a list, but stands within a line: the `*` of a product, the `2.` of
  /// a reference. No sentence begins with it.
  fileprivate func isListSign(_ item: Item) -> Bool {
    let first = tokens[Int(item.firstToken)]
    let sign = bytes[Int(first.start)..<Int(tokens[Int(item.endToken) - 1].end)]
    let digits = sign.prefix { $0.isDigit }.count
    let isSign =
      digits > 0
      ? sign.count == digits + 1 && ".)".utf8.contains(sign[sign.endIndex - 1])
      : sign.allSatisfy { $0 == Byte.number }
        || sign.count == 1 && "-*+>".utf8.contains(sign[sign.startIndex])
    guard isSign, item.firstToken > 0 else { return false }
    let before = Int(tokens[Int(item.firstToken) - 1].end)
    return !bytes[before..<Int(first.start)].contains {
      $0 == Byte.lineFeed || $0 == Byte.carriageReturn
    }
  }
}

extension SourceBlock {
  /// Its text runs on; anything else is one thing with one origin.
  fileprivate var hasSentences: Bool {
    switch kind {
    case .paragraph, .html: true
    case .heading, .row, .code, .rule, .loose, .setting: false
    }
  }
}
