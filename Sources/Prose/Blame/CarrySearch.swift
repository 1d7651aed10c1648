/// Finds where the words of a text come from in the one before it.
struct CarrySearch {
  private(set) var runs: [Carry.Run] = []
  private(set) var cuts: [Int32] = []
  private(set) var lost: [Int32] = []

  private let new: TextVersion
  private let old: TextVersion?
  private let lexicon: Lexicon
  /// For each word of the newer text the one that it was; -1 for none.
  private var mates: [Int32]
  private var isMoved: [Bool]
  /// The word follows the one before it as it did, though their numbers do not.
  private var isJoined: [Bool]
  private var places = RowPlaces()
  private var rawPlaces = RowPlaces()
  private var rawWords: [RawWord]?

  init(_ new: TextVersion, _ old: TextVersion?, lexicon: Lexicon) {
    self.new = new
    self.old = old
    self.lexicon = lexicon
    mates = Array(repeating: -1, count: new.list.words.count)
    isMoved = Array(repeating: false, count: mates.count)
    isJoined = isMoved
  }

  mutating func find() {
    guard let old else { return }
    let (newWords, oldWords) = (new.wordOfToken, old.wordOfToken)
    let matching = Matching.between(old.text, new.text, lexicon: lexicon)
    for (word, token) in new.list.words.enumerated() {
      let mate = matching.newMates[Int(token)]
      if mate >= 0 { mates[word] = oldWords[Int(mate)] }
    }
    for group in matching.groups { take(group, newWords, oldWords, old) }
    matchMarks(old)
    for passage in matching.passages {
      for token in passage.new where newWords[token] >= 0 { isMoved[Int(newWords[token])] = true }
    }
    for sentence in new.list.sentences where isFresh(sentence.words) { findWhole(sentence, old) }
    collectRuns()
    findCuts(old)
  }

  private mutating func take(
    _ group: Matching.Group, _ newWords: [Int32], _ oldWords: [Int32], _ old: TextVersion
  ) {
    let (left, right) = (old.text.tokens(of: group.old), new.text.tokens(of: group.new))
    if let i = left.first, let j = right.first, old.text.items(of: group.old).isEmpty,
      new.text.items(of: group.new).isEmpty, oldWords[i] >= 0, newWords[j] >= 0
    {
      mates[Int(newWords[j])] = oldWords[i]
    }
    guard group.isMoved || group.isVerbatim else { return }
    for token in right where newWords[token] >= 0 {
      let word = Int(newWords[token])
      isMoved[word] = isMoved[word] || group.isMoved
      isJoined[word] = group.isVerbatim && token != right.first
    }
  }

  /// Fences and the like whose neighbours are all new belong together in their order.
  private mutating func matchMarks(_ old: TextVersion) {
    func marks(_ version: TextVersion) -> [Int] {
      version.list.sentences.filter { $0.length == 0 }.map(\.words.lowerBound)
    }
    func bytes(_ version: TextVersion, _ word: Int) -> ArraySlice<UInt8> {
      version.text.bytes[version.text.tokens[Int(version.list.words[word])].range]
    }
    let taken = Set(mates.map(Int.init))
    var free = marks(old).filter { !taken.contains($0) }[...]
    for word in marks(new) where mates[word] < 0 {
      guard let place = free.firstIndex(where: { bytes(old, $0) == bytes(new, word) }) else {
        continue
      }
      mates[word] = Int32(free[place])
      free = free[(place + 1)...]
    }
  }

  /// Both follow each other in both texts.
  private func isWhole(_ word: Int) -> Bool {
    guard mates[word - 1] >= 0, mates[word] >= 0 else { return false }
    return isJoined[word] || mates[word] == mates[word - 1] + 1
  }

  /// It has words that are new, or new beside each other.
  private func isFresh(_ words: Range<Int>) -> Bool {
    mates[words.lowerBound] < 0 || words.dropFirst().contains { !isWhole($0) }
  }

  /// Words that stood in a row in the older text are not new, wherever they stand now: the redline
  /// shows the shortest way from one text to the other, and that may take them for others.
  private mutating func findWhole(_ sentence: Sentence, _ old: TextVersion) {
    guard sentence.length >= Carry.shortestFound else { return }
    let words = sentence.words
    places.fill { old.keys }
    if let start = places.find(words.map(new.key)) {
      let isElsewhere = isNew(words)
      for word in words { take(word, start + word - words.lowerBound, isElsewhere) }
      return
    }
    // A text may be cut into other tokens where it stands in another kind of block.
    let own = new.rawWords(of: sentence, lexicon)
    let all = oldRaw(old)
    rawPlaces.fill { all.map(\.key) }
    guard let start = rawPlaces.find(own.map(\.key)) else { return }
    let raw = all[start..<start + own.count]
    let isElsewhere = isNew(words)
    for (left, right) in zip(raw, own) {
      for (offset, word) in right.words.enumerated() {
        take(word, min(left.words.lowerBound + offset, left.words.upperBound - 1), isElsewhere)
        isJoined[word] = word > words.lowerBound
      }
    }
  }

