/// Which blocks and which tokens of two texts belong together.
///
/// It is made for the two texts in an order of its own, whichever is old, and then turned: so that
/// exchanging the sides exchanges the signs and nothing else.
struct Matching {
  struct Group: Hashable {
    var old: Range<Int>
    var new: Range<Int>
    /// Out of the order that most of the text kept.
    var isMoved = false
    /// The same raw words in other blocks.
    var isVerbatim = false
  }

  /// A run of words that left one block and stands in another, or elsewhere in the same.
  struct Passage: Hashable {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// In the order of the new text.
  private(set) var groups: [Group] = []
  /// For each token of the new text the one of the old text that it was; -1 for none.
  private(set) var newMates: [Int32]
  private(set) var oldMates: [Int32]
  /// Ranges of tokens.
  private(set) var passages: [Passage] = []
  private(set) var isApproximate = false

  /// Words that a passage has at least, where it is not all that went and all that came.
  static let shortestPassage = 8
  /// Percent of the weight of two blocks that must be kept; below, one replaces the other.
  static let leastKept = 34

  static func between(
    _ old: [UInt8], _ new: [UInt8], lexicon: Lexicon, isLines: Bool
  ) -> (
    ProseText, ProseText, Matching
  ) {
    let isTurned = isTurned(old, new)
    let first = ProseText(isTurned ? new : old, lexicon: lexicon, isLines: isLines)
    let second = ProseText(isTurned ? old : new, lexicon: lexicon, isLines: isLines)
    let matching = Matching(first, second, lexicon: lexicon)
    return isTurned ? (second, first, matching.turned) : (first, second, matching)
  }

  /// Texts that were read with one lexicon, in an order of the caller's own.
  static func between(_ old: ProseText, _ new: ProseText, lexicon: Lexicon) -> Matching {
    isTurned(old.bytes, new.bytes)
      ? Matching(new, old, lexicon: lexicon).turned : Matching(old, new, lexicon: lexicon)
  }

  private static func isTurned(_ old: [UInt8], _ new: [UInt8]) -> Bool {
    new.count != old.count ? new.count < old.count : new.lexicographicallyPrecedes(old)
  }

  /// Texts that are read already.
  init(_ old: ProseText, _ new: ProseText, lexicon: Lexicon) {
    newMates = Array(repeating: -1, count: new.tokens.count)
    oldMates = Array(repeating: -1, count: old.tokens.count)
    guard max(old.tokens.count, new.tokens.count) <= ProseText.mostTokens else {
      isApproximate = true
      matchEnds(old, new)
      return
    }
    let settings = SettingsMatch(old, new)
    let blocks = BlockMatch(old, new, lexicon: lexicon, budget: WorkBudget())
    var budget = blocks.budget
    groups = settings.groups.map { Group(old: $0.old, new: $0.new) }
    let body = blocks.groups.map {
      Group(old: $0.old, new: $0.new, isVerbatim: $0.isVerbatim)
    }
    groups += body
    for group in groups { matchItems(group, old, new, &budget) }
    findPassages(old, new)
    markMoves(new)
    matchBare(old, new)
    groups.sort { ($0.new.lowerBound, $0.old.lowerBound) < ($1.new.lowerBound, $1.old.lowerBound) }
    isApproximate = budget.isExceeded || old.isPlain || new.isPlain
  }

  var turned: Matching {
    var turned = self
    turned.groups = groups.map {
      Group(old: $0.new, new: $0.old, isMoved: $0.isMoved, isVerbatim: $0.isVerbatim)
    }
    turned.groups.sort { $0.new.lowerBound < $1.new.lowerBound }
    turned.passages = passages.map { Passage(old: $0.new, new: $0.old) }
    turned.passages.sort { $0.new.lowerBound < $1.new.lowerBound }
    (turned.oldMates, turned.newMates) = (newMates, oldMates)
    return turned
  }

  private mutating func mate(_ old: Int, _ new: Int) {
    oldMates[old] = Int32(new)
    newMates[new] = Int32(old)
  }

