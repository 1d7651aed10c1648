/// Which words of two stretches of text belong together: the alignment with the least to read.
///
/// A word that is marked costs 10, an interruption 45 less a little where a sentence or a clause
/// begins or ends. So a few small words between two changes are not kept for their own sake, and
/// edges fall where readers expect them. Guarding words cost more and are kept alone. (Gotoh, "An
/// improved algorithm for matching biological sequences", 1982, is the method.)
struct ItemAlignment {
  let old: [Item]
  let new: [Item]

  static let interruption: Int32 = 45

  /// Pairs of indices, rising on both sides.
  static func pairs(
    _ old: ArraySlice<Item>, _ new: ArraySlice<Item>, budget: inout WorkBudget
  ) -> [(Int, Int)] {
    ItemAlignment(old: Array(old), new: Array(new)).pairs(budget: &budget).map {
      ($0.0 + old.startIndex, $0.1 + new.startIndex)
    }
  }

  private func pairs(budget: inout WorkBudget) -> [(Int, Int)] {
    let head = zip(old, new).prefix { $0.key == $1.key }.count
    if head == old.count && head == new.count { return (0..<head).map { ($0, $0) } }
    let most = min(old.count, new.count) - head
    let tail = zip(old.reversed(), new.reversed()).prefix { $0.key == $1.key }.prefix(most).count
    // Where one side is used up, the change may slide over equal words to a better edge.
    let slack = 24
    let (start, end) = (max(0, head - slack), max(0, tail - slack))
    var pairs = (0..<start).map { ($0, $0) }
    align(start..<old.count - end, start..<new.count - end, depth: 0, &pairs, &budget)
    pairs += (0..<end).reversed().map { (old.count - 1 - $0, new.count - 1 - $0) }
    return pairs
  }

  private func align(
    _ left: Range<Int>, _ right: Range<Int>, depth: Int, _ pairs: inout [(Int, Int)],
    _ budget: inout WorkBudget
  ) {
    guard !left.isEmpty, !right.isEmpty else { return }
    let cells = (left.count + 1) * (right.count + 1)
    if cells <= WorkBudget.mostCells, cells <= budget.cells {
      budget.cells -= cells
      fill(left, right, &pairs)
      return
    }
    let anchors = depth < 4 ? Self.anchors(old[left], new[right]) : []
    if !anchors.isEmpty {
      var (i, j) = (left.lowerBound, right.lowerBound)
      for (a, b) in anchors {
        if a > i || b > j { align(i..<a, j..<b, depth: depth + 1, &pairs, &budget) }
        pairs.append((a, b))
        (i, j) = (a + 1, b + 1)
      }
      align(i..<left.upperBound, j..<right.upperBound, depth: depth + 1, &pairs, &budget)
      return
    }
    let strides = CommonSubsequence.strides(left.count, right.count)
    let (before, after) = (old[left].map(\.key), new[right].map(\.key))
    budget.isExceeded = true
    guard strides <= budget.strides, CommonSubsequence.isFeasible(before, after) else { return }
    budget.strides -= strides
    let found = CommonSubsequence.pairs(before, after)
    pairs += found.map { ($0.0 + left.lowerBound, $0.1 + right.lowerBound) }
  }

  /// Words in the middle of three that stand once on each side in this order, in the longest row
  /// that rises on both.
  private static func anchors(
    _ old: ArraySlice<Item>, _ new: ArraySlice<Item>
  ) -> [(Int, Int)] {
    func places(_ items: ArraySlice<Item>) -> [UInt64: Int] {
      var places: [UInt64: Int] = [:]
      guard items.count >= 3 else { return [:] }
      for index in items.startIndex..<items.endIndex - 2 {
        let key = (0..<3).reduce(UInt64(14_695_981)) {
          ($0 ^ UInt64(UInt32(bitPattern: items[index + $1].key))) &* 0x9E37_79B9_7F4A_7C15
        }
        places[key] = places[key] == nil ? index + 1 : -1
      }
      return places
    }
    let (before, after) = (places(old), places(new))
    var candidates: [(Int, Int)] = []
    for (key, place) in before where place >= 0 {
      if let other = after[key], other >= 0 { candidates.append((place, other)) }
    }
    candidates.sort { $0 < $1 }
    return RisingRow.heaviest(candidates.map { (at: $0.1, weight: 1) }).map { candidates[$0] }
  }

