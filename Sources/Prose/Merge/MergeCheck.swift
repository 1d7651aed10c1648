/// A second look at a merge, which shares nothing with the first: is the result read as what it was
/// written to be, and are its words those of the base and of both changes, each as often as it must?
struct MergeCheck {
  private(set) var isSound = false

  init(_ writer: MergeWriter, _ sides: [MergeSide], lexicon: Lexicon) {
    let settled = [
      Self.settled(writer.parts, as: \.ours), Self.settled(writer.parts, as: \.theirs),
    ]
    for (bytes, expected) in zip(settled, writer.expected) {
      // The text is read below a front matter, which must not come out of it.
      let front = Array("---\n---\n".utf8)
      let found = MergeSide(ProseText(front + bytes, lexicon: lexicon))
      guard found.bodyStart == front.count,
        Self.isRead(found.shapes(of: found.blocks), as: expected)
      else { return }
      // Without conflicts both are one.
      if settled[0] == settled[1] {
        isSound = Self.hasTheWords(found, writer, sides) && Self.hasRareWords(found, sides, lexicon)
        return
      }
    }
    isSound = true
  }

  private static func settled(
    _ parts: [ProseMerge.Part], as side: (ProseMerge.Conflict) -> [UInt8]
  ) -> [UInt8] {
    parts.flatMap { part in
      switch part {
      case .text(let text): text
      case .conflict(let conflict): side(conflict)
      }
    }
  }

  private static func isRead(_ found: [BlockShape], as expected: [BlockShape]) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { found, expected in
        // Rows are joined by cells; their words are counted below.
        found.kind == expected.kind && found.nesting == expected.nesting
          && (found.kind == .row || found.words == expected.words)
      }
  }

  /// The words of the base, what each side added and took away, and once what both did alike.
  private static func hasTheWords(
    _ found: MergeSide, _ writer: MergeWriter, _ sides: [MergeSide]
  ) -> Bool {
    var sum = WordTally()
    for (side, count) in zip(sides + [found], [-1, 1, 1, -1]) {
      sum.add(side.text.tokens(of: side.blocks), of: side.text, count)
    }
    sum.add(writer.agreed, -1)
    return sum == WordTally()
  }

  /// Of words that stand once at most in each text nothing can be mistaken: taken out by one they are
  /// gone, put in by one they are there.
  private static func hasRareWords(
    _ found: MergeSide, _ sides: [MergeSide], _ lexicon: Lexicon
  ) -> Bool {
    let tallies = (sides + [found]).map { side in
      var tally = WordTally()
      tally.add(side.text.tokens(of: side.blocks), of: side.text, 1)
      return tally.counts
    }
    return Set(tallies.flatMap(\.keys)).allSatisfy { word in
      let counts = tallies.map { $0[word] ?? 0 }
      guard lexicon.traits(of: word).contains(.isWord), counts.dropLast().allSatisfy({ $0 <= 1 })
      else { return true }
      if counts[1] == counts[0] { return counts[3] == counts[2] }
      if counts[2] == counts[0] { return counts[3] == counts[1] }
      // Both took it out, or both put it in: in one place, or each in another.
      return counts[0] == 1 ? counts[3] == 0 : (1...2).contains(counts[3])
    }
  }
}
