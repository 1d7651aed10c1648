/// Lays out a matching as rows in reading order.
struct RowBuilder {
  private(set) var rows: [Redline.Row] = []
  var moves: [Redline.Move] = []
  let old: ProseText
  let new: ProseText
  let matching: Matching
  let lexicon: Lexicon
  /// The passage that each token is a part of; -1 for none.
  private var newPassage: [Int32] = []
  private var oldPassage: [Int32] = []
  private var firstPassage = 0
  private var matchedOld: Set<Int> = []
  private var awayStarts: [Int: Matching.Group] = [:]

  init(_ old: ProseText, _ new: ProseText, _ matching: Matching, lexicon: Lexicon) {
    self.old = old
    self.new = new
    self.matching = matching
    self.lexicon = lexicon
  }

  mutating func build() {
    numberMoves()
    let groups = matching.groups
    matchedOld = Set(groups.flatMap(\.old))
    awayStarts = Dictionary(
      groups.filter(\.isMoved).map { ($0.old.lowerBound, $0) }, uniquingKeysWith: { a, _ in a })
    var cursor = 0  // old blocks that have been shown
    var j = 0
    var next = 0
    while j < new.blocks.count {
      let group = next < groups.count && groups[next].new.lowerBound == j ? groups[next] : nil
      // What went away between the last kept block and the next kept one comes first.
      let limit = upcomingSpine(groups, from: next) ?? old.blocks.count
      addGone(cursor..<max(cursor, limit))
      cursor = max(cursor, limit)
      guard let group else {
        addAdded(j)
        j += 1
        continue
      }
      addGroup(group)
      if !group.isMoved { cursor = max(cursor, group.old.upperBound) }
      j = group.new.upperBound
      next += 1
    }
    addGone(cursor..<max(cursor, old.blocks.count))
    mergeMovesAway()
  }

  /// Shows the old blocks that went, or that stand elsewhere.
  private mutating func addGone(_ blocks: Range<Int>) {
    var block = blocks.lowerBound
    while block < blocks.upperBound {
      if let away = awayStarts[block] {
        // Within a list in another order nothing went away.
        if let move = moveOf[away], !moves[move].isReorder {
          rows.append(
            Redline.Row(kind: .away, oldBlocks: away.old, newBlocks: away.new, move: move))
        }
        block = max(block + 1, away.old.upperBound)
        continue
      }
      if !matchedOld.contains(block) { addRemoved(block) }
      block += 1
    }
  }

  /// Where in the old text the next block stands that kept its place; settings keep their place as
  /// a whole.
  private func upcomingSpine(_ groups: [Matching.Group], from next: Int) -> Int? {
    for group in groups[next...] where !group.isMoved {
      if new.blocks[group.new.lowerBound].isSetting, !old.blocks[group.old.lowerBound].isBare {
        // Fields come in any order: nothing is shown as gone before the last of them.
        continue
      }
      return group.old.lowerBound
    }
    return nil
  }

  var moveOf: [Matching.Group: Int] = [:]

  /// Gives moves their numbers; neighbours that moved together are one.
  private mutating func numberMoves() {
    var last: Matching.Group?
    for group in matching.groups where group.isMoved {
      if let before = last, let number = moveOf[before],
        old.areNeighbours(before.old, group.old), new.areNeighbours(before.new, group.new)
      {
        moveOf[group] = number
        moves[number] = Redline.Move(
          old: moves[number].old.lowerBound..<group.old.upperBound,
          new: moves[number].new.lowerBound..<group.new.upperBound, isPassage: false)
      } else {
        moveOf[group] = moves.count
        moves.append(Redline.Move(old: group.old, new: group.new, isPassage: false))
      }
      last = group
    }
    joinReorders()
    firstPassage = moves.count
    newPassage = Array(repeating: -1, count: new.tokens.count)
    oldPassage = Array(repeating: -1, count: old.tokens.count)
    for (index, passage) in matching.passages.enumerated() {
      for token in passage.new { newPassage[token] = Int32(index) }
      for token in passage.old { oldPassage[token] = Int32(index) }
      moves.append(Redline.Move(old: passage.old, new: passage.new, isPassage: true))
    }
  }

  private mutating func mergeMovesAway() {
    var merged: [Redline.Row] = []
    for row in rows {
      if row.kind == .away, let last = merged.last, last.kind == .away, last.move == row.move {
        merged[merged.count - 1] = Redline.Row(
          kind: .away, oldBlocks: last.oldBlocks.lowerBound..<row.oldBlocks.upperBound,
          newBlocks: last.newBlocks.lowerBound..<row.newBlocks.upperBound, move: row.move)
      } else {
        merged.append(row)
      }
    }
    rows = merged
  }