  private func weight(_ item: Item) -> Int32 {
    item.traits.contains(.guarding) ? 26 : 10
  }

  private func fill(_ left: Range<Int>, _ right: Range<Int>, _ pairs: inout [(Int, Int)]) {
    let (n, m) = (left.count, right.count)
    let width = m + 1
    let far: Int32 = .max / 4
    let (leftKeys, rightKeys) = (old[left].map(\.key), new[right].map(\.key))
    let (leftWeights, rightWeights) = (old[left].map(weight), new[right].map(weight))
    let leftEdges = (0...n).map { edgeValue(old, left.lowerBound + $0) }
    let rightEdges = (0...m).map { edgeValue(new, right.lowerBound + $0) }
    // Bit 0: kept comes from a change. Bits 1 and 2: a change comes from kept; it inserts.
    var trace = [UInt8](repeating: 0, count: (n + 1) * width)
    var kept = [Int32](repeating: far, count: width)
    var changed = [Int32](repeating: far, count: width)
    trace.withUnsafeMutableBufferPointer { trace in
      leftKeys.withUnsafeBufferPointer { leftKeys in
        rightKeys.withUnsafeBufferPointer { rightKeys in
          for i in 0...n {
            var diagonalKept = far
            var diagonalChanged = far
            for j in 0...m {
              let (aboveKept, aboveChanged) = (kept[j], changed[j])
              var bits: UInt8 = 0
              var nowKept = far
              if i == 0, j == 0 {
                nowKept = 0
              } else if i > 0, j > 0, leftKeys[i - 1] == rightKeys[j - 1] {
                let discount = min(leftEdges[i - 1], rightEdges[j - 1])
                if diagonalChanged - discount < diagonalKept {
                  nowKept = diagonalChanged - discount
                  bits |= 1
                } else {
                  nowKept = diagonalKept
                }
              }
              var nowChanged = far
              if i > 0 {
                let discount = min(leftEdges[i - 1], rightEdges[j])
                let opened = aboveKept + Self.interruption - discount
                let cost = min(opened, aboveChanged) + leftWeights[i - 1]
                if cost < nowChanged {
                  nowChanged = cost
                  bits = bits & 1 | (opened < aboveChanged ? 2 : 0)
                }
              }
              if j > 0 {
                let discount = min(leftEdges[i], rightEdges[j - 1])
                let opened = kept[j - 1] + Self.interruption - discount
                let cost = min(opened, changed[j - 1]) + rightWeights[j - 1]
                if cost < nowChanged {
                  nowChanged = cost
                  bits = bits & 1 | 4 | (opened < changed[j - 1] ? 2 : 0)
                }
              }
              trace[i * width + j] = bits
              (diagonalKept, diagonalChanged) = (aboveKept, aboveChanged)
              (kept[j], changed[j]) = (nowKept, nowChanged)
            }
          }
        }
      }
    }
    let closing = min(leftEdges[n], rightEdges[m])
    var inChange = changed[m] - closing < kept[m]
    var (i, j) = (n, m)
    var found: [(Int, Int)] = []
    while i > 0 || j > 0 {
      let bits = trace[i * width + j]
      if inChange {
        inChange = bits & 2 == 0
        if bits & 4 != 0 { j -= 1 } else { i -= 1 }
      } else {
        (i, j) = (i - 1, j - 1)
        found.append((left.lowerBound + i, right.lowerBound + j))
        inChange = bits & 1 != 0
      }
    }
    pairs += found.reversed()
  }

  /// A discount for an edge of a change before a word.
  private func edgeValue(_ items: [Item], _ index: Int) -> Int32 {
    if index >= items.count || items[index].startsSentence { return 4 }
    return items[index].startsClause ? 2 : 0
  }
}
