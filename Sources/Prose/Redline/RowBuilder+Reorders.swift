extension RowBuilder {
  /// Takes the moves within one list for one: it is in another order.
  ///
  /// The list has no numbers, all that is left of it is in one list still, and at least two of its
  /// items stand elsewhere by themselves: one alone is a move that readers want to follow.
  mutating func joinReorders() {
    let (before, after) = (old.plainLists, new.plainLists)
    var partnersOfOld: [Int: Set<Int>] = [:]
    var partnersOfNew: [Int: Set<Int>] = [:]
    var listsOfMove: [Int: Set<[Int]>] = [:]
    for group in matching.groups {
      let (a, b) = (before[group.old.lowerBound], after[group.new.lowerBound])
      if a >= 0 { partnersOfOld[a, default: []].insert(b) }
      if b >= 0 { partnersOfNew[b, default: []].insert(a) }
      if let move = moveOf[group] { listsOfMove[move, default: []].insert([a, b]) }
    }
    var joined: [[Int]: [Int]] = [:]
    for (move, lists) in listsOfMove {
      guard lists.count == 1, let pair = lists.first, pair[0] >= 0, pair[1] >= 0,
        partnersOfOld[pair[0]] == [pair[1]], partnersOfNew[pair[1]] == [pair[0]]
      else { continue }
      joined[pair, default: []].append(move)
    }
    let reorders = joined.filter { $0.value.count > 1 }
    guard !reorders.isEmpty else { return }
    var firsts: [Int: (first: Int, pair: [Int])] = [:]
    for (pair, members) in reorders {
      for move in members { firsts[move] = (members.min() ?? move, pair) }
    }
    var numbers: [Int: Int] = [:]
    var kept: [Redline.Move] = []
    for (number, move) in moves.enumerated() {
      guard let (first, pair) = firsts[number] else {
        numbers[number] = kept.count
        kept.append(move)
        continue
      }
      if first == number {
        numbers[number] = kept.count
        kept.append(
          Redline.Move(
            old: Self.range(of: pair[0], in: before), new: Self.range(of: pair[1], in: after),
            isPassage: false, isReorder: true))
      } else {
        numbers[number] = numbers[first]
      }
    }
    moves = kept
    moveOf = moveOf.mapValues { numbers[$0] ?? $0 }
  }

  private static func range(of list: Int, in lists: [Int]) -> Range<Int> {
    (lists.firstIndex(of: list) ?? 0)..<(lists.lastIndex(of: list) ?? -1) + 1
  }
}

extension ProseText {
  /// The number of the list without numbers that each block is an item of, items of one block each;
  /// -1 for any other.
  fileprivate var plainLists: [Int] {
    var lists: [Int] = []
    var count = -1
    for (index, block) in blocks.enumerated() {
      guard block.isItem, block.nesting.last == "u", !block.isBare,
        tokens[block.tokens].first?.isMarker == true
      else {
        lists.append(-1)
        continue
      }
      let goesOn =
        index > 0 && lists[index - 1] >= 0 && blocks[index - 1].nesting == block.nesting
      if !goesOn { count += 1 }
      lists.append(count)
    }
    return lists
  }
}
