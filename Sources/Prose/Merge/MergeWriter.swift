/// Writes the blocks of a merge one after another, and notes what a reader of the result must find.
struct MergeWriter {
  private(set) var parts: [ProseMerge.Part] = []
  /// The blocks that the result has where every conflict is settled as ours, and as theirs.
  private(set) var expected: [[BlockShape]] = [[], []]
  private(set) var agreed = WordTally()

  private let clusters: MergeClusters
  private let lexicon: Lexicon
  private var sides: [MergeSide] { clusters.sides }
  private var text: [UInt8] = []

  init(_ clusters: MergeClusters, _ order: MergedOrder, lexicon: Lexicon) {
    self.clusters = clusters
    self.lexicon = lexicon
    agreed = order.agreed
    var last: [Int]?  // of each side the last block written, -1 for none
    for element in order.elements {
      let (first, final) = ends(of: element)
      gap(last, first)
      switch element {
      case .cluster(let cluster): write(cluster)
      case .conflict(let rows): write(conflict: rows)
      }
      last = final
    }
    let end = sides.map(\.blocks.upperBound)
    gap(last, end)
    if let last = text.last, last != Byte.lineFeed, parts.isEmpty || !text.isEmpty {
      let ends = sides.map { $0.bytes.last == Byte.lineFeed }
      // Without a last line end only where both sides have none, or one took it away.
      let isEnded = ends[1] == ends[0] ? ends[2] : ends[1]
      if isEnded { text.append(Byte.lineFeed) }
    }
    close()
  }

  private mutating func close() {
    if !text.isEmpty { parts.append(.text(text)) }
    text = []
  }

  private mutating func write(_ bytes: [UInt8]) { text += bytes }

  private mutating func endLine() {
    if let last = text.last, last != Byte.lineFeed { text.append(Byte.lineFeed) }
  }

  private mutating func add(_ conflict: ProseMerge.Conflict) {
    endLine()
    close()
    parts.append(.conflict(conflict))
  }

  /// The first and the last block of an element on each side; -1 where it has none.
  private func ends(of element: MergedOrder.Element) -> (first: [Int], last: [Int]) {
    let blocks: [[Range<Int>]] = MergeSide.Name.allCases.map { side in
      switch element {
      case .cluster(let cluster):
        return clusters.clusters[cluster].blocks(side).map { [$0] } ?? []
      case .conflict(let rows):
        return rows[side.rawValue].compactMap { clusters.clusters[$0].blocks(side) }
      }
    }
    return (
      blocks.map { $0.first?.lowerBound ?? -1 }, blocks.map { ($0.last?.upperBound ?? 0) - 1 }
    )
  }

  /// Ends the line before, and writes the blank lines between two elements.
  private mutating func gap(_ last: [Int]?, _ next: [Int]) {
    if last != nil { endLine() }
    write(MergeGaps(sides: sides).lines(between: last, and: next))
  }

  // MARK: Blocks

  private mutating func write(conflict rows: [[Int]]) {
    let texts = MergeSide.Name.allCases.map { side -> [UInt8] in
      let blocks = rows[side.rawValue].compactMap { clusters.clusters[$0].blocks(side) }
      guard let first = blocks.first, let last = blocks.last else { return [] }
      return sides[side.rawValue].source(of: first.lowerBound..<last.upperBound) + [Byte.lineFeed]
    }
    for cluster in rows[1] { expected[0] += clusters.shapes(cluster, .ours) }
    for cluster in rows[2] { expected[1] += clusters.shapes(cluster, .theirs) }
    let place = MergeSide.Name.allCases.compactMap { side in
      rows[side.rawValue].first.flatMap { clusters.clusters[$0].blocks(side) }
        .map { (side, $0.lowerBound) }
    }
    add(conflict(texts, .blocks, at: place.last))
  }

  private func conflict(
    _ texts: [[UInt8]], _ kind: ProseMerge.Conflict.Kind, at place: (MergeSide.Name, Int)?
  ) -> ProseMerge.Conflict {
    let section = place.map { sides[$0.rawValue].text.sectionNames[$1] } ?? ""
    return ProseMerge.Conflict(
      kind: kind, section: section, base: texts[0], ours: texts[1], theirs: texts[2])
  }

