/// The longest common subsequence of two rows, 64 at a time: Crochemore, Iliopoulos, Pinzon, Reid,
/// "A fast and practical bit-vector algorithm for the longest common subsequence problem" (2001),
/// cut in halves after Hirschberg (1975) to find the pairs in linear space.
struct CommonSubsequence {
  private var pairs: [(Int, Int)] = []
  private let old: [Int32]
  private let new: [Int32]

  /// Steps for two rows of these lengths.
  static func strides(_ old: Int, _ new: Int) -> Int { 2 * (new + 1) * (old / 64 + 1) }

  /// The masks of words that both rows have fill no more than 64 MB.
  static func isFeasible(_ old: [Int32], _ new: [Int32]) -> Bool {
    Set(old).intersection(new).count * (old.count / 64 + 1) <= 8_000_000
  }

  static func pairs(_ old: [Int32], _ new: [Int32]) -> [(Int, Int)] {
    var search = CommonSubsequence(old: old, new: new)
    search.split(0..<old.count, 0..<new.count)
    return search.pairs
  }

  private init(old: [Int32], new: [Int32]) {
    self.old = old
    self.new = new
  }

  private mutating func split(_ left: Range<Int>, _ right: Range<Int>) {
    var (left, right) = (left, right)
    var suffix: [(Int, Int)] = []
    while let a = left.first, let b = right.first, old[a] == new[b] {
      pairs.append((a, b))
      left = a + 1..<left.upperBound
      right = b + 1..<right.upperBound
    }
    while let a = left.last, let b = right.last, old[a] == new[b] {
      suffix.append((a, b))
      left = left.lowerBound..<a
      right = right.lowerBound..<b
    }
    defer { pairs += suffix.reversed() }
    guard !left.isEmpty, !right.isEmpty else { return }
    if right.count == 1 {
      if let match = left.first(where: { old[$0] == new[right.lowerBound] }) {
        pairs.append((match, right.lowerBound))
      }
      return
    }
    // Cut the new row in the middle, and the old one where both halves have most in common.
    let middle = right.lowerBound + right.count / 2
    let head = lengths(
      Array(old[left]), Array(new[right.lowerBound..<middle]))
    let tail = lengths(
      old[left].reversed(), new[middle..<right.upperBound].reversed())
    var (best, cut) = (-1, 0)
    for place in 0...left.count {
      let sum = head[place] + tail[left.count - place]
      if sum > best { (best, cut) = (sum, place) }
    }
    guard best > 0 else { return }
    let at = left.lowerBound + cut
    split(left.lowerBound..<at, right.lowerBound..<middle)
    split(at..<left.upperBound, middle..<right.upperBound)
  }

  /// For each beginning of `row` the length of its longest common subsequence with all of `other`.
  private func lengths(_ row: [Int32], _ other: [Int32]) -> [Int] {
    let width = (row.count + 63) / 64
    let shared = Set(other)
    var places: [Int32: Int] = [:]
    var masks: [UInt64] = []
    for (index, key) in row.enumerated() where shared.contains(key) {
      let place = places[key] ?? places.count
      if place == places.count {
        places[key] = place
        masks += repeatElement(0, count: width)
      }
      masks[place * width + index / 64] |= 1 << UInt64(index % 64)
    }
    var state = [UInt64](repeating: .max, count: width)
    state.withUnsafeMutableBufferPointer { state in
      masks.withUnsafeBufferPointer { masks in
        for key in other {
          guard let place = places[key] else { continue }
          let start = place * width
          var carry: UInt64 = 0
          for index in 0..<width {
            let v = state[index]
            let mask = masks[start + index]
            let (sum, over) = v.addingReportingOverflow(v & mask)
            let (all, more) = sum.addingReportingOverflow(carry)
            carry = (over ? 1 : 0) + (more ? 1 : 0)
            state[index] = all | (v & ~mask)
          }
        }
      }
    }
    var lengths = [0]
    lengths.reserveCapacity(row.count + 1)
    var sum = 0
    for index in row.indices {
      sum += (state[index / 64] >> UInt64(index % 64)) & 1 == 0 ? 1 : 0
      lengths.append(sum)
    }
    return lengths
  }
}
