/// In which order the blocks of a merge stand, and which of them.
///
/// Blocks that all three texts have are the posts; what lies between two posts is joined as one
/// piece. Where one side moved posts, its order holds, and what the other put beside them follows.
struct MergedOrder {
  enum Element {
    case cluster(Int)
    /// Clusters of each side, in the order of ``MergeSide/Name``.
    case conflict([[Int]])
  }

  private(set) var elements: [Element] = []
  /// What both sides took out or put in in the same way.
  private(set) var agreed = WordTally()

  private let clusters: MergeClusters
  private let lexicon: Lexicon
  /// Places between posts that are conflicts since anything else stood below a wrong heading.
  private var barred: Set<Int> = []
  /// The post that each element stands behind; -1 for the beginning.
  private var gaps: [Int: Int] = [:]

  /// What follows a post on one side: others until the next post.
  private struct Stretch {
    var inside: [Int] = []
    /// -2 for the end.
    var next = -2
  }

  private var stretches: [[Int: Stretch]] = []
  private let posts: [Int]

  init(_ clusters: MergeClusters, lexicon: Lexicon) throws(MergeClusters.Tangled) {
    self.clusters = clusters
    self.lexicon = lexicon
    posts = try Self.posts(clusters)
    stretches = clusters.orders.map { order in
      var stretches: [Int: Stretch] = [:]
      var (post, stretch) = (-1, Stretch())
      for cluster in order {
        if clusters.clusters[cluster].isStable {
          stretch.next = cluster
          stretches[post] = stretch
          (post, stretch) = (cluster, Stretch())
        } else {
          stretch.inside.append(cluster)
        }
      }
      stretches[post] = stretch
      return stretches
    }
    try checkMoves()
    for _ in 0..<64 {
      try build()
      let lost = try misplaced()
      guard !lost.isEmpty else { return }
      for cluster in lost {
        guard let gap = gaps[cluster], barred.insert(gap).inserted else {
          throw MergeClusters.Tangled()
        }
      }
    }
    throw MergeClusters.Tangled()
  }

  // MARK: Posts

  /// The blocks that all have, in the order of the side that moved some.
  private static func posts(_ clusters: MergeClusters) throws(MergeClusters.Tangled) -> [Int] {
    let orders = clusters.orders.map { $0.filter { clusters.clusters[$0].isStable } }
    if orders[2] == orders[0] || orders[1] == orders[2] { return orders[1] }
    if orders[1] == orders[0] { return orders[2] }
    return try spliced(orders, clusters)
  }

  /// Both moved something: what ours moved goes where it stands there, if theirs left that place
  /// alone.
  private static func spliced(
    _ orders: [[Int]], _ clusters: MergeClusters
  ) throws(MergeClusters.Tangled) -> [Int] {
    func moved(_ side: Int) -> Set<Int> {
      Set(orders[side].filter { clusters.clusters[$0].isMoved[side] })
    }
    let (mine, others) = (moved(1), moved(2))
    guard mine.isDisjoint(with: others) else { throw MergeClusters.Tangled() }
    var row = orders[2].filter { !mine.contains($0) }
    var run: [Int] = []
    var left = -1
    for cluster in orders[1] + [-2] {
      if mine.contains(cluster) {
        run.append(cluster)
        continue
      }
      if !run.isEmpty {
        let place = left == -1 ? 0 : (row.firstIndex(of: left) ?? 0) + 1
        let right = place < row.count ? row[place] : -2
        guard !others.contains(left), right == cluster else { throw MergeClusters.Tangled() }
        row.insert(contentsOf: run, at: place)
        run = []
      }
      left = cluster
    }
    return row
  }

  /// Moved by one side and taken out by the other: nobody knows where to show that.
  private func checkMoves() throws(MergeClusters.Tangled) {
    let places = stretches.map { stretches in
      var places: [Int: (before: Int, after: Int)] = [:]
      for (post, stretch) in stretches {
        for cluster in stretch.inside { places[cluster] = (post, stretch.next) }
      }
      return places
    }
    for (cluster, base) in places[0] {
      guard let other = places[1][cluster] ?? places[2][cluster] else { continue }
      guard other.before == base.before || other.after == base.after else {
        throw MergeClusters.Tangled()
      }
    }
  }

