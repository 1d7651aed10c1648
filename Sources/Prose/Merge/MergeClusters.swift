/// Blocks of the three texts that belong together: mostly one of each; several where a paragraph was
/// split or joined; of one side alone where it is new.
struct MergeClusters {
  struct Cluster {
    /// Of each side, by ``MergeSide/Name``; nil where it has none.
    var blocks: [Range<Int>?] = [nil, nil, nil]
    /// Out of the order that most of that side kept.
    var isMoved = [false, false, false]

    func blocks(_ side: MergeSide.Name) -> Range<Int>? { blocks[side.rawValue] }
    var isStable: Bool { blocks.allSatisfy { $0 != nil } }
  }

  /// What belongs together does not stand together: no merge by blocks is possible.
  struct Tangled: Error {}

  private(set) var clusters: [Cluster] = []
  /// The clusters of each side in its order.
  private(set) var orders: [[Int]] = [[], [], []]
  let sides: [MergeSide]

  /// - Parameters:
  ///   - matchings: from the base to ours, and to theirs.
  ///   - knowsMoves: false takes what moved for taken out here and put in there.
  init(_ sides: [MergeSide], _ matchings: [Matching], knowsMoves: Bool) throws(Tangled) {
    self.sides = sides
    let base = sides[0]
    var roots = Array(base.text.blocks.indices)
    func root(_ block: Int) -> Int {
      var block = block
      while roots[block] != block { block = roots[block] }
      return block
    }
    let groups = zip(matchings, sides.dropFirst()).map { matching, side in
      matching.groups.filter {
        side.blocks.contains($0.new.lowerBound) && (knowsMoves || !$0.isMoved)
      }
    }
    for group in groups.joined() {
      for block in group.old { roots[root(block)] = root(group.old.lowerBound) }
    }
    var numbers: [Int: Int] = [:]
    for block in base.blocks {
      let root = root(block)
      if let number = numbers[root] {
        guard let known = clusters[number].blocks[0], known.upperBound == block else {
          throw Tangled()
        }
        clusters[number].blocks[0] = known.lowerBound..<block + 1
      } else {
        numbers[root] = clusters.count
        clusters.append(Cluster(blocks: [block..<block + 1, nil, nil]))
      }
    }
    for (index, groups) in groups.enumerated() {
      for group in groups.sorted(by: { $0.new.lowerBound < $1.new.lowerBound }) {
        guard let number = numbers[root(group.old.lowerBound)] else { throw Tangled() }
        if let known = clusters[number].blocks[index + 1] {
          guard known.upperBound == group.new.lowerBound else { throw Tangled() }
          clusters[number].blocks[index + 1] = known.lowerBound..<group.new.upperBound
        } else {
          clusters[number].blocks[index + 1] = group.new
        }
        if group.isMoved { clusters[number].isMoved[index + 1] = true }
      }
    }
    for side in MergeSide.Name.allCases { try order(side) }
  }

  private mutating func order(_ name: MergeSide.Name) throws(Tangled) {
    let side = sides[name.rawValue]
    var owners = [Int?](repeating: nil, count: side.text.blocks.count)
    for (number, cluster) in clusters.enumerated() {
      for block in cluster.blocks(name) ?? 0..<0 {
        guard owners[block] == nil else { throw Tangled() }
        owners[block] = number
      }
    }
    var order: [Int] = []
    for block in side.blocks {
      if let owner = owners[block] {
        if order.last != owner { order.append(owner) }
      } else {
        order.append(clusters.count)
        var cluster = Cluster()
        cluster.blocks[name.rawValue] = block..<block + 1
        clusters.append(cluster)
      }
    }
    orders[name.rawValue] = order
  }

  func shapes(_ cluster: Int, _ side: MergeSide.Name) -> [BlockShape] {
    clusters[cluster].blocks(side).map(sides[side.rawValue].shapes) ?? []
  }

  /// Only its presentation differs from the base, if anything.
  func isAsBefore(_ cluster: Int, _ side: MergeSide.Name) -> Bool {
    shapes(cluster, side) == shapes(cluster, .base)
  }

  /// How deep a cluster stands: a heading's level, or below all of them by the lists and quotes
  /// around it.
  func rank(_ cluster: Int, _ side: MergeSide.Name) -> Int {
    guard let first = clusters[cluster].blocks(side)?.lowerBound else { return 7 }
    let block = sides[side.rawValue].text.blocks[first]
    if let level = block.headingLevel, block.nesting.isEmpty { return level }
    return 7 + block.nesting.count(where: \.isLetter)
  }

  /// The cluster that each one stands below: its section's heading, the item that it is nested in.
  func parents(_ side: MergeSide.Name) -> [Int: Int] {
    Self.parents(orders[side.rawValue].map { ($0, rank($0, side)) })
  }

  static func parents(_ row: [(cluster: Int, rank: Int)]) -> [Int: Int] {
    var parents: [Int: Int] = [:]
    var open: [(cluster: Int, rank: Int)] = []
    for element in row {
      while let last = open.last, last.rank >= element.rank { open.removeLast() }
      if let last = open.last { parents[element.cluster] = last.cluster }
      open.append(element)
    }
    return parents
  }
}
