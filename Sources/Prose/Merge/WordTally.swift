/// How often each word of some texts stands there, to be added and taken away.
struct WordTally: Equatable {
  private(set) var counts: [Int32: Int] = [:]

  mutating func add(_ tokens: Range<Int>, of text: ProseText, _ count: Int) {
    for token in text.tokens[tokens] where !token.isMarker { add(token.key, count) }
  }

  mutating func add(_ other: WordTally, _ factor: Int) {
    for (key, count) in other.counts { add(key, factor * count) }
  }

  private mutating func add(_ key: Int32, _ count: Int) {
    let sum = counts[key, default: 0] + count
    counts[key] = sum == 0 ? nil : sum
  }
}