  // MARK: What stands between posts

  private mutating func build() throws(MergeClusters.Tangled) {
    elements = []
    agreed = WordTally()
    gaps = [:]
    var pieces: [Int: [Element]] = [:]  // after each post
    var used: [Set<Int>] = [[], [], []]
    var row = [-1]
    row += posts
    for (index, post) in row.enumerated() {
      let next = index + 1 < row.count ? row[index + 1] : -2
      let found = stretches.map { $0[post] ?? Stretch() }
      guard found.allSatisfy({ $0.next == next }) else {
        pieces[post] = try loose(post, next, found, &used)
        continue
      }
      for side in 0..<3 { used[side].insert(post) }
      pieces[post] = joined(found.map(\.inside), after: post, before: next)
    }
    try placeRest(&pieces, used)
    for post in row {
      if post >= 0 { elements.append(.cluster(post)) }
      elements += pieces[post] ?? []
    }
  }

  /// Between two posts that are not neighbours on every side.
  private func loose(
    _ post: Int, _ next: Int, _ found: [Stretch], _ used: inout [Set<Int>]
  ) throws(MergeClusters.Tangled) -> [Element] {
    var pieces: [Element] = []
    for side in [MergeSide.Name.ours, .theirs] where found[side.rawValue].next == next {
      used[side.rawValue].insert(post)
      let new = try additions(found[side.rawValue].inside, side)
      guard pieces.isEmpty || new.isEmpty else { throw MergeClusters.Tangled() }
      pieces += new.map(Element.cluster)
    }
    return pieces
  }

  /// Without what the other side took out.
  private func additions(
    _ inside: [Int], _ side: MergeSide.Name
  ) throws(MergeClusters.Tangled) -> [Int] {
    var new: [Int] = []
    for cluster in inside {
      if clusters.clusters[cluster].blocks(.base) == nil {
        new.append(cluster)
      } else if !clusters.isAsBefore(cluster, side) {
        throw MergeClusters.Tangled()
      }
    }
    return new
  }

  /// What one side put between two posts that the other moved apart stays beside the one that did not
  /// move.
  private func placeRest(
    _ pieces: inout [Int: [Element]], _ used: [Set<Int>]
  ) throws(MergeClusters.Tangled) {
    for side in [MergeSide.Name.ours, .theirs] {
      let other = side == .ours ? MergeSide.Name.theirs : .ours
      for (post, stretch) in stretches[side.rawValue].sorted(by: { $0.key < $1.key })
      where !used[side.rawValue].contains(post) {
        let new = try additions(stretch.inside, side)
        guard !new.isEmpty else { continue }
        func isMoved(_ post: Int) -> Bool {
          post >= 0 && clusters.clusters[post].isMoved[other.rawValue]
        }
        let startsSection = clusters.rank(new[0], side) <= 6
        let nextIsHeading = stretch.next < 0 || clusters.rank(stretch.next, side) <= 6
        // Text below a heading goes with what stands above it, a section with what did not move.
        let goesLeft = !startsSection && nextIsHeading || !isMoved(post)
        if goesLeft {
          pieces[post] = new.map(Element.cluster) + (pieces[post] ?? [])
        } else if !isMoved(stretch.next) {
          let index = stretch.next == -2 ? posts.count : posts.firstIndex(of: stretch.next) ?? 0
          let before = index == 0 ? -1 : posts[index - 1]
          pieces[before] = (pieces[before] ?? []) + new.map(Element.cluster)
        } else {
          throw MergeClusters.Tangled()
        }
      }
    }
  }

  private func shapes(_ row: [Int], _ side: MergeSide.Name) -> [[BlockShape]] {
    row.map { clusters.shapes($0, side) }
  }

  private mutating func agree(_ row: [Int], _ side: MergeSide.Name, _ count: Int) {
    let text = clusters.sides[side.rawValue].text
    for cluster in row {
      if let blocks = clusters.clusters[cluster].blocks(side) {
        agreed.add(text.tokens(of: blocks), of: text, count)
      }
    }
  }

