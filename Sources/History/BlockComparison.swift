package import Prose

/// One block of two texts: kept, added, removed, or kept with other words.
package struct BlockComparison: Hashable, Sendable {
  package enum Change: String, Hashable, Sendable {
    case same, edited, added, removed
  }

  /// Words that share a fate.
  package struct Run: Hashable, Sendable {
    package let operation: WordDiff.Operation
    package let text: String
  }

  package let change: Change
  package let runs: [Run]
  package let isVerbatim: Bool

  /// Words that came or went.
  func count(_ operation: WordDiff.Operation) -> Int {
    runs.filter { $0.operation == operation }.reduce(0) { $0 + words($1.text).count }
  }

  private init(_ change: Change, _ block: TextBlock) {
    self.change = change
    let operation: WordDiff.Operation =
      switch change {
      case .added: .insert
      case .removed: .delete
      case .same, .edited: .equal
      }
    runs = [Run(operation: operation, text: block.text)]
    isVerbatim = block.isVerbatim
  }

  private init(_ old: TextBlock, _ new: TextBlock) {
    change = .edited
    isVerbatim = false
    runs = WordDiff(old: old.text, new: new.text).runs.map {
      Run(operation: $0.operation, text: $0.words.joined(separator: " "))
    }
  }

  /// The blocks of two texts, side by side in reading order.
  static func compare(_ old: [TextBlock], _ new: [TextBlock]) -> [BlockComparison] {
    var result: [BlockComparison] = []
    var (left, right) = (old[...], new[...])
    let script = new.map(\.key).difference(from: old.map(\.key))
    var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
    for change in script {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    while !left.isEmpty || !right.isEmpty {
      let gone = left.indices.prefix { removed.contains($0) }.count
      let came = right.indices.prefix { inserted.contains($0) }.count
      if gone == 0, came == 0 {
        guard let block = right.popFirst(), left.popFirst() != nil else { break }
        result.append(BlockComparison(.same, block))
        continue
      }
      result += pair(Array(left.prefix(gone)), Array(right.prefix(came)))
      left = left.dropFirst(gone)
      right = right.dropFirst(came)
    }
    return result
  }

  /// How alike two blocks must be to be shown as one that was edited.
  private static let threshold = 0.35
  /// Pairs of blocks that are tried in one gap; in larger gaps nothing is paired.
  private static let mostPairs = 900

  /// Pairs what went with what came in one gap, in order, so that the most words stay.
  private static func pair(_ old: [TextBlock], _ new: [TextBlock]) -> [BlockComparison] {
    let apart = old.map { BlockComparison(.removed, $0) } + new.map { BlockComparison(.added, $0) }
    guard !old.isEmpty, !new.isEmpty, old.count * new.count <= mostPairs else { return apart }
    let likeness = old.map { before in new.map { Self.likeness(before, $0) } }
    var best = Array(repeating: Array(repeating: 0.0, count: new.count + 1), count: old.count + 1)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        let skip = max(best[i + 1][j], best[i][j + 1])
        best[i][j] = max(skip, likeness[i][j] > 0 ? likeness[i][j] + best[i + 1][j + 1] : 0)
      }
    }
    var result: [BlockComparison] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, likeness[i][j] > 0,
        best[i][j] == likeness[i][j] + best[i + 1][j + 1]
      {
        result.append(BlockComparison(old[i], new[j]))
        (i, j) = (i + 1, j + 1)
      } else if i < old.count, j == new.count || best[i + 1][j] >= best[i][j + 1] {
        result.append(BlockComparison(.removed, old[i]))
        i += 1
      } else {
        result.append(BlockComparison(.added, new[j]))
        j += 1
      }
    }
    return result
  }

  /// The share of words that both have; 0 where that is too little.
  private static func likeness(_ old: TextBlock, _ new: TextBlock) -> Double {
    guard !old.isVerbatim, !new.isVerbatim else { return 0 }
    let runs = WordDiff(old: old.text, new: new.text).runs
    let kept = runs.filter { $0.operation == .equal }.reduce(0) { $0 + $1.words.count }
    let all = words(old.text).count + words(new.text).count
    let share = all == 0 ? 0 : Double(2 * kept) / Double(all)
    return share >= threshold ? share : 0
  }
}
