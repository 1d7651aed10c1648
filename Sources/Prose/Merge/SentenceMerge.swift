/// Joins the sentences of one cluster that both sides have.
struct SentenceMerge {
  /// A sentence of one side.
  struct Place: Hashable {
    let side: MergeSide.Name
    let index: Int
  }

  enum Entry {
    /// The text of one sentence, with what stands before it from another.
    case sentence(text: Place, lead: Place)
    /// Places of each side, in the order of ``MergeSide/Name``.
    case conflict([Range<Int>])
  }

  private(set) var entries: [Entry] = []
  /// Both sides changed how the text is laid out in blocks, or nothing but the whole can be shown.
  private(set) var isWhole = false
  /// Tokens by which both sides changed the base in the same way: what went, and what came.
  private(set) var agreed = WordTally()

  let sides: [MergeSide]
  let sentences: [[MergeSentence]]

  init(_ cluster: MergeClusters.Cluster, _ sides: [MergeSide], lexicon: Lexicon) {
    self.sides = sides
    sentences = MergeSide.Name.allCases.map { name in
      (cluster.blocks(name) ?? 0..<0).flatMap { sides[name.rawValue].sentences[$0] }
    }
    let mates = [1, 2].map {
      SentenceAlignment(
        sentences[0], of: sides[0], sentences[$0], of: sides[$0], lexicon: lexicon
      ).mates
    }
    var next = [0, 0, 0]
    for base in sentences[0].indices {
      guard let ours = mates[0][base], let theirs = mates[1][base] else { continue }
      addChunk([next[0]..<base, next[1]..<ours, next[2]..<theirs])
      addStable([base, ours, theirs])
      next = [base + 1, ours + 1, theirs + 1]
    }
    addChunk(next.indices.map { next[$0]..<sentences[$0].count })
    joinConflicts()
    checkConflicts()
  }

  private func words(_ side: Int, _ range: Range<Int>) -> [[UInt8]] {
    sentences[side][range].map(\.words)
  }

  /// What lies between two sentences that all have.
  private mutating func addChunk(_ ranges: [Range<Int>]) {
    guard !ranges.allSatisfy(\.isEmpty) else { return }
    let (base, ours, theirs) = (words(0, ranges[0]), words(1, ranges[1]), words(2, ranges[2]))
    if theirs == base {
      take(.ours, ranges[1])
    } else if ours == base {
      take(.theirs, ranges[2])
    } else if ours == theirs {
      for index in ranges[0] { agree(0, index, -1) }
      for index in ranges[1] { agree(1, index, 1) }
      take(.ours, ranges[1])
    } else {
      entries.append(.conflict(ranges))
    }
  }

  private mutating func take(_ side: MergeSide.Name, _ range: Range<Int>) {
    for index in range {
      let place = Place(side: side, index: index)
      entries.append(.sentence(text: place, lead: place))
    }
  }

  private mutating func agree(_ side: Int, _ index: Int, _ count: Int) {
    agreed.add(sentences[side][index].tokens, of: sides[side].text, count)
  }

  private mutating func addStable(_ places: [Int]) {
    let found = places.enumerated().map { sentences[$0][$1] }
    guard let lead = lead(found) else {
      isWhole = true
      return
    }
    let text: MergeSide.Name
    if found[1].words == found[0].words {
      text = found[2].words == found[0].words ? presented(found) : .theirs
    } else if found[2].words == found[0].words {
      text = .ours
    } else if found[1].words == found[2].words {
      agree(0, places[0], -1)
      agree(1, places[1], 1)
      text = .ours
    } else {
      entries.append(.conflict(places.map { $0..<$0 + 1 }))
      return
    }
    entries.append(
      .sentence(
        text: Place(side: text, index: places[text.rawValue]),
        lead: Place(side: lead, index: places[lead.rawValue])))
  }

  /// Of a text that is the same on all sides, the side that laid it out anew.
  private func presented(_ found: [MergeSentence]) -> MergeSide.Name {
    sides[1].bytes[found[1].range] == sides[0].bytes[found[0].range] ? .theirs : .ours
  }

