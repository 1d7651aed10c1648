package import Charters

/// What serves what, as a tree from the vision down.
package struct Alignment: Sendable {
  /// One charter at one place of the tree.
  package struct Row: Hashable, Sendable {
    package let charter: CharterPath
    package let title: String
    /// 0 at the top.
    package let depth: Int
    /// No other charter follows below the same one.
    package let isLast: Bool
    /// Only its folder says that it belongs here.
    package let isByPlace: Bool
    /// It stands higher up already, with what serves it.
    package let isRepeated: Bool
    /// Who answers for it; empty where it is everybody's, and where nobody does.
    package let people: [Handle]
    /// A role that nobody holds, or a team without a lead.
    package let isVacant: Bool
  }

  /// In the order of the tree; charters of one parent by kind, then by path.
  package let rows: [Row]
  /// Charters that should lead to the mission or vision and do not, sorted.
  package let orphans: [CharterPath]
  /// Rings in which charters serve one another.
  package let rings: [[CharterPath]]
  /// Whether there is a mission or a vision of the whole.
  package let hasGoal: Bool

  package init(_ circle: CircleInForce) {
    let graph = circle.graph
    var rows: [Row] = []
    var shown: Set<CharterPath> = []
    let goals = graph.goals
    let tops = goals.filter { goal in
      !graph.served(by: goal).contains { $0.target.isGoal && $0.target != goal }
    }
    // A mission and a vision that serve one another are both at the top.
    let firsts = tops.isEmpty ? goals : tops
    let values = graph.charters.filter {
      $0.kind == .values && graph.served(by: $0).isEmpty && $0.team == nil
    }
    var waiting = Self.pending(Self.sorted(firsts) + values, below: nil, depth: 0, graph)
    while let next = waiting.popLast() {
      let isNew = shown.insert(next.charter).inserted
      let below = graph.supporters(of: next.charter)
      rows.append(
        Row(
          charter: next.charter, title: circle.title(of: next.charter), depth: next.depth,
          isLast: next.isLast, isByPlace: next.isByPlace, isRepeated: !isNew && !below.isEmpty,
          people: circle.answering(for: next.charter), isVacant: circle.isVacant(next.charter)))
      guard isNew else { continue }
      waiting += Self.pending(
        Self.sorted(below), below: next.charter, depth: next.depth + 1, graph)
    }
    self.rows = rows
    orphans = graph.orphans
    rings = graph.rings
    hasGoal = !goals.isEmpty
  }

  private struct Pending {
    let charter: CharterPath
    let depth: Int
    let isLast: Bool
    let isByPlace: Bool
  }

  /// The last first, as a stack gives them back.
  private static func pending(
    _ charters: [CharterPath], below parent: CharterPath?, depth: Int, _ graph: ServesGraph
  ) -> [Pending] {
    charters.enumerated().reversed().map { index, charter in
      let link = graph.served(by: charter).first { $0.target == parent }
      return Pending(
        charter: charter, depth: depth, isLast: index == charters.count - 1,
        isByPlace: link.map { $0.line == nil } ?? false)
    }
  }

  private static func sorted(_ charters: [CharterPath]) -> [CharterPath] {
    charters.sorted { ($0.kind, $0.text) < ($1.kind, $1.text) }
  }
}

extension CircleInForce {
  /// Whether it is a role that nobody holds, or a team without a lead.
  package func isVacant(_ path: CharterPath) -> Bool {
    switch path.kind {
    case .role: answering(for: path).isEmpty
    case .team: path.team.flatMap { roster.teams[$0]?.lead } == nil
    default: false
    }
  }

  /// The way from a charter to the vision or mission of the whole, both ends included; nil where
  /// nothing leads there.
  package func way(toGoalFrom start: CharterPath) -> [CharterPath]? {
    var before: [CharterPath: CharterPath] = [:]
    var seen: Set<CharterPath> = [start]
    var waiting = [start]
    var next = 0
    while next < waiting.count {
      let path = waiting[next]
      next += 1
      if path.isGoal {
        var way = [path]
        while let last = way.last, let previous = before[last] { way.append(previous) }
        return way.reversed()
      }
      for link in graph.served(by: path) where seen.insert(link.target).inserted {
        before[link.target] = path
        waiting.append(link.target)
      }
    }
    return nil
  }
}
