/// The commits read so far, each with its parents and its generation.
///
/// A commit's generation is one more than its parents' highest: an ancestor's is always lower, so
/// a walk that goes by generation is exact whatever the dates say, and may stop early. Objects
/// never change, so nothing here is ever stale.
struct Graph {
  struct Node {
    let id: ObjectID
    let parents: [Int32]
    let generation: Int32
    let seconds: Int64
  }

  private var places: [ObjectID: Int32] = [:]
  private var nodes: [Node] = []
  /// Parents of commits above which nothing has been read.
  private var parents: [ObjectID: [ObjectID]] = [:]

  subscript(place: Int32) -> Node { nodes[Int(place)] }

  /// A commit's parents, without reading anything above it.
  mutating func parents(
    of id: ObjectID, reading read: (ObjectID) throws(GitError) -> Commit
  ) throws(GitError) -> [ObjectID] {
    if let place = places[id] { return self[place].parents.map { self[$0].id } }
    if let known = parents[id] { return known }
    let found = try read(id).parents
    parents[id] = found
    return found
  }

  /// The place of a commit, after its whole ancestry has been read: linear, and only once.
  mutating func place(
    of tip: ObjectID, reading read: (ObjectID) throws(GitError) -> Commit
  ) throws(GitError) -> Int32 {
    if let place = places[tip] { return place }
    var path: [(commit: Commit, next: Int)] = [(try read(tip), 0)]
    var open: Set<ObjectID> = [tip]
    while let (commit, next) = path.last {
      if next < commit.parents.count {
        path[path.count - 1].next += 1
        let parent = commit.parents[next]
        guard places[parent] == nil else { continue }
        // Only a broken hash can make a cycle, which must not be a hang.
        guard open.insert(parent).inserted else {
          throw .malformed("walk from \(tip)", "commit \(parent) is its own ancestor")
        }
        path.append((try read(parent), 0))
      } else {
        path.removeLast()
        open.remove(commit.id)
        add(commit)
      }
    }
    return places[tip] ?? 0
  }

  private mutating func add(_ commit: Commit) {
    let above = commit.parents.compactMap { places[$0] }
    let generation = 1 + (above.map { self[$0].generation }.max() ?? 0)
    places[commit.id] = Int32(nodes.count)
    nodes.append(
      Node(
        id: commit.id, parents: above, generation: generation,
        seconds: commit.committerSeconds))
    parents[commit.id] = nil
  }
}
