/// Which sentences of two versions of a paragraph belong together, in order.
///
/// Equal ones and alike ones are paired so that the most weight is kept. What is left is gone or new.
struct SentenceAlignment {
  /// For each sentence of the old side its place in the new one; nil for none.
  private(set) var mates: [Int?]

  /// Likeness in thousandths from which two sentences are one that was reworded.
  static let alike = 400
  /// The most pairs that are looked at; beyond, only equal ends belong together.
  static let mostPairs = 250_000

  init(
    _ old: [MergeSentence], of a: MergeSide, _ new: [MergeSentence], of b: MergeSide,
    lexicon: Lexicon
  ) {
    mates = Array(repeating: nil, count: old.count)
    let head = zip(old, new).prefix { $0.words == $1.words }.count
    let most = min(old.count, new.count) - head
    let tail = zip(old.reversed(), new.reversed()).prefix { $0.words == $1.words }.prefix(most)
      .count
    for index in 0..<head { mates[index] = index }
    for index in 0..<tail { mates[old.count - 1 - index] = new.count - 1 - index }
    let (left, right) = (head..<old.count - tail, head..<new.count - tail)
    guard !left.isEmpty, !right.isEmpty, left.count * right.count <= Self.mostPairs else { return }
    let before = left.map { WordBag(old[$0].tokens, of: a.text, lexicon: lexicon) }
    let after = right.map { WordBag(new[$0].tokens, of: b.text, lexicon: lexicon) }
    let width = right.count + 1
    var worth = [Int](repeating: 0, count: left.count * right.count)
    for i in before.indices {
      for j in after.indices {
        let isEqual = old[head + i].words == new[head + j].words
        let likeness = isEqual ? 1000 : before[i].likeness(after[j])
        guard likeness >= Self.alike else { continue }
        worth[i * right.count + j] =
          likeness * (before[i].weight + after[j].weight + 2) / 100 + (isEqual ? 50 : 0)
      }
    }
    var best = [Int](repeating: 0, count: (left.count + 1) * width)
    for i in before.indices.reversed() {
      for j in after.indices.reversed() {
        let pair = worth[i * right.count + j]
        best[i * width + j] = max(
          best[(i + 1) * width + j], best[i * width + j + 1],
          pair > 0 ? pair + best[(i + 1) * width + j + 1] : 0)
      }
    }
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      let pair = worth[i * right.count + j]
      if pair > 0, best[i * width + j] == pair + best[(i + 1) * width + j + 1] {
        mates[head + i] = head + j
        (i, j) = (i + 1, j + 1)
      } else if best[i * width + j] == best[(i + 1) * width + j] {
        i += 1
      } else {
        j += 1
      }
    }
  }
}
