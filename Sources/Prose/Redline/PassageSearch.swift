/// Looks for runs of words that were deleted in one place and inserted in another.
struct PassageSearch {
  /// Places in the items of both texts.
  struct Run {
    let length: Int
    let old: Int
    let new: Int
  }

  private let old: [Item]
  private let new: [Item]
  private var oldFree: [Bool]
  private var newFree: [Bool]

  /// - Parameters:
  ///   - oldMates: for each token what it belongs to; -1 for nothing.
  init(_ old: [Item], _ oldMates: [Int32], _ new: [Item], _ newMates: [Int32]) {
    self.old = old
    self.new = new
    oldFree = old.map { item in item.tokens.allSatisfy { oldMates[$0] < 0 } }
    newFree = new.map { item in item.tokens.allSatisfy { newMates[$0] < 0 } }
  }

  /// Runs of at least so many words, none of them in two, longest first.
  func found(least: Int) -> [Run] {
    func shingle(_ items: [Item], _ start: Int) -> UInt64 {
      (0..<least).reduce(UInt64(14_695_981)) {
        ($0 ^ UInt64(UInt32(bitPattern: items[start + $1].key))) &* 0x9E37_79B9_7F4A_7C15
      }
    }
    func starts(_ free: [Bool]) -> [Int] {
      var (starts, run): ([Int], Int) = ([], 0)
      for (index, isFree) in free.enumerated() {
        run = isFree ? run + 1 : 0
        if run >= least { starts.append(index - least + 1) }
      }
      return starts
    }
    let came = starts(newFree)
    guard !came.isEmpty else { return [] }
    var places: [UInt64: [Int]] = [:]
    for start in starts(oldFree) { places[shingle(old, start), default: []].append(start) }
    var candidates: [Run] = []
    var past = -1
    for start in came where start > past {
      var best = Run(length: 0, old: 0, new: start)
      for place in places[shingle(new, start)]?.prefix(16) ?? [] {
        let length = length(place, start, oldFree, newFree)
        if length > best.length { best = Run(length: length, old: place, new: start) }
      }
      guard best.length >= least else { continue }
      candidates.append(best)
      past = start + best.length - 1
    }
    candidates.sort { ($1.length, $0.new) < ($0.length, $1.new) }
    return taken(candidates, least: least)
  }

  /// Stretches that went as a whole and came as a whole, two words or more.
  func whole() -> [Run] {
    func runs(_ free: [Bool], _ items: [Item]) -> [Range<Int>] {
      var (runs, start): ([Range<Int>], Int) = ([], 0)
      for index in 0...free.count where index == free.count || !free[index] {
        if index - start >= 2, Self.weight(items[start..<index]) >= 6 { runs.append(start..<index) }
        start = index + 1
      }
      return runs
    }
    var places: [[Int32]: [Int]] = [:]
    for run in runs(oldFree, old) {
      places[old[run].map(\.key), default: []].append(run.lowerBound)
    }
    return runs(newFree, new).compactMap { run in
      let key = new[run].map(\.key)
      guard let place = places[key]?.first else { return nil }
      places[key]?.removeFirst()
      return Run(length: run.count, old: place, new: run.lowerBound)
    }
  }

  private static func weight(_ items: ArraySlice<Item>) -> Int {
    items.reduce(0) {
      $0 + ($1.traits.contains(.stop) || !$1.traits.contains(.isWord) ? 1 : 3)
    }
  }

  private func length(_ i: Int, _ j: Int, _ oldFree: [Bool], _ newFree: [Bool]) -> Int {
    var count = 0
    while i + count < old.count, j + count < new.count, oldFree[i + count], newFree[j + count],
      old[i + count].key == new[j + count].key
    { count += 1 }
    return count
  }

  private func taken(_ candidates: [Run], least: Int) -> [Run] {
    var (oldFree, newFree) = (oldFree, newFree)
    return candidates.compactMap { run in
      let length = min(run.length, length(run.old, run.new, oldFree, newFree))
      guard length >= least else { return nil }
      for offset in 0..<length {
        oldFree[run.old + offset] = false
        newFree[run.new + offset] = false
      }
      return Run(length: length, old: run.old, new: run.new)
    }
  }
}
