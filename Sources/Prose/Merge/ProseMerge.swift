/// Joins two texts that began as the same one, as people who read them would.
///
/// Sections and blocks are merged by place and by words, each apart; sentences of a paragraph, items
/// of a list, cells of a row, lines of code and fields of the front matter are each one thing. What
/// only one side changed is taken; what both changed in different ways is a conflict, and is shown
/// with both sides and what it was. Line breaks and the signs of lists conflict with nothing.
///
/// Where the reading is in doubt, the answer is a conflict: a text that nobody wrote is worse.
package struct ProseMerge: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case text([UInt8])
    case conflict(Conflict)
  }

  /// What both sides changed in different ways. Each text is whole lines, and may be empty.
  package struct Conflict: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      /// Sentences within a block.
      case sentences
      /// Paragraphs, items, rows, sections.
      case blocks
      /// A field of the front matter.
      case field
      /// All that differs: it cannot be told apart any further.
      case text
    }

    package let kind: Kind
    /// As redlines name it: `Accountabilities`, `(settings) > lead`, `(intro)`.
    package let section: String
    package let base: [UInt8]
    package let ours: [UInt8]
    package let theirs: [UInt8]
  }

  package private(set) var parts: [Part] = []

  package var conflicts: [Conflict] {
    parts.compactMap { if case .conflict(let conflict) = $0 { conflict } else { nil } }
  }

  /// The joined text; nil where there are conflicts.
  package var bytes: [UInt8]? {
    var bytes: [UInt8] = []
    for part in parts {
      guard case .text(let text) = part else { return nil }
      bytes += text
    }
    return bytes
  }

  package init(base: [UInt8], ours: [UInt8], theirs: [UInt8]) {
    if ours == theirs || theirs == base {
      parts = [.text(ours)]
    } else if ours == base {
      parts = [.text(theirs)]
    } else {
      parts = Self.joined([base, ours, theirs])
    }
  }

  private static func joined(_ versions: [[UInt8]]) -> [Part] {
    let lexicon = Lexicon()
    let sides = versions.map { MergeSide(ProseText($0, lexicon: lexicon)) }
    let front = FrontMatterMerge(sides.map { Array($0.bytes[..<$0.bodyStart]) })
    let body = body(sides, lexicon) ?? [.text([])]
    return compact(front.parts + body)
  }

  /// Nil where it is empty.
  private static func body(_ sides: [MergeSide], _ lexicon: Lexicon) -> [Part]? {
    let bodies = sides.map { Array($0.bytes[$0.bodyStart...]) }
    let (base, ours, theirs) = (bodies[0], bodies[1], bodies[2])
    if ours == theirs || theirs == base { return [.text(ours)] }
    if ours == base { return [.text(theirs)] }
    guard !sides.contains(where: \.text.isPlain) else { return wholeConflict(sides) }
    // Always from the base: what a side is wrapped like must not change what is matched.
    let matchings = [1, 2].map { Matching(sides[0].text, sides[$0].text, lexicon: lexicon) }
    guard !matchings.contains(where: \.isApproximate) else { return wholeConflict(sides) }
    for knowsMoves in [true, false] {
      // Whose text is called ours decides the order of additions and nothing else.
      let turned = (
        [sides[0], sides[2], sides[1]], Array(matchings.reversed())
      )
      if let parts = try? Self.parts(sides, matchings, knowsMoves: knowsMoves, lexicon),
        let mirrored = try? Self.parts(turned.0, turned.1, knowsMoves: knowsMoves, lexicon),
        count(parts) == count(mirrored)
      {
        return parts
      }
    }
    return wholeConflict(sides)
  }

  private static func count(_ parts: [Part]) -> Int {
    parts.count { if case .conflict = $0 { true } else { false } }
  }

  /// Nil where a second look finds the result wanting.
  private static func parts(
    _ sides: [MergeSide], _ matchings: [Matching], knowsMoves: Bool, _ lexicon: Lexicon
  ) throws(MergeClusters.Tangled) -> [Part]? {
    let clusters = try MergeClusters(sides, matchings, knowsMoves: knowsMoves)
    let order = try MergedOrder(clusters, lexicon: lexicon)
    let writer = MergeWriter(clusters, order, lexicon: lexicon)
    return MergeCheck(writer, sides, lexicon: lexicon).isSound ? writer.parts : nil
  }

  /// The lines in the middle that differ, as one conflict.
  private static func wholeConflict(_ sides: [MergeSide]) -> [Part] {
    let lines = sides.map { side in
      side.text.lines.ranges.filter { $0.lowerBound >= side.bodyStart }.map {
        Array(side.bytes[$0])
      }
    }
    let least = lines.map(\.count).min() ?? 0
    func same(_ index: Int, fromEnd: Bool) -> Bool {
      let found = lines.map { fromEnd ? $0[$0.count - 1 - index] : $0[index] }
      return found[1] == found[0] && found[2] == found[0]
    }
    let head = (0..<least).first { !same($0, fromEnd: false) } ?? least
    let tail = (0..<least - head).first { !same($0, fromEnd: true) } ?? least - head
    let middles = lines.map { lines -> [UInt8] in
      let middle = lines[head..<lines.count - tail].joined()
      return middle.isEmpty || middle.last == Byte.lineFeed
        ? Array(middle) : middle + [Byte.lineFeed]
    }
    return [
      .text(Array(lines[1][..<head].joined())),
      .conflict(
        Conflict(
          kind: .text, section: "", base: middles[0], ours: middles[1], theirs: middles[2])),
      .text(Array(lines[1][(lines[1].count - tail)...].joined())),
    ]
  }

  private static func compact(_ parts: [Part]) -> [Part] {
    var compact: [Part] = []
    for part in parts {
      if case .text(let bytes) = part {
        if bytes.isEmpty { continue }
        if case .text(let before)? = compact.last {
          compact[compact.count - 1] = .text(before + bytes)
          continue
        }
      }
      compact.append(part)
    }
    return compact
  }
}