  /// Whose bytes stand before a sentence; nil where both sides changed them in earnest.
  private func lead(_ found: [MergeSentence]) -> MergeSide.Name? {
    let frames = found.enumerated().map { frame(of: $1, sides[$0]) }
    if frames[1].shape == frames[0].shape {
      guard frames[2].shape == frames[0].shape else { return .theirs }
      return frames[1].bytes == frames[0].bytes ? .theirs : .ours
    }
    return frames[2].shape == frames[0].shape || frames[1].shape == frames[2].shape ? .ours : nil
  }

  private struct Frame {
    /// Nil within a block.
    let shape: BlockShape?
    let bytes: [UInt8]
  }

  private func frame(of sentence: MergeSentence, _ side: MergeSide) -> Frame {
    guard sentence.startsBlock else {
      let hard = BlockShape(kind: .rule, nesting: "", words: [Byte.lineFeed])
      return Frame(shape: sentence.isHard ? hard : nil, bytes: Array(side.bytes[sentence.lead]))
    }
    let block = side.text.blocks[sentence.block]
    return Frame(
      shape: BlockShape(kind: block.kind, nesting: block.nesting, words: []),
      bytes: side.head(of: sentence.block) + side.tail(of: sentence.block))
  }

  /// Conflicts side by side are one.
  private mutating func joinConflicts() {
    var joined: [Entry] = []
    for entry in entries {
      if case .conflict(let ranges) = entry, case .conflict(let before)? = joined.last {
        joined[joined.count - 1] = .conflict(
          zip(before, ranges).map { a, b in
            if a.isEmpty { return b }
            return b.isEmpty ? a : a.lowerBound..<b.upperBound
          })
      } else {
        joined.append(entry)
      }
    }
    entries = joined
  }

  /// A conflict about where a block begins, or of what kind it is, is one of the whole.
  private mutating func checkConflicts() {
    for entry in entries {
      guard case .conflict(let ranges) = entry else { continue }
      let touches = ranges.enumerated().contains { side, range in
        sentences[side][range].contains(where: \.startsBlock)
      }
      let begins = ranges.enumerated().allSatisfy { side, range in
        sentences[side][range].first?.startsBlock == true
          && !sentences[side][range].dropFirst().contains(where: \.startsBlock)
      }
      if touches && !begins { isWhole = true }
    }
    checkGlue()
    let places = entries.compactMap { entry in
      if case .sentence(let text, let lead) = entry { (text, lead) } else { nil }
    }
    for (text, lead) in places {
      let (a, b) = (kind(text), kind(lead))
      // The text of one kind of block does not become that of another by itself.
      if a != b, a != .paragraph || b != .paragraph { isWhole = isWhole || !areHeadings(a, b) }
    }
    if case .sentence(_, let lead)? = entries.first,
      !sentences[lead.side.rawValue][lead.index].startsBlock
    {
      isWhole = true
    }
  }

  /// Where a language writes no blanks between sentences, a line of its own would put one there.
  private mutating func checkGlue() {
    var followsConflict = false
    for entry in entries {
      switch entry {
      case .sentence(_, let lead):
        let sentence = sentences[lead.side.rawValue][lead.index]
        if followsConflict, !sentence.isApart, !sentence.startsBlock { isWhole = true }
        followsConflict = false
      case .conflict(let ranges):
        followsConflict = true
        for (side, range) in ranges.enumerated() {
          let first = sentences[side][range].first
          if let first, !first.isApart, !first.startsBlock { isWhole = true }
        }
      }
    }
  }

  private func kind(_ place: Place) -> SourceBlock.Kind {
    let side = place.side.rawValue
    return sides[side].text.blocks[sentences[side][place.index].block].kind
  }

  private func areHeadings(_ a: SourceBlock.Kind, _ b: SourceBlock.Kind) -> Bool {
    if case .heading = a, case .heading = b { true } else { false }
  }
}
