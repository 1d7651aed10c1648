/// The words of a block without their order, for a quick look at how alike two blocks are.
struct WordBag {
  /// Rising; a word that stands twice is there twice.
  private(set) var keys: [Int32] = []
  private(set) var weights: [Int32] = []
  private(set) var weight = 0

  init(_ block: SourceBlock, of text: ProseText, lexicon: Lexicon) {
    self.init(block.tokens, of: text, lexicon: lexicon)
  }

  init(_ tokens: Range<Int>, of text: ProseText, lexicon: Lexicon) {
    for token in text.tokens[tokens] where !token.isMarker {
      if lexicon.traits(of: token.key).contains(.isWord) { keys.append(token.key) }
    }
    if keys.isEmpty {
      keys = text.tokens[tokens].filter { !$0.isMarker }.map(\.key)
    }
    keys.sort()
    weigh(lexicon)
  }

  private init(keys: [Int32], weights: [Int32]) {
    self.keys = keys
    self.weights = weights
    weight = weights.reduce(0) { $0 + Int($1) }
  }

  private mutating func weigh(_ lexicon: Lexicon) {
    weights = keys.map { lexicon.traits(of: $0).contains(.stop) ? 1 : 3 }
    weight = weights.reduce(0) { $0 + Int($1) }
  }

  /// The weight of what both have.
  func common(_ other: WordBag) -> Int {
    var (i, j, sum) = (0, 0, 0)
    keys.withUnsafeBufferPointer { keys in
      other.keys.withUnsafeBufferPointer { others in
        while i < keys.count, j < others.count {
          if keys[i] == others[j] {
            sum += Int(weights[i])
            i += 1
            j += 1
          } else if keys[i] < others[j] {
            i += 1
          } else {
            j += 1
          }
        }
      }
    }
    return sum
  }

  /// Twice what both have, in thousandths of the sum of both.
  func likeness(_ other: WordBag) -> Int {
    let sum = weight + other.weight
    return sum == 0 ? 0 : 2000 * common(other) / sum
  }

  func adding(_ other: WordBag) -> WordBag {
    let all = zip(keys + other.keys, weights + other.weights).sorted { $0.0 < $1.0 }
    return WordBag(keys: all.map(\.0), weights: all.map(\.1))
  }

  /// What is left when the words of another are taken away.
  func subtracting(_ other: WordBag) -> WordBag {
    var (left, leftWeights): ([Int32], [Int32]) = ([], [])
    var j = 0
    for (index, key) in keys.enumerated() {
      while j < other.keys.count, other.keys[j] < key { j += 1 }
      if j < other.keys.count, other.keys[j] == key {
        j += 1
      } else {
        left.append(key)
        leftWeights.append(weights[index])
      }
    }
    return WordBag(keys: left, weights: leftWeights)
  }
}
