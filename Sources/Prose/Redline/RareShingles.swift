/// Blocks that share runs of three words that stand nowhere else: candidates for one block that was
/// edited, found without comparing each with each.
struct RareShingles {
  /// One to one, rising on the old side; places in the rows that were given.
  private(set) var pairs: [(old: Int, new: Int, votes: Int)] = []

  init(_ old: [ArraySlice<Item>], _ new: [ArraySlice<Item>]) {
    let (before, after) = (Self.owners(old), Self.owners(new))
    var votes: [Int: Int] = [:]
    for (shingle, owner) in before where owner >= 0 {
      guard let other = after[shingle], other >= 0 else { continue }
      votes[owner * new.count + other, default: 0] += 1
    }
    var bestOld = [Int: (pair: Int, votes: Int)]()
    var bestNew = [Int: (pair: Int, votes: Int)]()
    for (pair, count) in votes.sorted(by: { $0.key < $1.key }) {
      let (i, j) = (pair / new.count, pair % new.count)
      if count > bestOld[i]?.votes ?? 0 { bestOld[i] = (pair, count) }
      if count > bestNew[j]?.votes ?? 0 { bestNew[j] = (pair, count) }
    }
    pairs = bestOld.sorted { $0.key < $1.key }.compactMap { i, best in
      let j = best.pair % new.count
      return bestNew[j]?.pair == best.pair ? (i, j, best.votes) : nil
    }
  }

  /// The block of each run of words; -1 where several have it.
  private static func owners(_ blocks: [ArraySlice<Item>]) -> [UInt64: Int] {
    var owners: [UInt64: Int] = [:]
    for (place, items) in blocks.enumerated() where items.count >= 3 {
      for index in items.startIndex..<items.endIndex - 2 {
        let shingle = (0..<3).reduce(UInt64(14_695_981)) {
          ($0 ^ UInt64(UInt32(bitPattern: items[index + $1].key))) &* 0x9E37_79B9_7F4A_7C15
        }
        owners[shingle] = owners[shingle] == nil || owners[shingle] == place ? place : -1
      }
    }
    return owners
  }
}
