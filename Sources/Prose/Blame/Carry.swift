/// What one version of a text took over from the one before it, word by word.
///
/// A fact about two texts alone: it depends on nothing that stands around them, and so it can be
/// kept (``bytes``). Numbers are those of words in a ``SentenceList``.
package struct Carry: Hashable, Sendable {
  /// Words that came over in a row.
  struct Run: Hashable, Sendable {
    var new: Int32
    var old: Int32
    var count: Int32
    /// To another place.
    var isMoved: Bool
    /// What stood between it and the run before was no word, so both still follow each other.
    var isJoined: Bool
  }

  /// A sentence of the newer text, for whoever asks whether it was there before.
  struct Part: Hashable, Sendable {
    /// Where its words end.
    let end: Int32
    /// Equal where the words are, whatever their style.
    let fingerprint: UInt64
    /// Words between blanks.
    let length: Int32
  }

  /// How many words both have.
  let oldCount: Int
  let count: Int
  /// In the order of the newer text.
  let runs: [Run]
  /// Words beside which the sentence lost its first or last words.
  let cuts: [Int32]
  let parts: [Part]
  /// Sentences of the older text that are not whole any more.
  let lost: [Int32]
  /// The line of each word, from 0.
  let lines: [Int32]

  /// Grows with every change of what is read as a word or of what belongs together.
  package static let version = 1

  /// A shorter sentence may stand in another by chance.
  static let shortestFound = 5
}

/// A version of a text, read.
package struct TextVersion {
  package let text: ProseText
  package let list: SentenceList

  package init(_ bytes: [UInt8], lexicon: Lexicon, isLines: Bool = false) {
    text = ProseText(bytes, lexicon: lexicon, isLines: isLines)
    list = SentenceList(text)
  }

  func key(_ word: Int) -> Int32 { text.tokens[Int(list.words[word])].key }
}

extension Carry {
  /// Fingerprints of sentences whose words did not all come over in a row.
  package var fresh: Set<UInt64> {
    var fresh: Set<UInt64> = []
    var run = 0
    var start: Int32 = 0
    for part in parts {
      var word = start
      var isWhole = true
      while run < runs.count, runs[run].new + runs[run].count <= word { run += 1 }
      var next = run
      while word < part.end {
        guard next < runs.count, runs[next].new <= word, word == start || isJoined(next, at: word)
        else {
          isWhole = false
          break
        }
        word = runs[next].new + runs[next].count
        next += 1
      }
      if !isWhole, part.length >= Self.shortestFound { fresh.insert(part.fingerprint) }
      start = part.end
    }
    return fresh
  }

  private func isJoined(_ run: Int, at word: Int32) -> Bool {
    runs[run].new < word || runs[run].isJoined
  }

  /// Fingerprints of all its sentences but short ones.
  package var fingerprints: Set<UInt64> {
    Set(parts.filter { $0.length >= Self.shortestFound }.map(\.fingerprint))
  }

  /// The part of the longer text that is in both, from 0 to 1.
  package var share: Double {
    let kept = runs.reduce(0) { $0 + Int($1.count) }
    return Double(kept) / Double(max(oldCount, count, 1))
  }

  /// - Parameters:
  ///   - old: nil is the empty text.
  ///   - lexicon: the one that both were read with.
  package init(to new: TextVersion, from old: TextVersion?, lexicon: Lexicon) {
    var search = CarrySearch(new, old, lexicon: lexicon)
    search.find()
    oldCount = old?.list.words.count ?? 0
    count = new.list.words.count
    runs = search.runs
    cuts = search.cuts
    lost = search.lost
    parts = new.list.sentences.map { sentence in
      Part(
        end: Int32(sentence.words.upperBound),
        fingerprint: new.fingerprint(sentence.words, lexicon), length: Int32(sentence.length))
    }
    var lines: [Int32] = []
    lines.reserveCapacity(count)
    var line = 0
    for word in new.list.words {
      let start = Int(new.text.tokens[Int(word)].start)
      while line + 1 < new.text.lines.count, new.text.lines.ranges[line + 1].lowerBound <= start {
        line += 1
      }
      lines.append(Int32(line))
    }
    self.lines = lines
  }
}

extension TextVersion {
  fileprivate func fingerprint(_ words: Range<Int>, _ lexicon: Lexicon) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for word in words {
      let token = text.tokens[Int(list.words[word])]
      // The number of a pair stands for no bytes of its own: blanks in code.
      let bytes = lexicon.bytes(of: token.key)
      for byte in bytes.isEmpty ? text.bytes[token.range] : bytes { mix(byte) }
      mix(0)
    }
    return hash
  }
}
