/// Joins what two sides did between the same two blocks: what they took out, replaced and added.
///
/// Changes of different blocks do not disturb each other. It says no where both changed the same
/// block, where the order matters and nobody knows it, and where both may have added the same in
/// other words.
struct AdditionPlan {
  /// Clusters in their order; nil where it is a conflict.
  private(set) var row: [Int]?
  /// Clusters of the base that both took out.
  private(set) var agreed: [Int] = []

  private let clusters: MergeClusters
  private let lexicon: Lexicon

  /// - Parameters:
  ///   - rows: clusters of each side, in the order of ``MergeSide/Name``.
  ///   - isBeforeHeading: a section begins behind them, or the text ends.
  init(
    _ clusters: MergeClusters, _ rows: [[Int]], isBeforeHeading: Bool, lexicon: Lexicon
  ) {
    self.clusters = clusters
    self.lexicon = lexicon
    var mine = hunks(rows[0], rows[1], .ours)[...]
    var others = hunks(rows[0], rows[2], .theirs)[...]
    var joined: [Int] = []
    while true {
      let (ours, theirs) = (mine.first, others.first)
      guard let ours, let theirs else {
        joined += mine.flatMap(\.new) + others.flatMap(\.new)
        break
      }
      if ours.base.isEmpty, theirs.base == ours.base {
        guard !areAlike(ours.new, theirs.new),
          let both = additions(ours.new, theirs.new, isBeforeHeading: isBeforeHeading)
        else { return }
        joined += both
        (mine, others) = (mine.dropFirst(), others.dropFirst())
      } else if ours.new.isEmpty, theirs.new.isEmpty, ours.base.overlaps(theirs.base) {
        // Both took out the same; what one took out beyond that goes too.
        agreed += rows[0][ours.base.clamped(to: theirs.base)]
        if ours.base.upperBound <= theirs.base.upperBound { mine.removeFirst() }
        if theirs.base.upperBound <= ours.base.upperBound { others.removeFirst() }
      } else {
        guard !ours.meets(theirs), !(ours.touches(theirs) && areAlike(ours.new, theirs.new)),
          !isOrdered(ours.new) || !isOrdered(theirs.new) || !ours.touches(theirs)
        else { return }
        if ours.comesBefore(theirs) {
          joined += ours.new
          mine.removeFirst()
        } else {
          joined += theirs.new
          others.removeFirst()
        }
      }
    }
    row = joined
  }

  /// What one side made of some blocks in a row; of none, where it only added.
  private struct Hunk {
    var base: Range<Int>
    var new: [Int]

    func meets(_ other: Hunk) -> Bool {
      base.overlaps(other.base)
        || base.isEmpty && other.base.lowerBound < base.lowerBound
          && base.lowerBound < other.base.upperBound
        || other.base.isEmpty && base.lowerBound < other.base.lowerBound
          && other.base.lowerBound < base.upperBound
    }

    func touches(_ other: Hunk) -> Bool {
      base.upperBound >= other.base.lowerBound && other.base.upperBound >= base.lowerBound
    }

    func comesBefore(_ other: Hunk) -> Bool {
      (base.lowerBound, base.upperBound) < (other.base.lowerBound, other.base.upperBound)
    }
  }

  private func hunks(_ base: [Int], _ row: [Int], _ side: MergeSide.Name) -> [Hunk] {
    var hunks: [Hunk] = []
    var present: Hunk?
    func places(_ cluster: Int) -> Int? { base.firstIndex(of: cluster) }
    var at = 0
    for cluster in row {
      guard let place = places(cluster) else {
        present = present ?? Hunk(base: at..<at, new: [])
        present?.new.append(cluster)
        continue
      }
      if place > at {
        present = Hunk(base: at..<place, new: present?.new ?? [])
      }
      if let hunk = present { hunks.append(hunk) }
      present = nil
      at = place + 1
      if !clusters.isAsBefore(cluster, side) {
        hunks.append(Hunk(base: place..<at, new: [cluster]))
      }
    }
    if at < base.count { present = Hunk(base: at..<base.count, new: present?.new ?? []) }
    if let present { hunks.append(present) }
    return hunks
  }

  private func additions(
    _ ours: [Int], _ theirs: [Int], isBeforeHeading: Bool
  ) -> [Int]? {
    let (mine, others) = (cut(ours), cut(theirs))
    // Two sections in front of a text that stays: it cannot belong to both.
    guard isBeforeHeading || mine.sections.isEmpty || others.sections.isEmpty,
      !isOrdered(ours), !isOrdered(theirs)
    else { return nil }
    func first(_ row: [Int]) -> Int { row.first.map(rank) ?? 0 }
    // A subsection of the section above comes before another section.
    let sections =
      first(mine.sections) < first(others.sections)
      ? others.sections + mine.sections : mine.sections + others.sections
    return mine.text + others.text + sections
  }

  /// What belongs to the section above, and the sections behind it.
  private func cut(_ row: [Int]) -> (text: [Int], sections: [Int]) {
    let at = row.firstIndex { rank($0) <= 6 } ?? row.count
    return (Array(row[..<at]), Array(row[at...]))
  }

  private func place(_ cluster: Int) -> (side: MergeSide.Name, block: Int) {
    let blocks = clusters.clusters[cluster]
    if let ours = blocks.blocks(.ours) { return (.ours, ours.lowerBound) }
    return (.theirs, blocks.blocks(.theirs)?.lowerBound ?? 0)
  }

  private func rank(_ cluster: Int) -> Int { clusters.rank(cluster, place(cluster).side) }

  /// Lines of code mean something by their order, unless they are a block of their own.
  private func isOrdered(_ row: [Int]) -> Bool {
    [row.first, row.last].compactMap(\.self).contains { cluster in
      let (side, block) = place(cluster)
      switch clusters.sides[side.rawValue].text.blocks[block].kind {
      case .code, .html, .setting: return true
      case .heading, .paragraph, .row, .rule, .loose: return false
      }
    }
  }

  private func areAlike(_ ours: [Int], _ theirs: [Int]) -> Bool {
    func bags(_ row: [Int], _ side: MergeSide.Name) -> [WordBag] {
      let text = clusters.sides[side.rawValue].text
      return row.map {
        WordBag(
          text.tokens(of: clusters.clusters[$0].blocks(side) ?? 0..<0), of: text, lexicon: lexicon)
      }
    }
    let others = bags(theirs, .theirs)
    return bags(ours, .ours).contains { bag in others.contains { bag.likeness($0) >= 500 } }
  }
}
