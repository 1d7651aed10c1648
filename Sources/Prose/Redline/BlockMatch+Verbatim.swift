extension BlockMatch {
  /// Finds the same raw words in other blocks: lines that were broken where a new block begins.
  mutating func matchVerbatim(_ left: ArraySlice<Int>, _ right: ArraySlice<Int>) {
    var starts: [Int32: [Int]] = [:]
    for j in right { starts[firstWord(new, j), default: []].append(j) }
    var past = -1
    for i in left where oldMates[i] < 0 {
      let candidates = starts[firstWord(old, i)]?.filter { $0 > past }.prefix(8)
      for j in candidates ?? [] where newMates[j] < 0 {
        guard let group = verbatim(from: i, j) ?? verbatimBelowMarks(i, j) else { continue }
        past = group.new.upperBound - 1
        groups.append(group)
        for block in group.old { oldMates[block] = group.new.lowerBound }
        for block in group.new { newMates[block] = group.old.lowerBound }
        break
      }
    }
  }

  /// An empty heading or item may stand before the text that was its own.
  private func verbatimBelowMarks(_ i: Int, _ j: Int) -> Group? {
    func isMark(_ text: ProseText, _ block: Int, _ mates: [Int]) -> Bool {
      block >= 0 && text.blocks[block].isBare && mates[block] < 0
    }
    if isMark(new, j - 1, newMates), let group = verbatim(from: i, j - 1) { return group }
    if isMark(old, i - 1, oldMates), let group = verbatim(from: i - 1, j) { return group }
    return nil
  }

  /// The first raw word that is no mark.
  private func firstWord(_ text: ProseText, _ block: Int) -> Int32 {
    let words = text.rawWords(text.blocks[block].tokens)
    guard let word = words.first(where: { $0.contains { !text.tokens[$0].isMarker } }) else {
      return -1
    }
    let start = Int(text.tokens[word.lowerBound].start)
    return lexicon.number(text.bytes, start..<Int(text.tokens[word.upperBound - 1].end))
  }

  /// The shortest rows of blocks that begin with two and hold the same raw words; nil where there
  /// are none, or where they are one block on each side.
  private func verbatim(from i: Int, _ j: Int) -> Group? {
    var (a, b) = (i, j)
    var (before, after) = (rawWords(old, a)[...], rawWords(new, b)[...])
    while true {
      let count = min(before.count, after.count)
      guard before.prefix(count).elementsEqual(after.prefix(count)) else { return nil }
      before = before.dropFirst(count)
      after = after.dropFirst(count)
      if before.isEmpty, after.isEmpty {
        return a == i && b == j
          ? nil : Group(old: i..<a + 1, new: j..<b + 1, isVerbatim: true)
      }
      if before.isEmpty {
        a += 1
        guard a < old.blocks.count, oldMates[a] < 0, !old.blocks[a].isSetting else { return nil }
        before = rawWords(old, a)[...]
      } else {
        b += 1
        guard b < new.blocks.count, newMates[b] < 0, !new.blocks[b].isSetting else { return nil }
        after = rawWords(new, b)[...]
      }
    }
  }

  private func rawWords(_ text: ProseText, _ block: Int) -> [Int32] {
    text.rawWords(text.blocks[block].tokens).map { word in
      let start = Int(text.tokens[word.lowerBound].start)
      return lexicon.number(text.bytes, start..<Int(text.tokens[word.upperBound - 1].end))
    }
  }
}
