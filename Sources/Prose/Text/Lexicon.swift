/// Numbers for words: two words have one number where they are canonically equal (NFC), and differ
/// otherwise, in case and in quotes too.
///
/// Texts that are compared share a lexicon. Numbers depend on the order of asking, so they mean
/// nothing outside of it.
package final class Lexicon {
  /// Grows by one a new word.
  private(set) var count: Int32 = 0
  /// What each number stands for; empty for the number of a pair.
  private var spans: [Range<Int32>] = []
  private var pool: [UInt8] = []
  private var traits: [WordTraits] = []

  private var slots: [Int32] = Array(repeating: -1, count: 1 << 12)
  private var filled = 0
  private var others: [String: Int32] = [:]
  private var pairs: [UInt64: Int32] = [:]
  private let guards: GuardWords

  /// - Parameter names: members and roles: words that are never lost in a longer change.
  package init(names: Set<String> = []) {
    guards = GuardWords(names: names)
  }

  /// The number of a word, given as the bytes of a text.
  func number(of word: UnsafeBufferPointer<UInt8>) -> Int32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var isPlain = true
    for byte in word {
      isPlain = isPlain && byte < 0x80
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    guard isPlain else {
      let text = String(decoding: word, as: UTF8.self)
      if let number = others[text] { return number }
      let number = add(word)
      others[text] = number
      return number
    }
    var place = slot(hash)
    while slots[place] >= 0 {
      let number = slots[place]
      let span = spans[Int(number)]
      if span.count == word.count, equals(span, word) { return number }
      place = (place + 1) & (slots.count - 1)
    }
    let number = add(word)
    slots[place] = number
    filled += 1
    if filled * 2 > slots.count { grow() }
    return number
  }

  func number(of word: [UInt8]) -> Int32 { word.withUnsafeBufferPointer(number(of:)) }

  /// One number for two that follow each other.
  func pair(_ first: Int32, _ second: Int32) -> Int32 {
    let key = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    if let number = pairs[key] { return number }
    let number = count
    pairs[key] = number
    count += 1
    spans.append(0..<0)
    traits.append(traits[Int(first)].union(traits[Int(second)]).subtracting(.stop))
    return number
  }

  func traits(of number: Int32) -> WordTraits { traits[Int(number)] }

  /// The word that a number stands for.
  func bytes(of number: Int32) -> ArraySlice<UInt8> {
    let span = spans[Int(number)]
    return pool[Int(span.lowerBound)..<Int(span.upperBound)]
  }

  private func add(_ word: UnsafeBufferPointer<UInt8>) -> Int32 {
    let start = Int32(pool.count)
    pool.append(contentsOf: word)
    spans.append(start..<Int32(pool.count))
    traits.append(guards.traits(of: word))
    count += 1
    return count - 1
  }

  private func equals(_ span: Range<Int32>, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = Int(span.lowerBound)
    for byte in word {
      if pool[index] != byte { return false }
      index += 1
    }
    return true
  }

  private func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & UInt64(slots.count - 1))
  }

  private func grow() {
    let old = slots
    slots = Array(repeating: -1, count: old.count * 2)
    for number in old where number >= 0 {
      let span = spans[Int(number)]
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in pool[Int(span.lowerBound)..<Int(span.upperBound)] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
      var place = slot(hash)
      while slots[place] >= 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = number
    }
  }
}