  private mutating func write(_ number: Int) {
    let cluster = clusters.clusters[number]
    guard cluster.isStable else {
      let side: MergeSide.Name =
        cluster.blocks(.ours) != nil ? .ours : cluster.blocks(.theirs) != nil ? .theirs : .base
      return copy(number, side)
    }
    let sources = MergeSide.Name.allCases.map { side in
      sides[side.rawValue].source(of: cluster.blocks(side) ?? 0..<0)
    }
    let shapes = MergeSide.Name.allCases.map { clusters.shapes(number, $0) }
    if sources[1] == sources[2] || sources[2] == sources[0] {
      if sources[1] == sources[2] { agree(cluster, shapes) }
      return copy(number, .ours)
    }
    if sources[1] == sources[0] { return copy(number, .theirs) }
    if shapes[1] == shapes[2] {
      agree(cluster, shapes)
      return copy(number, sources[1] == sources[0] ? .theirs : .ours)
    }
    if let rows = rows(cluster) {
      let merge = RowMerge(rows, sides)
      guard let bytes = merge.bytes else { return wholeConflict(number, sources) }
      agreed.add(merge.agreed, 1)
      write(bytes)
      // The cells are those of ours, but for the words.
      expect([BlockShape(kind: .row, nesting: shapes[1][0].nesting, words: [])])
      return
    }
    let merge = SentenceMerge(cluster, sides, lexicon: lexicon)
    guard !merge.isWhole else { return wholeConflict(number, sources) }
    agreed.add(merge.agreed, 1)
    write(merge)
  }

  private mutating func agree(_ cluster: MergeClusters.Cluster, _ shapes: [[BlockShape]]) {
    guard shapes[1] == shapes[2], shapes[1] != shapes[0] else { return }
    for (side, count) in [(0, -1), (1, 1)] {
      if let blocks = cluster.blocks[side] {
        agreed.add(sides[side].text.tokens(of: blocks), of: sides[side].text, count)
      }
    }
  }

  private mutating func copy(_ number: Int, _ side: MergeSide.Name) {
    write(sides[side.rawValue].source(of: clusters.clusters[number].blocks(side) ?? 0..<0))
    let shapes = MergeSide.Name.allCases.map { clusters.shapes(number, $0) }
    guard clusters.clusters[number].isStable, Set(shapes.map(\.count)).count == 1 else {
      return expect(shapes[side.rawValue])
    }
    // The same bytes may be read in another way for what one side put before them.
    expect(
      shapes[side.rawValue].indices.map { index in
        let changed = shapes[1][index].isLaidOut(as: shapes[0][index]) ? shapes[2] : shapes[1]
        return shapes[side.rawValue][index].laidOut(as: changed[index])
      })
  }

  private mutating func expect(_ shapes: [BlockShape]) {
    for index in expected.indices { expected[index] += shapes }
  }

  private mutating func wholeConflict(_ number: Int, _ sources: [[UInt8]]) {
    let cluster = clusters.clusters[number]
    expected[0] += clusters.shapes(number, .ours)
    expected[1] += clusters.shapes(number, .theirs)
    add(
      conflict(
        sources.map { $0 + [Byte.lineFeed] }, .blocks,
        at: cluster.blocks(.theirs).map { (.theirs, $0.lowerBound) }))
  }

  private func rows(_ cluster: MergeClusters.Cluster) -> [Int]? {
    let rows = zip(cluster.blocks, sides).compactMap { blocks, side -> Int? in
      guard let blocks, blocks.count == 1, side.text.blocks[blocks.lowerBound].kind == .row else {
        return nil
      }
      return blocks.lowerBound
    }
    return rows.count == 3 ? rows : nil
  }

  // MARK: Sentences

