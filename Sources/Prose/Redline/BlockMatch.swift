/// Which blocks of two texts belong together, before anybody looks at single words.
///
/// Equal blocks that are unique on both sides are anchors; those that keep their order are the
/// spine, the rest has moved. Gaps of the spine are paired by likeness, what is left over by splits
/// and joins, and then by likeness anywhere. (Unique lines as anchors: Cohen's patience diff.)
struct BlockMatch {
  /// Blocks that belong together: one to one, one to many where a paragraph was split, many to one
  /// where it was joined.
  struct Group: Hashable {
    var old: Range<Int>
    var new: Range<Int>
    /// The same raw words, whatever blocks they are in: a list that broken lines made a paragraph.
    var isVerbatim = false
  }

  var groups: [Group] = []
  private(set) var budget: WorkBudget

  let old: ProseText
  let new: ProseText
  let lexicon: Lexicon
  let oldBags: [WordBag]
  let newBags: [WordBag]
  /// The other side of each block; -1 where there is none.
  var oldMates: [Int]
  var newMates: [Int]

  /// Likeness in thousandths from which two blocks are one that was reworded.
  static let reworded = 400
  /// And from which they are one that was moved too.
  static let moved = 620
  /// The least weight of a block that is looked for elsewhere; three for each word but the most
  /// frequent.
  static let leastMove = 12

  /// Compares blocks of the body; `WorkBudget` bounds it.
  init(_ old: ProseText, _ new: ProseText, lexicon: Lexicon, budget: WorkBudget) {
    self.old = old
    self.new = new
    self.budget = budget
    self.lexicon = lexicon
    oldBags = old.blocks.map { WordBag($0, of: old, lexicon: lexicon) }
    newBags = new.blocks.map { WordBag($0, of: new, lexicon: lexicon) }
    oldMates = Array(repeating: -1, count: old.blocks.count)
    newMates = Array(repeating: -1, count: new.blocks.count)
    let left = old.blocks.indices.filter { !old.blocks[$0].isSetting && !old.blocks[$0].isBare }
    let right = new.blocks.indices.filter { !new.blocks[$0].isSetting && !new.blocks[$0].isBare }
    solve(left, right, isWhole: true)
    matchLeftEqual(left, right)
    fillMovedRuns()
    matchHeadingsByText()
    let verbatim = Set(groups.flatMap(\.new))
    groups += newMates.indices.filter { newMates[$0] >= 0 && !verbatim.contains($0) }.map {
      Group(old: newMates[$0]..<newMates[$0] + 1, new: $0..<$0 + 1)
    }
    seedGroups()
    extendGroups()
    matchLeftAlike(left, right)
    groups.sort { $0.new.lowerBound < $1.new.lowerBound }
  }

  private func weight(_ block: Int) -> Int {
    newBags[block].weight + (new.blocks[block].headingLevel == nil ? 0 : 12) + 1
  }

  mutating func mate(_ i: Int, _ j: Int) {
    oldMates[i] = j
    newMates[j] = i
  }

  /// A heading on both sides or on neither.
  private func isSameShape(_ i: Int, _ j: Int) -> Bool {
    (old.blocks[i].headingLevel == nil) == (new.blocks[j].headingLevel == nil)
  }

  private func isEqual(_ i: Int, _ j: Int) -> Bool {
    old.blocks[i].hash == new.blocks[j].hash
      && (isSameShape(i, j) || newBags[j].weight >= Self.leastMove / 2)
  }

