extension Repository {
  /// Whether `ancestor` is reachable from `descendant`; true where they are equal.
  package func isAncestor(
    _ ancestor: ObjectID, of descendant: ObjectID
  ) throws(GitError) -> Bool {
    if ancestor == descendant { return true }
    let goal = try place(of: ancestor)
    let start = try place(of: descendant)
    let lowest = graph[goal].generation
    var pending = [start]
    var seen: Set<Int32> = [start]
    while let next = pending.popLast() {
      for parent in graph[next].parents {
        if parent == goal { return true }
        if graph[parent].generation > lowest, seen.insert(parent).inserted {
          pending.append(parent)
        }
      }
    }
    return false
  }

  /// The commits reachable from `from` and not from `hiding`.
  ///
  /// Every commit comes before its parents; among those that may come next, the highest
  /// generation, then the newest, then the highest id. Throws where an object is missing.
  package func commits(
    from tips: [ObjectID], hiding hidden: [ObjectID]
  ) throws(GitError) -> [ObjectID] {
    var walk = DifferenceWalk()
    for id in tips {
      let place = try place(of: id)
      walk.add(place, graph[place], isHidden: false)
    }
    for id in hidden {
      let place = try place(of: id)
      walk.add(place, graph[place], isHidden: true)
    }
    var found: [ObjectID] = []
    while let (node, isHidden) = walk.next(in: graph) {
      if !isHidden { found.append(node.id) }
    }
    return found
  }

  /// A commit, its first parent, that one's first parent and so on, newest first.
  ///
  /// Ends at the root, or after `limit` commits. Other parents are not read.
  package func firstParentChain(
    of tip: ObjectID, limit: Int = .max
  ) throws(GitError) -> [ObjectID] {
    var chain: [ObjectID] = []
    var next: ObjectID? = tip
    while let id = next, chain.count < limit {
      chain.append(id)
      next = try parents(of: id).first
    }
    return chain
  }

  /// A commit's parents, remembered.
  package func parents(of id: ObjectID) throws(GitError) -> [ObjectID] {
    try graph.parents(of: id) { (id) throws(GitError) in try commit(id) }
  }

  private func place(of id: ObjectID) throws(GitError) -> Int32 {
    // Taken out while it changes: reading commits goes through `self`, which Swift guards.
    var working = graph
    graph = Graph()
    defer { graph = working }
    return try working.place(of: id) { (id) throws(GitError) in try commit(id) }
  }
}

/// A walk by generation through two sets of tips, each commit with its side.
///
/// All descendants of a commit that the walk reaches come before it, so its side is settled when
/// it is taken; and the walk is over once only hidden ones wait.
private struct DifferenceWalk {
  private struct Waiting {
    let place: Int32
    let node: Graph.Node

    func precedes(_ other: Waiting) -> Bool {
      (node.generation, node.seconds, node.id)
        > (other.node.generation, other.node.seconds, other.node.id)
    }
  }

  /// A heap, its first the next to be taken.
  private var heap: [Waiting] = []
  private var isHidden: [Int32: Bool] = [:]
  private var shownWaiting = 0

  mutating func add(_ place: Int32, _ node: Graph.Node, isHidden hidden: Bool) {
    switch isHidden[place] {
    case nil:
      isHidden[place] = hidden
      if !hidden { shownWaiting += 1 }
      push(Waiting(place: place, node: node))
    case false? where hidden:
      isHidden[place] = true
      shownWaiting -= 1
    default: break
    }
  }

  /// Nil once no commit of the shown side is waiting.
  mutating func next(in graph: Graph) -> (node: Graph.Node, isHidden: Bool)? {
    guard shownWaiting > 0, let first = pop() else { return nil }
    let hidden = isHidden[first.place] ?? false
    if !hidden { shownWaiting -= 1 }
    for parent in first.node.parents { add(parent, graph[parent], isHidden: hidden) }
    return (first.node, hidden)
  }

  private mutating func push(_ item: Waiting) {
    heap.append(item)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func pop() -> Waiting? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].precedes(heap[best]) { best = child }
      if best == parent { return first }
      heap.swapAt(parent, best)
      parent = best
    }
  }
}