  private mutating func write(_ merge: SentenceMerge) {
    var frame: (side: Int, block: Int)?  // the block that is being written
    for entry in merge.entries {
      switch entry {
      case .sentence(let text, let lead):
        let words = merge.sentences[text.side.rawValue][text.index]
        let before = merge.sentences[lead.side.rawValue][lead.index]
        if before.startsBlock {
          if let frame { self.text += sides[frame.side].tail(of: frame.block) }
          if frame != nil {
            endLine()
            write(sides[lead.side.rawValue].gap(above: before.block))
          }
          frame = (lead.side.rawValue, before.block)
          write(sides[lead.side.rawValue].head(of: before.block))
          let block = sides[lead.side.rawValue].text.blocks[before.block]
          expect([BlockShape(kind: block.kind, nesting: block.nesting, words: [])])
        } else if followsConflict(in: frame) {
          write(continuation(frame))
        } else {
          write(
            fitted(sides[lead.side.rawValue].bytes[before.lead], lead.side.rawValue, before, frame))
        }
        write(
          fitted(sides[text.side.rawValue].bytes[words.range], text.side.rawValue, words, frame))
        for index in expected.indices { expect(words, isApart: before.isApart, index) }
      case .conflict(let ranges): write(ranges, merge, &frame)
      }
    }
    if let frame, !followsConflict(in: frame) {
      write(sides[frame.side].tail(of: frame.block))
    }
  }

  private mutating func expect(_ sentence: MergeSentence, isApart: Bool, _ index: Int) {
    guard var last = expected[index].popLast() else { return }
    if !last.words.isEmpty, isApart { last.words.append(Byte.space) }
    last.words += sentence.words
    expected[index].append(last)
  }

  /// A conflict has just been written.
  private func followsConflict(in frame: (side: Int, block: Int)?) -> Bool {
    if text.isEmpty, case .conflict? = parts.last { frame != nil } else { false }
  }

  private func continuation(_ frame: (side: Int, block: Int)?) -> [UInt8] {
    frame.map { sides[$0.side].continuation(of: $0.block) } ?? []
  }

  /// Bytes of one side with the line beginnings of the block that they stand in now.
  private func fitted(
    _ bytes: ArraySlice<UInt8>, _ side: Int, _ sentence: MergeSentence,
    _ frame: (side: Int, block: Int)?
  ) -> [UInt8] {
    guard let frame, bytes.contains(Byte.lineFeed), !sides[side].text.blocks[sentence.block].isCode
    else { return Array(bytes) }
    let (own, wanted) = (sides[side].continuation(of: sentence.block), continuation(frame))
    guard own != wanted else { return Array(bytes) }
    var quotes = 0
    var result: [UInt8] = []
    var isStart = false
    for byte in bytes {
      if isStart {
        if byte.isBlank { continue }
        if byte == UInt8(ascii: ">"), quotes > 0 {
          quotes -= 1
          continue
        }
        result += wanted
        isStart = false
      }
      result.append(byte)
      if byte == Byte.lineFeed {
        isStart = true
        quotes = sides[side].text.blocks[sentence.block].quotes
      }
    }
    return isStart ? result + wanted : result
  }

  private mutating func write(
    _ ranges: [Range<Int>], _ merge: SentenceMerge, _ frame: inout (side: Int, block: Int)?
  ) {
    var texts: [[UInt8]] = []
    for (side, range) in ranges.enumerated() {
      var bytes: [UInt8] = []
      for index in range {
        let sentence = merge.sentences[side][index]
        if sentence.startsBlock {
          bytes += sides[side].head(of: sentence.block)
        } else if index == range.lowerBound {
          bytes += frame.map { sides[$0.side].continuation(of: $0.block) } ?? []
        } else {
          bytes += fitted(sides[side].bytes[sentence.lead], side, sentence, frame)
        }
        bytes += fitted(sides[side].bytes[sentence.range], side, sentence, frame)
      }
      texts.append(bytes.isEmpty ? [] : bytes + [Byte.lineFeed])
    }
    for side in [1, 2] {
      for index in ranges[side] {
        let sentence = merge.sentences[side][index]
        if sentence.startsBlock {
          let block = sides[side].text.blocks[sentence.block]
          expected[side - 1].append(
            BlockShape(kind: block.kind, nesting: block.nesting, words: []))
          if side == 1 { frame = (1, sentence.block) }
        }
        expect(sentence, isApart: sentence.isApart, side - 1)
      }
    }
    let place = ranges.enumerated().compactMap { side, range in
      range.first.flatMap { index in
        MergeSide.Name(rawValue: side).map { ($0, merge.sentences[side][index].block) }
      }
    }.last
    add(conflict(texts, .sentences, at: place))
  }
}
