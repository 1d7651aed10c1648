/// A redline as raw words: maximal runs of bytes that are no white space, in the order of the new
/// text, each shown whole where any of its tokens changed. It is what `--format ops` prints.
package struct WordRuns: Sendable {
  package enum Operation: String, Hashable, Sendable {
    case kept = "="
    case deleted = "-"
    case inserted = "+"
    /// Text that moved begins; no words.
    case move = "M"
    /// Kept, and of moved text.
    case moved = "~"
    /// The old and the new form of words whose text is the same.
    case oldForm = "p-"
    case newForm = "p+"
  }

  package struct Run: Hashable, Sendable {
    package let operation: Operation
    /// From the first byte of the first word to the last of the last, of the side it is from.
    package var bytes: [UInt8]
  }

  package private(set) var runs: [Run] = []

  private let redline: Redline
  private var oldWords: [Int32] = []
  private var newWords: [Int32] = []
  private var lastMove: Int?
  private var begun: Set<Int> = []

  package init(_ redline: Redline) {
    self.redline = redline
    for row in redline.rows { add(row) }
  }

  private mutating func append(_ operation: Operation, _ words: Range<Int>, of text: ProseText) {
    let bytes = Array(text.source(words))
    if let last = runs.last, last.operation == operation, operation != .move {
      runs[runs.count - 1].bytes += [Byte.space] + bytes
    } else {
      runs.append(Run(operation: operation, bytes: bytes))
    }
  }

  private mutating func begin(_ move: Int) {
    // A list in another order is one move, though items that stayed stand between.
    let isNew = lastMove != move && begun.insert(move).inserted
    let isAgain =
      lastMove != move && !(redline.moves.indices.contains(move) && redline.moves[move].isReorder)
    if isNew || isAgain { runs.append(Run(operation: .move, bytes: [])) }
    lastMove = move
  }

  private mutating func add(_ row: Redline.Row) {
    let (old, new) = (redline.old, redline.new)
    switch row.kind {
    case .away: return
    case .removed:
      for word in old.rawWords(old.tokens(of: row.oldBlocks)) where !isGone(word) {
        let isBare = old.blocks[row.oldBlocks.lowerBound].isBare
        let isMark = row.isPassage && !isText(word, old)
        append(isMark || isBare ? .oldForm : .deleted, word, of: old)
      }
    case .added, .kept, .edited:
      if let move = row.move { begin(move) } else { lastMove = nil }
      if row.newBlocks.allSatisfy({ new.blocks[$0].isBare }), row.oldBlocks.isEmpty {
        for word in new.rawWords(new.tokens(of: row.newBlocks)) {
          append(.newForm, word, of: new)
        }
        return
      }
      if row.isVerbatim {
        append(row.move == nil ? .kept : .moved, new.tokens(of: row.newBlocks), of: new)
      } else {
        addWords(row)
      }
    }
  }

  /// All of a deleted word is part of a passage that stands elsewhere.
  private func isGone(_ word: Range<Int>) -> Bool {
    let tokens = word.filter { !redline.old.tokens[$0].isMarker }
    return !tokens.isEmpty && tokens.allSatisfy { wholeMate(oldToken: $0) != nil }
  }

  private func isText(_ word: Range<Int>, _ text: ProseText) -> Bool {
    word.contains { !text.tokens[$0].isMarker }
  }

  /// The raw word of the other text, where the two belong together as wholes.
  private func wholeMate(oldToken: Int) -> Int? {
    let b = Int(redline.matching.oldMates[oldToken])
    guard b >= 0 else { return nil }
    let left = redline.old.rawWord(oldToken)
    let right = redline.new.rawWord(b)
    return areOne(left, right) ? b : nil
  }

  /// Two raw words whose tokens all belong together, in the same style.
  private func areOne(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    let (old, new) = (redline.old, redline.new)
    let a = left.filter { !old.tokens[$0].isMarker }
    let b = right.filter { !new.tokens[$0].isMarker }
    guard a.count == b.count else { return false }
    return zip(a, b).allSatisfy { x, y in
      Int(redline.matching.newMates[y]) == x && isSameStyle(x, y)
    }
  }

  /// Words of one row that wait for the next that is kept.
  private struct Pending {
    var old: [Range<Int>] = []
    var new: [Range<Int>] = []
  }

  private mutating func flush(_ pending: inout Pending) {
    // All tokens are kept and only the blanks between them differ.
    let isLayout =
      !pending.old.isEmpty && !pending.new.isEmpty
      && pending.old.joined().allSatisfy { isKept(old: $0) }
      && pending.new.joined().allSatisfy { isKept(new: $0) }
    for word in pending.old { append(isLayout ? .oldForm : .deleted, word, of: redline.old) }
    for word in pending.new { append(isLayout ? .newForm : .inserted, word, of: redline.new) }
    pending = Pending()
  }

  private func isKept(old token: Int) -> Bool {
    let mate = Int(redline.matching.oldMates[token])
    return redline.old.tokens[token].isMarker || mate >= 0 && isSameStyle(token, mate)
  }

  private func isKept(new token: Int) -> Bool {
    let mate = Int(redline.matching.newMates[token])
    return redline.new.tokens[token].isMarker || mate >= 0 && isSameStyle(mate, token)
  }

  /// Within a longer phrase the marks stand at its ends, and only there something is to be seen.
  private func isSameStyle(_ a: Int, _ b: Int) -> Bool {
    let (before, after) = (redline.old.tokens[a], redline.new.tokens[b])
    return before.style == after.style
      || redline.old.bytes[before.range] == redline.new.bytes[after.range]
  }

  private mutating func addWords(_ row: Redline.Row) {
    let (old, new) = (redline.old, redline.new)
    var left = old.rawWords(old.tokens(of: row.oldBlocks))[...]
    let right = new.rawWords(new.tokens(of: row.newBlocks))
    let oldRange = old.tokens(of: row.oldBlocks)
    let oldMarkers = left.filter { !isText($0, old) }
    var markers = Markers(
      oldMarkers.map { Array(old.source($0)) },
      right.filter { !isText($0, new) }.map { Array(new.source($0)) })
    let isPassage = row.isPassage
    var pending = Pending()
    for word in right {
      guard isText(word, new) else {
        flush(&pending)
        if row.kind == .added {
          append(isPassage ? .newForm : .inserted, word, of: new)
          continue
        }
        switch markers.next() {
        case .same: append(row.move == nil ? .kept : .moved, word, of: new)
        case .other(let gone):
          for index in gone { append(.oldForm, oldMarkers[index], of: old) }
          append(.newForm, word, of: new)
        }
        continue
      }
      let texts = word.filter { !new.tokens[$0].isMarker }
      let a = texts.first.map { Int(redline.matching.newMates[$0]) } ?? -1
      guard a >= 0, areOne(old.rawWord(a), word) else {
        pending.new.append(word)
        continue
      }
      let mate = old.rawWord(a)
      let isHere = oldRange.contains(a) && !comesFromElsewhere(texts[0])
      if isHere {
        while let next = left.first, next.lowerBound < mate.lowerBound {
          if isText(next, old), !isGone(next) { pending.old.append(next) }
          left.removeFirst()
        }
        left.removeFirst()
      }
      flush(&pending)
      if !isHere { begin(passageMove(texts[0])) }
      if old.source(mate) == new.source(word) {
        append(isHere && row.move == nil ? .kept : .moved, word, of: new)
      } else {
        append(.oldForm, mate, of: old)
        append(.newForm, word, of: new)
      }
      if !isHere, let move = row.move { lastMove = move }
    }
    for word in left where isText(word, old) && !isGone(word) { pending.old.append(word) }
    flush(&pending)
    for index in markers.rest { append(.oldForm, oldMarkers[index], of: old) }
  }

  private func comesFromElsewhere(_ token: Int) -> Bool {
    redline.matching.passages.contains { $0.new.contains(token) }
  }

  private func passageMove(_ token: Int) -> Int {
    redline.moves.firstIndex { $0.isPassage && $0.new.contains(token) } ?? -1
  }
}