  private func isNew(_ words: Range<Int>) -> Bool { words.allSatisfy { mates[$0] < 0 } }

  private mutating func take(_ word: Int, _ mate: Int, _ isElsewhere: Bool) {
    mates[word] = Int32(mate)
    isMoved[word] = isMoved[word] || isElsewhere
    isJoined[word] = false
  }

  private mutating func oldRaw(_ old: TextVersion) -> [RawWord] {
    if let known = rawWords { return known }
    let found = old.list.sentences.flatMap { old.rawWords(of: $0, lexicon) }
    rawWords = found
    return found
  }

  private mutating func collectRuns() {
    for word in mates.indices where mates[word] >= 0 {
      if let last = runs.last, last.new + last.count == Int32(word),
        last.old + last.count == mates[word], last.isMoved == isMoved[word]
      {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(
          Carry.Run(
            new: Int32(word), old: mates[word], count: 1, isMoved: isMoved[word],
            isJoined: word > 0 && isWhole(word)))
      }
    }
  }

  /// Sentences that lost words: all of them for those that may come back, and where the first or
  /// the last words went, what they stood beside.
  private mutating func findCuts(_ old: TextVersion) {
    var isKept = Array(repeating: false, count: old.list.words.count)
    for mate in mates where mate >= 0 { isKept[Int(mate)] = true }
    var sentence = Array(repeating: Int32(0), count: isKept.count)
    for (index, part) in old.list.sentences.enumerated() {
      for word in part.words { sentence[word] = Int32(index) }
      if part.words.contains(where: { !isKept[$0] }) { lost.append(Int32(index)) }
    }
    func isGone(_ word: Int, beside mate: Int) -> Bool {
      isKept.indices.contains(word) && sentence[word] == sentence[mate] && !isKept[word]
        && old.isText(word)
    }
    for part in new.list.sentences {
      guard let first = part.words.first, let last = part.words.last else { continue }
      if mates[first] >= 0, isGone(Int(mates[first]) - 1, beside: Int(mates[first])) {
        cuts.append(Int32(first))
      }
      if mates[last] >= 0, isGone(Int(mates[last]) + 1, beside: Int(mates[last])),
        cuts.last != Int32(last)
      {
        cuts.append(Int32(last))
      }
    }
  }
}

/// The text between two blanks.
private struct RawWord {
  let words: Range<Int>
  let key: Int32
}

/// Where a row of numbers stands in another.
private struct RowPlaces {
  private var row: [Int32] = []
  private var places: [Int32: [Int32]] = [:]
  private var isFilled = false

  /// Where even the rarest word is everywhere, a text repeats itself, and any place will do.
  private static let most = 256

  mutating func fill(_ keys: () -> [Int32]) {
    guard !isFilled else { return }
    isFilled = true
    row = keys()
    for (place, key) in row.enumerated() { places[key, default: []].append(Int32(place)) }
  }

  func find(_ keys: [Int32]) -> Int? {
    var rarest = 0
    var fewest = Int.max
    for (offset, key) in keys.enumerated() {
      guard let count = places[key]?.count else { return nil }
      if count < fewest { (rarest, fewest) = (offset, count) }
    }
    guard fewest < .max else { return nil }
    return places[keys[rarest]]?.prefix(Self.most).lazy.map { Int($0) - rarest }.first { start in
      start >= 0 && start + keys.count <= row.count
        && row[start..<start + keys.count].elementsEqual(keys)
    }
  }
}

extension TextVersion {
  fileprivate var keys: [Int32] { list.words.indices.map(key) }

  /// The words between blanks of a sentence, marks left out.
  fileprivate func rawWords(of sentence: Sentence, _ lexicon: Lexicon) -> [RawWord] {
    var found: [Range<Int>] = []
    for word in sentence.words {
      let token = text.tokens[Int(list.words[word])]
      if token.isGlued, let last = found.last {
        found[found.count - 1] = last.lowerBound..<word + 1
      } else {
        found.append(word..<word + 1)
      }
    }
    return found.map { words in
      let first = text.tokens[Int(list.words[words.lowerBound])]
      let last = text.tokens[Int(list.words[words.upperBound - 1])]
      return RawWord(
        words: words, key: lexicon.number(text.bytes, Int(first.start)..<Int(last.end)))
    }
  }

  /// The word that each token is; -1 for a mark.
  fileprivate var wordOfToken: [Int32] {
    var words = Array(repeating: Int32(-1), count: text.tokens.count)
    for (word, token) in list.words.enumerated() { words[Int(token)] = Int32(word) }
    return words
  }

  /// It is more than a point or a comma.
  fileprivate func isText(_ word: Int) -> Bool {
    let token = text.tokens[Int(list.words[word])]
    return !token.isMarker
      && text.bytes[token.range].contains { $0.isLetter || $0.isDigit || $0 >= 0x80 }
  }
}