  /// Pairs what it can between two rows of blocks that have no mates.
  private mutating func solve(_ left: [Int], _ right: [Int], isWhole: Bool = false) {
    var (left, right) = (left[...], right[...])
    while let i = left.first, let j = right.first, isEqual(i, j) {
      mate(i, j)
      (left, right) = (left.dropFirst(), right.dropFirst())
    }
    while let i = left.last, let j = right.last, isEqual(i, j) {
      mate(i, j)
      (left, right) = (left.dropLast(), right.dropLast())
    }
    guard !left.isEmpty, !right.isEmpty else { return }
    let anchors = uniqueAnchors(left, right)
    if !anchors.isEmpty {
      let kept = RisingRow.heaviest(
        anchors.map { (at: $0.1, weight: weight(newIndex(right, $0.1))) })
      let spine = kept.map { anchors[$0] }
      for (a, b) in spine { mate(left[a], right[b]) }
      if isWhole {
        for (a, b) in spine { grow(left[a], right[b]) }
        let onSpine = Set(kept)
        for (index, (a, b)) in anchors.enumerated() where !onSpine.contains(index) {
          let (i, j) = (left[a], right[b])
          guard oldMates[i] < 0, newMates[j] < 0 else { continue }
          mate(i, j)
          grow(i, j)
        }
      }
      var (a, b) = (left.startIndex, right.startIndex)
      for (nextA, nextB) in spine + [(left.endIndex, right.endIndex)] {
        let (gapLeft, gapRight) = (
          left[a..<nextA].filter { oldMates[$0] < 0 }, right[b..<nextB].filter { newMates[$0] < 0 }
        )
        if !gapLeft.isEmpty, !gapRight.isEmpty { solve(gapLeft, gapRight) }
        (a, b) = (nextA + 1, nextB + 1)
      }
      return
    }
    matchVerbatim(left, right)
    let gapLeft = left.filter { oldMates[$0] < 0 }
    let gapRight = right.filter { newMates[$0] < 0 }
    let pairs = gapLeft.count * gapRight.count
    if pairs <= WorkBudget.mostPairs, pairs <= budget.pairs {
      budget.pairs -= pairs
      pairGap(gapLeft, gapRight)
    } else {
      solveByRareWords(gapLeft, gapRight)
    }
  }

  private func newIndex(_ right: ArraySlice<Int>, _ place: Int) -> Int { right[place] }

  /// Places in both rows of blocks that are equal and stand once in each.
  private func uniqueAnchors(
    _ left: ArraySlice<Int>, _ right: ArraySlice<Int>
  ) -> [(Int, Int)] {
    func places(_ row: ArraySlice<Int>, _ blocks: [SourceBlock]) -> [Int32: Int] {
      var places: [Int32: Int] = [:]
      for place in row.indices {
        let hash = blocks[row[place]].hash
        places[hash] = places[hash] == nil ? place : -1
      }
      return places
    }
    let before = places(left, old.blocks)
    let after = places(right, new.blocks)
    return right.indices.compactMap { place in
      let hash = new.blocks[right[place]].hash
      guard after[hash] == place, let other = before[hash], other >= 0,
        isEqual(left[other], right[place])
      else { return nil }
      return (other, place)
    }.sorted { $0.0 < $1.0 }
  }

  /// Takes in equal neighbours of a pair on both sides.
  private mutating func grow(_ i: Int, _ j: Int) {
    for step in [-1, 1] {
      var (a, b) = (i + step, j + step)
      while old.blocks.indices.contains(a), new.blocks.indices.contains(b), oldMates[a] < 0,
        newMates[b] < 0, !old.blocks[a].isBare, !old.blocks[a].isSetting, isEqual(a, b)
      {
        mate(a, b)
        (a, b) = (a + step, b + step)
      }
    }
  }

  /// The pairs in one gap, in order, that keep the most weight.
  private mutating func pairGap(_ left: [Int], _ right: [Int]) {
    var worth = [Int](repeating: 0, count: left.count * right.count)
    for (a, i) in left.enumerated() {
      for (b, j) in right.enumerated() {
        worth[a * right.count + b] = self.worth(i, j, least: Self.reworded)
      }
    }
    let width = right.count + 1
    var best = [Int](repeating: 0, count: (left.count + 1) * width)
    for a in left.indices.reversed() {
      for b in right.indices.reversed() {
        let worth = worth[a * right.count + b]
        let skip = max(best[(a + 1) * width + b], best[a * width + b + 1])
        best[a * width + b] =
          worth > 0 ? max(skip, worth + best[(a + 1) * width + b + 1]) : skip
      }
    }
    var (a, b) = (0, 0)
    while a < left.count, b < right.count {
      let here = best[a * width + b]
      let worth = worth[a * right.count + b]
      if worth > 0, here == worth + best[(a + 1) * width + b + 1] {
        mate(left[a], right[b])
        (a, b) = (a + 1, b + 1)
      } else if here == best[(a + 1) * width + b] {
        a += 1
      } else {
        b += 1
      }
    }
  }

  /// What pairing two blocks keeps; 0 where they are not alike.
  private func worth(_ i: Int, _ j: Int, least: Int) -> Int {
    let (before, after) = (old.blocks[i], new.blocks[j])
    let likeness = oldBags[i].likeness(newBags[j])
    let isAlike = before.isCode == after.isCode ? least : Self.moved
    guard likeness >= (isSameShape(i, j) ? isAlike : 800) else { return 0 }
    let kept = likeness * (oldBags[i].weight + newBags[j].weight) / 100
    return kept + (before.headingLevel == nil ? 0 : 40) + (isEqual(i, j) ? 5 : 0)
  }

