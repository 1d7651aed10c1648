internal import Git

/// The graph around one protected branch: its first-parent chain, and when each commit came in.
///
/// Built oldest first and asked while it grows, so that the whole chain costs one visit a commit.
final class BranchHistory {
  /// First-parent commits from the founding on; position 0 is the founding.
  private(set) var chain: [ObjectID]
  private var positions: [ObjectID: Int]
  /// The chain position at which a commit became reachable; the founding's ancestors have 0.
  private var seenAt: [ObjectID: Int]
  private var newest: [ObjectID: Int] = [:]
  private let commits: CommitReader
  private let foundingSeconds: Int64
  private var beforeFoundingIsKnown = false

  /// Largest number of commits that one step may bring.
  static let limit = 200_000

  init(founding: Commit, commits: CommitReader) {
    chain = [founding.id]
    positions = [founding.id: 0]
    seenAt = [founding.id: 0]
    self.commits = commits
    foundingSeconds = founding.committerSeconds
  }

  /// The position of a commit on the chain; nil where it is not on it.
  func position(_ id: ObjectID) -> Int? { positions[id] }

  /// Appends the next first-parent commit and returns what its other parents bring, parents first.
  func append(_ commit: Commit) throws -> [ObjectID] {
    let position = chain.count
    let brought = try unseen(from: Array(commit.parents.dropFirst()), at: position - 1)
    chain.append(commit.id)
    positions[commit.id] = position
    seenAt[commit.id] = position
    for id in brought { seenAt[id] = position }
    return brought
  }

  /// Commits reachable from `tips` that were not reachable at a chain position, parents first.
  func unseen(from tips: [ObjectID], at position: Int) throws -> [ObjectID] {
    var order: [ObjectID] = []
    var state: [ObjectID: Bool] = [:]  // false: entered, true: left
    var stack = Array(tips.reversed())
    while let id = stack.last {
      if let left = state[id] {
        stack.removeLast()
        if !left {
          state[id] = true
          order.append(id)
        }
        continue
      }
      if let seen = seenAt[id], seen <= position {
        stack.removeLast()
        continue
      }
      let commit = try commits.facts(id).graph
      if !beforeFoundingIsKnown,
        commit.parents.isEmpty || commit.committerSeconds <= foundingSeconds
      {
        try learnHistoryBeforeFounding()
        return try unseen(from: tips, at: position)
      }
      guard state.count < Self.limit else {
        throw EvidenceError.tooManyCommits(limit: Self.limit)
      }
      state[id] = false
      stack.append(contentsOf: commit.parents.reversed())
    }
    return order
  }

  /// Marks everything that the founding already had behind it.
  private func learnHistoryBeforeFounding() throws {
    beforeFoundingIsKnown = true
    var stack = try commits.parents(of: chain[0])
    while let id = stack.popLast() {
      if seenAt[id] != nil { continue }
      seenAt[id] = 0
      stack.append(contentsOf: try commits.parents(of: id))
    }
  }

  /// The position of the newest chain commit, at or before `limit`, that is an ancestor of or
  /// equal to a commit; nil where there is none.
  func newestAncestor(of id: ObjectID, limit: Int) throws -> Int? {
    var stack = [id]
    while let current = stack.last {
      if newest[current] != nil {
        stack.removeLast()
        continue
      }
      if let position = positions[current] {
        newest[current] = position
        stack.removeLast()
        continue
      }
      let parents = try commits.parents(of: current)
      let open = parents.filter { newest[$0] == nil }
      if open.isEmpty {
        newest[current] = parents.compactMap { newest[$0] }.max() ?? -1
        stack.removeLast()
      } else {
        stack.append(contentsOf: open)
      }
    }
    guard let position = newest[id], position >= 0 else { return nil }
    return min(position, limit)
  }
}
