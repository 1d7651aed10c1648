/// Where each word of a text has its words and its place from, in the numbers of the versions.
///
/// Built by applying ``Carry`` after `Carry`, oldest first. Equal and moved words keep their origin,
/// words that came in get the version at hand, and what changes only the layout changes nothing.
package struct Origins: Sendable {
  /// Of one word; -1 is never.
  package struct Word: Hashable, Sendable {
    /// The version that brought the word.
    package var origin: Int32
    /// The newest version that brought it, or put it beside another word of its sentence.
    var wording: Int32
    var moved: Int32 = -1
    var restored: Int32 = -1
    /// The version in which the sentence lost words beside it.
    var cut: Int32 = -1
    /// Its line, from 0, in the version that worded its sentence.
    var line: Int32
  }

  /// What is told of a sentence.
  package struct Sentence: Hashable, Sendable {
    /// The version in which it first had these words.
    package let wordedBy: Int
    /// The newest version that put it where it stands.
    package let movedBy: Int?
    /// The version that brought it back with the words that it had had before.
    package let restoredBy: Int?
    /// A later version that took away its first or last words: what is left is as old as it says.
    package let shortenedBy: Int?
    /// Its first line, from 0, in the version that worded it.
    package let line: Int
  }

  package private(set) var words: [Word] = []
  private var parts: [Carry.Part] = []
  /// Sentences that went, by their fingerprint, with the origins that they had.
  private var gone: [UInt64: (words: [Word], version: Int32)] = [:]

  package init() {}

  /// Whether a carry begins at the text that this is about.
  package func precedes(_ carry: Carry) -> Bool {
    carry.oldCount == words.count && carry.lost.allSatisfy { $0 < parts.count }
  }

  /// Goes on to the next version; ``precedes(_:)`` holds.
  ///
  /// - Parameter others: of other files, from which the version may have taken whole sentences.
  package mutating func apply(_ carry: Carry, version: Int, others: [Origins] = []) {
    let version = Int32(version)
    for part in carry.lost {
      let range = range(of: Int(part), in: parts)
      gone[parts[Int(part)].fingerprint] = (Array(words[range]), version)
    }
    var next = carry.lines.map { Word(origin: version, wording: version, line: $0) }
    var isJoined = Array(repeating: true, count: next.count)
    for run in carry.runs {
      for offset in 0..<Int(run.count) {
        let word = Int(run.new) + offset
        next[word] = words[Int(run.old) + offset]
        if run.isMoved { next[word].moved = version }
      }
      isJoined[Int(run.new)] = run.isJoined
    }
    for word in carry.cuts { next[Int(word)].cut = version }
    for index in carry.parts.indices {
      let range = range(of: index, in: carry.parts)
      for word in range.dropFirst() where !isJoined[word] { next[word].wording = version }
      guard range.contains(where: { next[$0].wording == version }) else { continue }
      if carry.parts[index].length >= Self.shortestRestored,
        let before = gone[carry.parts[index].fingerprint], before.words.count == range.count
      {
        next.replaceSubrange(range, with: before.words)
        // What went and came in one version has only moved.
        let fate = before.version == version ? \Word.moved : \Word.restored
        for word in range { next[word][keyPath: fate] = version }
      } else if carry.parts[index].length >= Carry.shortestFound,
        let words = others.lazy.compactMap({ $0.words(of: carry.parts[index]) }).first,
        words.count == range.count
      {
        next.replaceSubrange(range, with: words)
        for word in range { next[word].moved = version }
      } else {
        for word in range { next[word].line = carry.lines[word] }
      }
    }
    words = next
    parts = carry.parts
  }

  private func words(of part: Carry.Part) -> [Word]? {
    guard let own = parts.firstIndex(where: { $0.fingerprint == part.fingerprint }) else {
      return nil
    }
    return Array(words[range(of: own, in: parts)])
  }

  /// Fewer words may come again by chance.
  private static let shortestRestored: Int32 = 3

  private func range(of part: Int, in parts: [Carry.Part]) -> Range<Int> {
    (part == 0 ? 0 : Int(parts[part - 1].end))..<Int(parts[part].end)
  }

  /// What is told of each sentence of the text.
  package var sentences: [Sentence] {
    parts.indices.map { part in
      let own = words[range(of: part, in: parts)]
      let worded = own.map(\.wording).max() ?? 0
      /// A version that most of the words name.
      func shared(_ version: KeyPath<Word, Int32>) -> Int32? {
        guard let newest = own.map({ $0[keyPath: version] }).max(), newest >= 0,
          own.count(where: { $0[keyPath: version] == newest }) * 2 >= own.count
        else { return nil }
        return newest
      }
      let cut = own.map(\.cut).max() ?? -1
      return Sentence(
        wordedBy: Int(worded), movedBy: shared(\.moved).map(Int.init),
        restoredBy: shared(\.restored).flatMap { $0 > worded ? Int($0) : nil },
        shortenedBy: cut > worded ? Int(cut) : nil, line: Int(own.first?.line ?? 0))
    }
  }
}