  /// Joins what stands between two posts that are neighbours on all sides.
  private mutating func joined(_ rows: [[Int]], after post: Int, before next: Int) -> [Element] {
    guard !rows.allSatisfy(\.isEmpty) else { return [] }
    for cluster in Set(rows.joined()) { gaps[cluster] = post }
    func isUnchanged(_ side: MergeSide.Name) -> Bool {
      shapes(rows[side.rawValue], side) == shapes(rows[0], .base)
    }
    if barred.contains(post) { return [.conflict(rows)] }
    if isUnchanged(.theirs) { return rows[1].map(Element.cluster) }
    if isUnchanged(.ours) { return rows[2].map(Element.cluster) }
    if shapes(rows[1], .ours) == shapes(rows[2], .theirs) {
      agree(rows[0], .base, -1)
      agree(rows[1], .ours, 1)
      return rows[1].map(Element.cluster)
    }
    let plan = AdditionPlan(
      clusters, rows, isBeforeHeading: next < 0 || clusters.rank(next, .base) <= 6,
      lexicon: lexicon)
    guard let row = plan.row else { return [.conflict(rows)] }
    agree(plan.agreed, .base, -1)
    return row.map(Element.cluster)
  }

  // MARK: Sections

  /// Clusters that do not stand below the heading, or in the item, that they were put below.
  private func misplaced() throws(MergeClusters.Tangled) -> [Int] {
    var row: [(cluster: Int, rank: Int)] = []
    var shown: Set<Int> = []
    for element in elements {
      switch element {
      case .cluster(let cluster):
        row.append((cluster, rank(cluster)))
        shown.insert(cluster)
      case .conflict(let rows): row += rows[1].map { ($0, clusters.rank($0, .ours)) }
      }
    }
    let found = MergeClusters.parents(row)
    let parents = MergeSide.Name.allCases.map { clusters.parents($0) }
    return shown.sorted().filter { cluster in
      let sides = clusters.clusters[cluster]
      guard sides.isStable else {
        let side: MergeSide.Name = sides.blocks(.ours) != nil ? .ours : .theirs
        if found[cluster] == parents[side.rawValue][cluster] { return false }
        // With those that stood beside it: their heading may have changed for all.
        return !siblings(of: cluster, side, parents[side.rawValue])
          .contains { found[$0] == found[cluster] }
      }
      // Its own level says where it stands.
      if [.ours, .theirs].contains(where: { levelChanged(cluster, $0) }) { return false }
      let (base, ours, theirs) = (parents[0][cluster], parents[1][cluster], parents[2][cluster])
      if theirs == base { return found[cluster] != ours }
      if ours == base { return found[cluster] != theirs }
      return found[cluster] != ours && found[cluster] != theirs
    }
  }

  private func levelChanged(_ cluster: Int, _ side: MergeSide.Name) -> Bool {
    let before = clusters.rank(cluster, .base)
    return before <= 6 && clusters.rank(cluster, side) != before
  }

  /// The nearest blocks that all have, before and behind it, below the same heading.
  private func siblings(
    of cluster: Int, _ side: MergeSide.Name, _ parents: [Int: Int]
  ) -> [Int] {
    let order = clusters.orders[side.rawValue]
    guard let place = order.firstIndex(of: cluster) else { return [] }
    func isSibling(_ other: Int) -> Bool {
      clusters.clusters[other].isStable && parents[other] == parents[cluster]
    }
    return [order[..<place].last(where: isSibling), order[place...].first(where: isSibling)]
      .compactMap(\.self)
  }

  private func rank(_ cluster: Int) -> Int {
    let sides = clusters.clusters[cluster]
    guard sides.isStable else {
      return clusters.rank(cluster, sides.blocks(.ours) != nil ? .ours : .theirs)
    }
    let base = clusters.rank(cluster, .base)
    let ours = clusters.rank(cluster, .ours)
    return ours != base ? ours : clusters.rank(cluster, .theirs)
  }
}