  /// Beyond every limit: what is equal at both ends, and the rest replaced.
  private mutating func matchEnds(_ old: ProseText, _ new: ProseText) {
    let head = zip(old.blocks, new.blocks).prefix { $0.hash == $1.hash && !$0.isBare }.count
    for index in 0..<head {
      groups.append(Group(old: index..<index + 1, new: index..<index + 1))
      mateAll(old.blocks[index].items, new.blocks[index].items, old, new)
    }
  }

  private mutating func mateAll(
    _ left: Range<Int>, _ right: Range<Int>, _ old: ProseText, _ new: ProseText
  ) {
    for (i, j) in zip(left, right) { mateTokens(old.items[i], new.items[j], old, new) }
  }

  private mutating func mateTokens(_ i: Item, _ j: Item, _ old: ProseText, _ new: ProseText) {
    let left = i.tokens.filter { !old.tokens[$0].isMarker }
    let right = j.tokens.filter { !new.tokens[$0].isMarker }
    for (a, b) in zip(left, right) { mate(a, b) }
  }

  private mutating func matchItems(
    _ group: Group, _ old: ProseText, _ new: ProseText, _ budget: inout WorkBudget
  ) {
    if group.isVerbatim { return mateRawWords(group, old, new) }
    let left = old.items(of: group.old)
    let right = new.items(of: group.new)
    if left.count == right.count,
      zip(left, right).allSatisfy({ old.items[$0].key == new.items[$1].key })
    {
      mateAll(left, right, old, new)
      return
    }
    let pairs = ItemAlignment.pairs(old.items[left], new.items[right], budget: &budget)
    func weight(_ item: Item) -> Int {
      item.traits.contains(.stop) || item.traits == .isPunctuation ? 1 : 3
    }
    let kept = pairs.reduce(0) { $0 + weight(old.items[$1.0]) }
    let all =
      old.items[left].reduce(0) { $0 + weight($1) } + new.items[right].reduce(0) { $0 + weight($1) }
    let isSetting = old.blocks[group.old.lowerBound].isSetting
    let isShort = left.count + right.count <= 8
    guard isSetting || isShort || kept * 200 >= all * Self.leastKept else { return }
    for (i, j) in pairs { mateTokens(old.items[i], new.items[j], old, new) }
    trimEdges(left, right, pairs, old, new)
  }

  /// Raw words that are equal may be cut into other tokens on either side.
  private mutating func mateRawWords(_ group: Group, _ old: ProseText, _ new: ProseText) {
    let left = old.rawWords(old.tokens(of: group.old))
    for (before, after) in zip(left, new.rawWords(new.tokens(of: group.new))) {
      for (offset, token) in after.enumerated() {
        mate(min(before.lowerBound + offset, before.upperBound - 1), token)
      }
    }
  }

  /// Within a changed stretch the pieces of words that are equal at its ends are kept: in `(30)` and
  /// `(40)` only the number changed.
  private mutating func trimEdges(
    _ left: Range<Int>, _ right: Range<Int>, _ pairs: [(Int, Int)], _ old: ProseText,
    _ new: ProseText
  ) {
    var (i, j) = (left.lowerBound, right.lowerBound)
    for (nextI, nextJ) in pairs + [(left.upperBound, right.upperBound)] {
      if i < nextI, j < nextJ {
        var before = (i..<nextI).flatMap { old.items[$0].tokens }.filter {
          !old.tokens[$0].isMarker
        }
        var after = (j..<nextJ).flatMap { new.items[$0].tokens }.filter { !new.tokens[$0].isMarker }
        while let a = before.first, let b = after.first, old.tokens[a].key == new.tokens[b].key {
          mate(a, b)
          before.removeFirst()
          after.removeFirst()
        }
        while let a = before.last, let b = after.last, old.tokens[a].key == new.tokens[b].key {
          mate(a, b)
          before.removeLast()
          after.removeLast()
        }
      }
      (i, j) = (nextI + 1, nextJ + 1)
    }
  }

