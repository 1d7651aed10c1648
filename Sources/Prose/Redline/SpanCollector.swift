/// Gathers tokens with one fate into spans and classes the changes.
struct SpanCollector {
  private var spans: [Redline.Span] = []
  private var deleted: [Int] = []
  private var inserted: [Int] = []
  private let old: ProseText
  private let new: ProseText
  private let lexicon: Lexicon

  init(_ old: ProseText, _ new: ProseText, lexicon: Lexicon) {
    self.old = old
    self.new = new
    self.lexicon = lexicon
  }

  mutating func insert(_ token: Int) { inserted.append(token) }

  mutating func delete(_ token: Int) { deleted.append(token) }

  mutating func keep(_ a: Int, _ b: Int) {
    flush()
    let (before, after) = (old.tokens[a], new.tokens[b])
    var fate = Redline.Span.Fate.kept
    var classes: ChangeClasses = []
    let hasSameBytes = old.bytes[before.range] == new.bytes[after.range]
    if before.style != after.style {
      // Between the marks at its ends, a phrase looks as before.
      if !hasSameBytes { fate = .restyled }
      if before.style >> InlineMarkup.linkShift != after.style >> InlineMarkup.linkShift {
        classes.insert(.linkTarget)
      }
      if before.style & 15 != after.style & 15 { classes.insert(.formatting) }
    } else if !hasSameBytes {
      fate = .rewritten
      classes = .presentation
    }
    add(fate, a..<a + 1, b..<b + 1, classes)
  }

  mutating func arrive(_ token: Int, from other: Int, move: Int) {
    flush()
    add(.movedHere(move), other..<other + 1, token..<token + 1, .moved)
  }

  mutating func depart(_ token: Int, to other: Int, move: Int) {
    flush()
    add(.movedAway(move), token..<token + 1, other..<other + 1, .moved)
  }

  mutating func finished() -> [Redline.Span] {
    flush()
    return spans
  }

  /// Ends the change at hand: what went stands before what came.
  private mutating func flush() {
    guard !deleted.isEmpty || !inserted.isEmpty else { return }
    let classes = classify()
    let place = spans.last.map { ($0.old.upperBound, $0.new.upperBound) } ?? (0, 0)
    if let first = deleted.first, let last = deleted.last {
      let empty = inserted.first ?? place.1
      spans.append(
        Redline.Span(fate: .deleted, old: first..<last + 1, new: empty..<empty, classes: classes))
    }
    if let first = inserted.first, let last = inserted.last {
      let empty = deleted.last.map { $0 + 1 } ?? place.0
      spans.append(
        Redline.Span(fate: .inserted, old: empty..<empty, new: first..<last + 1, classes: classes))
    }
    (deleted, inserted) = ([], [])
  }

  /// A change that leaves all guarding words as they are is none of meaning, even if it marks them.
  private func classify() -> ChangeClasses {
    func keys(_ tokens: [Int], _ text: ProseText) -> [Int32] { tokens.map { text.tokens[$0].key } }
    let (gone, came) = (keys(deleted, old), keys(inserted, new))
    func guarding(_ keys: [Int32]) -> [Int32] {
      keys.filter { lexicon.traits(of: $0).contains(.guarding) }.sorted()
    }
    if guarding(gone) != guarding(came) { return [.meaning, .reworded] }
    let hasWords = (gone + came).contains { lexicon.traits(of: $0).contains(.isWord) }
    return hasWords ? .reworded : .typographic
  }

  private mutating func add(
    _ fate: Redline.Span.Fate, _ left: Range<Int>, _ right: Range<Int>, _ classes: ChangeClasses
  ) {
    if let last = spans.last, last.fate == fate, last.classes == classes,
      old.isOneRun(last.old.upperBound, left.lowerBound),
      new.isOneRun(last.new.upperBound, right.lowerBound)
    {
      spans[spans.count - 1] = Redline.Span(
        fate: fate, old: last.old.lowerBound..<left.upperBound,
        new: last.new.lowerBound..<right.upperBound, classes: classes)
    } else {
      spans.append(Redline.Span(fate: fate, old: left, new: right, classes: classes))
    }
  }
}

extension ProseText {
  /// Only markers stand between two places.
  fileprivate func isOneRun(_ end: Int, _ start: Int) -> Bool {
    end <= start && (end..<start).allSatisfy { tokens[$0].isMarker }
  }
}
