/// A set of people of one roster, by their index in the order of handles.
struct PeopleSet: Hashable, Sendable {
  private var words: [UInt64]

  init() { words = [] }

  init(_ indexes: some Sequence<Int>) {
    self.init()
    for index in indexes { insert(index) }
  }

  mutating func insert(_ index: Int) {
    let word = index / 64
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(index % 64)
  }

  mutating func remove(_ index: Int) {
    let word = index / 64
    guard word < words.count else { return }
    words[word] &= ~(1 << UInt64(index % 64))
    trim()
  }

  func contains(_ index: Int) -> Bool {
    let word = index / 64
    return word < words.count && words[word] & (1 << UInt64(index % 64)) != 0
  }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
  var isEmpty: Bool { words.isEmpty }
  var first: Int? { indexes.first }

  /// Ascending, which is the order of handles.
  var indexes: [Int] {
    var result: [Int] = []
    for (word, bits) in words.enumerated() {
      var rest = bits
      while rest != 0 {
        result.append(word * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }

  /// The first that the other set does not hold.
  func first(notIn other: PeopleSet) -> Int? {
    for word in words.indices {
      let rest = words[word] & ~(word < other.words.count ? other.words[word] : 0)
      if rest != 0 { return word * 64 + rest.trailingZeroBitCount }
    }
    return nil
  }

  func union(_ other: PeopleSet) -> PeopleSet {
    var result = self
    result.formUnion(other)
    return result
  }

  mutating func formUnion(_ other: PeopleSet) {
    while words.count < other.words.count { words.append(0) }
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  func intersection(_ other: PeopleSet) -> PeopleSet {
    var result = PeopleSet()
    result.words = zip(words, other.words).map { $0 & $1 }
    result.trim()
    return result
  }

  func subtracting(_ other: PeopleSet) -> PeopleSet {
    var result = self
    for index in 0..<min(words.count, other.words.count) {
      result.words[index] &= ~other.words[index]
    }
    result.trim()
    return result
  }

  func isDisjoint(with other: PeopleSet) -> Bool {
    zip(words, other.words).allSatisfy { $0 & $1 == 0 }
  }

  func isSubset(of other: PeopleSet) -> Bool { subtracting(other).isEmpty }

  /// No empty words at the end, so that equal sets are equal values.
  private mutating func trim() {
    while words.last == 0 { words.removeLast() }
  }
}