  /// Pairs of blocks that share rare words, as further anchors in a gap too large to fill.
  private mutating func solveByRareWords(_ left: [Int], _ right: [Int]) {
    let shingles = RareShingles(
      left.map { old.items[old.blocks[$0].items] }, right.map { new.items[new.blocks[$0].items] })
    let anchors = shingles.pairs
    guard !anchors.isEmpty else {
      budget.isExceeded = true
      return
    }
    let kept = RisingRow.heaviest(anchors.map { (at: $0.new, weight: $0.votes) })
    let spine = kept.map { (anchors[$0].old, anchors[$0].new) }
    for (a, b) in spine { mate(left[a], right[b]) }
    var (a, b) = (0, 0)
    for (nextA, nextB) in spine + [(left.count, right.count)] {
      let gap = (nextA - a) * (nextB - b)
      if gap > 0, gap <= WorkBudget.mostPairs, gap <= budget.pairs {
        budget.pairs -= gap
        pairGap(Array(left[a..<nextA]), Array(right[b..<nextB]))
      } else if gap > 0 {
        budget.isExceeded = true
      }
      (a, b) = (nextA + 1, nextB + 1)
    }
  }

  /// Equal blocks that are left over, wherever they stand.
  private mutating func matchLeftEqual(_ left: [Int], _ right: [Int]) {
    var places: [Int32: [Int]] = [:]
    for i in left.reversed() where oldMates[i] < 0 && oldBags[i].weight >= Self.leastMove {
      places[old.blocks[i].hash, default: []].append(i)
    }
    for j in right where newMates[j] < 0 {
      guard let i = places[new.blocks[j].hash]?.last, isEqual(i, j) else { continue }
      places[new.blocks[j].hash]?.removeLast()
      mate(i, j)
    }
    for j in right where newMates[j] >= 0 { grow(newMates[j], j) }
  }

  /// Pairs reworded blocks between two that moved together.
  private mutating func fillMovedRuns() {
    for j in newMates.indices where newMates[j] >= 0 {
      let i = newMates[j]
      var (a, b) = (i + 1, j + 1)
      while a < oldMates.count, oldMates[a] < 0, !old.blocks[a].isSetting { a += 1 }
      while b < newMates.count, newMates[b] < 0, !new.blocks[b].isSetting { b += 1 }
      let gap = (a - i - 1) * (b - j - 1)
      guard gap > 0, gap <= 10_000, gap <= budget.pairs else { continue }
      budget.pairs -= gap
      pairGap(
        (i + 1..<a).filter { !old.blocks[$0].isBare }, (j + 1..<b).filter { !new.blocks[$0].isBare }
      )
    }
  }

  /// A heading of the same level over the same text is that heading with another name.
  private mutating func matchHeadingsByText() {
    for j in newMates.indices where newMates[j] < 0 {
      guard let level = new.blocks[j].headingLevel else { continue }
      let below = newMates.indices.dropFirst(j + 1).first { !new.blocks[$0].isBare }
      guard let below, newMates[below] >= 0 else { continue }
      let above = oldMates.indices.prefix(newMates[below]).last { !old.blocks[$0].isBare }
      if let above, oldMates[above] < 0, old.blocks[above].headingLevel == level { mate(above, j) }
    }
  }

  /// Blocks that were moved and reworded.
  private mutating func matchLeftAlike(_ left: [Int], _ right: [Int]) {
    let goneOld = left.filter { oldMates[$0] < 0 && oldBags[$0].weight >= Self.leastMove }
    let cameNew = right.filter { newMates[$0] < 0 && newBags[$0].weight >= Self.leastMove }
    guard !goneOld.isEmpty, !cameNew.isEmpty else { return }
    guard goneOld.count * cameNew.count <= budget.pairs else {
      budget.isExceeded = true
      return
    }
    budget.pairs -= goneOld.count * cameNew.count
    var found: [(worth: Int, old: Int, new: Int)] = []
    for i in goneOld {
      for j in cameNew {
        let worth = worth(i, j, least: Self.moved)
        if worth > 0 { found.append((worth, i, j)) }
      }
    }
    found.sort { ($1.worth, $0.old, $0.new) < ($0.worth, $1.old, $1.new) }
    for pair in found where oldMates[pair.old] < 0 && newMates[pair.new] < 0 {
      mate(pair.old, pair.new)
      groups.append(Group(old: pair.old..<pair.old + 1, new: pair.new..<pair.new + 1))
    }
  }
}