  /// Runs of words that went in one place and came in another.
  private mutating func findPassages(_ old: ProseText, _ new: ProseText) {
    let search = PassageSearch(old.items, oldMates, new.items, newMates)
    for run in search.found(least: Self.shortestPassage) { addPassage(run, old, new) }
    let rest = PassageSearch(old.items, oldMates, new.items, newMates)
    for run in rest.whole() { addPassage(run, old, new) }
    passages.sort { $0.new.lowerBound < $1.new.lowerBound }
  }

  private mutating func addPassage(
    _ run: PassageSearch.Run, _ old: ProseText, _ new: ProseText
  ) {
    for offset in 0..<run.length {
      mateTokens(old.items[run.old + offset], new.items[run.new + offset], old, new)
    }
    let (oldLast, newLast) = (run.old + run.length - 1, run.new + run.length - 1)
    passages.append(
      Passage(
        old: old.items[run.old].tokens.lowerBound..<old.items[oldLast].tokens.upperBound,
        new: new.items[run.new].tokens.lowerBound..<new.items[newLast].tokens.upperBound))
  }

  /// What is not on the heaviest rising row of groups has moved.
  private mutating func markMoves(_ new: ProseText) {
    let body = groups.indices.filter { !new.blocks[groups[$0].new.lowerBound].isSetting }
      .sorted { groups[$0].new.lowerBound < groups[$1].new.lowerBound }
    let kept = RisingRow.heaviest(
      body.map { index in
        let group = groups[index]
        let isHeading = new.blocks[group.new.lowerBound].headingLevel != nil
        return (
          at: group.old.lowerBound, weight: new.items(of: group.new).count + (isHeading ? 4 : 0) + 1
        )
      })
    let spine = Set(kept.map { body[$0] })
    for index in body where !spine.contains(index) { groups[index].isMoved = true }
  }

  /// Blocks of marks alone belong together where their neighbours do.
  private mutating func matchBare(_ old: ProseText, _ new: ProseText) {
    var taken = Set(groups.flatMap(\.old))
    var mates = Dictionary(
      groups.map { ($0.new.upperBound - 1, $0) }, uniquingKeysWith: { first, _ in first })
    let starts = Dictionary(
      groups.map { ($0.new.lowerBound, $0) }, uniquingKeysWith: { first, _ in first })
    for j in new.blocks.indices where new.blocks[j].isBare {
      let candidates = [mates[j - 1]?.old.upperBound, starts[j + 1].map { $0.old.lowerBound - 1 }]
      let free = candidates.compactMap(\.self).first { i in
        old.blocks.indices.contains(i) && old.blocks[i].isBare && !taken.contains(i)
          && old.blocks[i].isSetting == new.blocks[j].isSetting
      }
      let edge = j == 0 && old.blocks.first?.isBare == true && !taken.contains(0) ? 0 : nil
      guard let i = free ?? edge else { continue }
      let isMoved = (mates[j - 1] ?? starts[j + 1])?.isMoved ?? false
      let group = Group(old: i..<i + 1, new: j..<j + 1, isMoved: isMoved)
      groups.append(group)
      mates[j] = group
      taken.insert(i)
    }
  }
}

extension ProseText {
  /// Ranges of tokens without white space between.
  func rawWords(_ tokens: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    for token in tokens {
      if self.tokens[token].isGlued, let last = words.last {
        words[words.count - 1] = last.lowerBound..<token + 1
      } else {
        words.append(token..<token + 1)
      }
    }
    return words
  }

  /// The items of some blocks in a row.
  func items(of blocks: Range<Int>) -> Range<Int> {
    guard let first = blocks.first, let last = blocks.last else { return 0..<0 }
    return self.blocks[first].items.lowerBound..<self.blocks[last].items.upperBound
  }

  /// The tokens of some blocks in a row.
  package func tokens(of blocks: Range<Int>) -> Range<Int> {
    guard let first = blocks.first, let last = blocks.last else { return 0..<0 }
    return self.blocks[first].tokens.lowerBound..<self.blocks[last].tokens.upperBound
  }
}