  private mutating func addRemoved(_ block: Int) {
    var row = Redline.Row(kind: .removed, oldBlocks: block..<block + 1, newBlocks: 0..<0)
    let tokens = old.blocks[block].tokens.filter { !old.tokens[$0].isMarker }
    row.spans = spans(tokens, [])
    row.classes = old.blocks[block].isBare ? .presentation : .removed
    for span in row.spans { row.classes.formUnion(span.classes) }
    rows.append(row)
  }

  private mutating func addAdded(_ block: Int) {
    var row = Redline.Row(kind: .added, oldBlocks: 0..<0, newBlocks: block..<block + 1)
    let tokens = new.blocks[block].tokens.filter { !new.tokens[$0].isMarker }
    row.spans = spans([], tokens)
    row.classes = new.blocks[block].isBare ? .presentation : .added
    for span in row.spans { row.classes.formUnion(span.classes) }
    rows.append(row)
  }

  private mutating func addGroup(_ group: Matching.Group) {
    let left = old.tokens(of: group.old).filter { !old.tokens[$0].isMarker }
    let right = new.tokens(of: group.new).filter { !new.tokens[$0].isMarker }
    let spans =
      group.isVerbatim
      ? [
        Redline.Span(fate: .kept, old: old.tokens(of: group.old), new: new.tokens(of: group.new))
      ] : spans(left, right)
    var classes = spans.reduce(into: ChangeClasses()) { $0.formUnion($1.classes) }
    if group.isMoved { classes.insert(.moved) }
    classes.formUnion(frame(group))
    let isHeading = new.blocks[group.new.lowerBound].headingLevel != nil
    if isHeading, !classes.isDisjoint(with: [.meaning, .reworded, .typographic]) {
      classes.insert(.renamed)
    }
    let isKept =
      spans.allSatisfy { $0.fate == .kept || $0.fate == .rewritten }
      && classes.isDisjoint(with: [.structure])
    rows.append(
      Redline.Row(
        kind: isKept ? .kept : .edited, oldBlocks: group.old, newBlocks: group.new,
        isVerbatim: group.isVerbatim, move: group.isMoved ? moveOf[group] : nil, spans: spans,
        classes: classes))
  }

  /// What changed around the words of a group.
  private func frame(_ group: Matching.Group) -> ChangeClasses {
    let before = old.blocks[group.old.lowerBound]
    let after = new.blocks[group.new.lowerBound]
    var classes: ChangeClasses = []
    let isSplit = group.old.count != group.new.count
    if before.nesting != after.nesting || before.shape != after.shape || isSplit
      || before.isItem != after.isItem
    {
      if !after.isSetting { classes.insert(.structure) }
    }
    if old.source(old.tokens(of: group.old)) != new.source(new.tokens(of: group.new)) {
      classes.insert(.presentation)
    }
    return classes
  }

  /// The fates of the tokens of one row, in reading order.
  private func spans(_ left: [Int], _ right: [Int]) -> [Redline.Span] {
    var collector = SpanCollector(old, new, lexicon: lexicon)
    var i = 0
    let inside = Set(left)
    for b in right {
      let a = Int(matching.newMates[b])
      if newPassage[b] >= 0 {
        collector.arrive(b, from: a, move: firstPassage + Int(newPassage[b]))
        continue
      }
      guard a >= 0, inside.contains(a) else {
        collector.insert(b)
        continue
      }
      while i < left.count, left[i] < a {
        leave(left[i], &collector)
        i += 1
      }
      collector.keep(a, b)
      i += 1
    }
    while i < left.count {
      leave(left[i], &collector)
      i += 1
    }
    return collector.finished()
  }

  private func leave(_ token: Int, _ collector: inout SpanCollector) {
    if oldPassage[token] >= 0 {
      collector.depart(
        token, to: Int(matching.oldMates[token]), move: firstPassage + Int(oldPassage[token]))
    } else {
      collector.delete(token)
    }
  }
}

extension ProseText {
  /// Only blocks without text lie between.
  fileprivate func areNeighbours(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    first.upperBound <= second.lowerBound
      && (first.upperBound..<second.lowerBound).allSatisfy { blocks[$0].isBare }
  }
}

extension SourceBlock {
  /// What a reader sees of its kind: an item of a loose list is a paragraph.
  fileprivate var shape: Int {
    switch kind {
    case .heading(let level): level
    case .paragraph: 10
    case .row: 11
    case .code: 12
    case .html: 13
    case .rule: 14
    case .loose: 15
    case .setting: 16
    }
  }
}
