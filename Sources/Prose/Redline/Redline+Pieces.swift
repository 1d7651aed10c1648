extension Redline {
  /// A stretch of a row's text as it is shown.
  package struct Piece: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case kept, deleted, inserted, moved
      /// Went to another place from here.
      case movedAway
    }

    package let kind: Kind
    /// The words of the source with single blanks; markers are left out.
    package let text: String
    /// A blank stands before it.
    package let isApart: Bool
    package let classes: ChangeClasses
    /// Bytes of the text that it is from: the old one of what was deleted, else the new one.
    package let bytes: Range<Int>
  }

  /// The text of a row from left to right, what went before what came.
  ///
  /// - Parameter showsForms: words whose text is the same in other bytes are shown in both forms.
  package func pieces(of row: Row, showsForms: Bool = false) -> [Piece] {
    var pieces: [Piece] = []
    for span in row.spans {
      switch span.fate {
      case .kept: pieces += piece(.kept, span.new, of: new, span.classes)
      case .deleted: pieces += piece(.deleted, span.old, of: old, span.classes)
      case .inserted: pieces += piece(.inserted, span.new, of: new, span.classes)
      case .movedHere: pieces += piece(.moved, span.new, of: new, span.classes)
      case .movedAway: pieces += piece(.movedAway, span.old, of: old, span.classes)
      case .rewritten where !showsForms: pieces += piece(.kept, span.new, of: new, span.classes)
      case .restyled, .rewritten:
        pieces += piece(.deleted, span.old, of: old, span.classes)
        pieces += piece(.inserted, span.new, of: new, span.classes)
      }
    }
    return merged(pieces)
  }

  private func piece(
    _ kind: Piece.Kind, _ tokens: Range<Int>, of text: ProseText, _ classes: ChangeClasses
  ) -> [Piece] {
    let words = tokens.filter { !text.tokens[$0].isMarker }
    guard let first = words.first, let last = words.last else { return [] }
    var bytes = text.indent(before: first)
    for token in words {
      if token != first, !text.tokens[token].isGlued { bytes += text.blanks(before: token) }
      bytes += text.bytes[text.tokens[token].range]
    }
    return [
      Piece(
        kind: kind, text: String(decoding: bytes, as: UTF8.self),
        isApart: !text.tokens[first].isGlued, classes: classes,
        bytes: Int(text.tokens[first].start)..<Int(text.tokens[last].end))
    ]
  }

  private func merged(_ pieces: [Piece]) -> [Piece] {
    var merged: [Piece] = []
    for piece in pieces {
      if let last = merged.last, last.kind == piece.kind, piece.kind == .kept {
        merged[merged.count - 1] = Piece(
          kind: .kept, text: last.text + (piece.isApart ? " " : "") + piece.text,
          isApart: last.isApart, classes: last.classes.union(piece.classes),
          bytes: last.bytes.lowerBound..<max(last.bytes.upperBound, piece.bytes.upperBound))
      } else {
        merged.append(piece)
      }
    }
    return merged
  }

  /// The line, from 1, at which what a move brought here began; of a list in another order the
  /// line of the row itself.
  package func firstLine(of row: Row, in move: Int) -> Int {
    let block = moves[move].isReorder ? row.oldBlocks.lowerBound : moves[move].old.lowerBound
    return old.blocks[block].lines.lowerBound + 1
  }

  /// The marks before the text of a row: of a list, a heading, a quote.
  package func marks(of row: Row) -> String {
    let text = row.newBlocks.isEmpty ? old : new
    let blocks = row.newBlocks.isEmpty ? row.oldBlocks : row.newBlocks
    let marks = text.tokens(of: blocks).prefix { text.tokens[$0].isMarker }
    return marks.map { String(decoding: text.bytes[text.tokens[$0].range], as: UTF8.self) }
      .joined(separator: " ")
  }
}

extension ProseText {
  /// The blanks at the beginning of a line of code, where a token is its first; none elsewhere.
  fileprivate func indent(before token: Int) -> [UInt8] {
    guard isInCode(token) else { return [] }
    let start = Int(tokens[token].start)
    let lead = bytes[..<start].reversed().prefix { $0 == Byte.space || $0 == Byte.tab }
    let isFirst = start == lead.count || bytes[start - lead.count - 1] == Byte.lineFeed
    return isFirst ? lead.reversed() : []
  }

  /// One blank, and in code those that stand there.
  fileprivate func blanks(before token: Int) -> [UInt8] {
    guard token > 0, isInCode(token) else { return [Byte.space] }
    let between = bytes[Int(tokens[token - 1].end)..<Int(tokens[token].start)]
    return between.allSatisfy { $0 == Byte.space || $0 == Byte.tab } ? Array(between) : [Byte.space]
  }

  private func isInCode(_ token: Int) -> Bool {
    var (low, high) = (0, blocks.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if blocks[middle].tokens.lowerBound <= token { low = middle } else { high = middle }
    }
    return low < blocks.count && blocks[low].isCode
  }
}
