/// The heaviest row that rises: of places in order, those to keep so that each is above the one
/// before (a longest increasing subsequence with weights, by a Fenwick tree of maxima).
enum RisingRow {
  /// Indices of the elements that are kept.
  static func heaviest(_ elements: [(at: Int, weight: Int)]) -> [Int] {
    guard !elements.isEmpty else { return [] }
    let ranks = Dictionary(
      uniqueKeysWithValues: Set(elements.map(\.at)).sorted().enumerated().map { ($1, $0 + 1) })
    var tree = [(weight: Int, index: Int)](repeating: (0, -1), count: ranks.count + 1)
    var before = [Int](repeating: -1, count: elements.count)
    var best = (weight: 0, index: -1)
    for (index, element) in elements.enumerated() {
      let rank = ranks[element.at] ?? 0
      var reached = (weight: 0, index: -1)
      var place = rank - 1
      while place > 0 {
        if tree[place].weight > reached.weight { reached = tree[place] }
        place &= place - 1
      }
      before[index] = reached.index
      let sum = reached.weight + element.weight
      if sum > best.weight { best = (sum, index) }
      place = rank
      while place < tree.count {
        if sum > tree[place].weight { tree[place] = (sum, index) }
        place += place & -place
      }
    }
    var kept: [Int] = []
    var index = best.index
    while index >= 0 {
      kept.append(index)
      index = before[index]
    }
    return kept.reversed()
  }
}
