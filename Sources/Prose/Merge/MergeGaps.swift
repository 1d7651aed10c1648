/// The blank lines between the blocks of a merge.
struct MergeGaps {
  let sides: [MergeSide]

  /// - Parameters:
  ///   - last: of each side the block before, -1 for none; nil at the beginning.
  ///   - next: of each side the block behind, or the number of its blocks at the end.
  func lines(between last: [Int]?, and next: [Int]) -> [UInt8] {
    let gaps = sides.indices.map { side -> [UInt8]? in
      let before = last?[side] ?? sides[side].blocks.lowerBound - 1
      guard next[side] >= 0, next[side] == before + 1,
        last == nil || before >= 0
      else { return nil }
      return sides[side].gap(above: next[side])
    }
    switch (gaps[0], gaps[1], gaps[2]) {
    case (let base?, let ours?, let theirs?): return ours == base ? theirs : ours
    case (_, let ours?, let theirs?): return ours.count < theirs.count ? theirs : ours
    case (_, let ours?, nil): return ours
    case (_, nil, let theirs?): return theirs
    case (_, nil, nil): return newGap(last, next)
    }
  }

  /// Between blocks that were neighbours nowhere: the larger of the gaps around them.
  private func newGap(_ last: [Int]?, _ next: [Int]) -> [UInt8] {
    let isEnd = zip(next, sides).allSatisfy { $0 == $1.blocks.upperBound }
    var found: [[UInt8]] = []
    var isTight = true
    for side in [1, 2] {
      if next[side] > sides[side].blocks.lowerBound, !isEnd {
        found.append(sides[side].gap(above: next[side]))
        isTight = isTight && isListed(side, next[side])
      }
      if let last = last?[side], last >= 0, last + 1 < sides[side].blocks.upperBound {
        found.append(sides[side].gap(above: last + 1))
        isTight = isTight && isListed(side, last)
      }
    }
    if last == nil || isEnd { return isEnd ? sides[1].gap(above: next[1]) : [] }
    let largest = found.max { $0.count < $1.count } ?? []
    return isTight || !largest.isEmpty ? largest : [Byte.lineFeed]
  }

  /// A list's item, a row, a line of code: such stand without blank lines between them.
  private func isListed(_ side: Int, _ block: Int) -> Bool {
    let block = sides[side].text.blocks[block]
    return block.isItem || block.kind == .row || block.isCode
  }
}