extension Redline.Row {
  /// All of its text came from elsewhere, or went there.
  fileprivate var isPassage: Bool {
    !spans.isEmpty
      && spans.allSatisfy { span in
        switch span.fate {
        case .movedHere, .movedAway: true
        default: false
        }
      }
  }
}

/// The marks of a row on both sides, in order.
private struct Markers {
  enum Step {
    case same
    /// Not there before; first come the old ones of these numbers.
    case other([Int])
  }

  private let head: Int
  private let tail: Int
  private let oldCount: Int
  private let newCount: Int
  private var place = 0
  private var isShown = false

  init(_ old: [[UInt8]], _ new: [[UInt8]]) {
    (oldCount, newCount) = (old.count, new.count)
    head = zip(old, new).prefix { $0 == $1 }.count
    let most = min(old.count, new.count) - head
    tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.prefix(most).count
  }

  mutating func next() -> Step {
    defer { place += 1 }
    if place < head || place >= newCount - tail { return .same }
    guard !isShown else { return .other([]) }
    isShown = true
    return .other(Array(head..<oldCount - tail))
  }

  /// Old ones that were not shown.
  var rest: [Int] { isShown ? [] : Array(head..<max(head, oldCount - tail)) }
}

extension ProseText {
  /// The tokens of the raw word that a token is a part of.
  func rawWord(_ token: Int) -> Range<Int> {
    var (low, high) = (token, token + 1)
    while tokens[low].isGlued { low -= 1 }
    while high < tokens.count, tokens[high].isGlued { high += 1 }
    return low..<high
  }
}
