import Git
import TestSupport
import Testing

@Suite struct WalkTests {
  let sandbox: GitSandbox
  let repository: Repository

  init() throws {
    sandbox = try GitSandbox(bare: true)
    repository = try sandbox.repository()
  }

  func commit(_ parents: [ObjectID], seconds: Int64) throws -> ObjectID {
    let tree = try repository.writeTree([])
    let who = "A <a@x> \(seconds) +0000"
    let lines =
      ["tree \(tree)"] + parents.map { "parent \($0)" }
      + ["author \(who)", "committer \(who)", "", "\(seconds)\n"]
    return try repository.write(.commit, Array(lines.joined(separator: "\n").utf8))
  }

  /// Commits with any number of parents among those before; each with all its ancestors.
  func history(
    count: Int, seed: UInt64, datesLie: Bool
  ) throws -> (ids: [ObjectID], parents: [ObjectID: [ObjectID]], closure: [Set<ObjectID>]) {
    var generator = SeededGenerator(seed: seed)
    var ids: [ObjectID] = []
    var parents: [ObjectID: [ObjectID]] = [:]
    var closure: [Set<ObjectID>] = []
    for index in 0..<count {
      var above: [Int] = []
      if index > 0 {
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
          let lowest = max(0, index - 12)
          let place = Int.random(in: lowest..<index, using: &generator)
          if !above.contains(place) { above.append(place) }
        }
      }
      let date =
        datesLie ? Int64.random(in: 1...1_000_000, using: &generator) * 1000 : 0
      // The index makes every commit another one.
      let id = try commit(
        above.map { ids[$0] }, seconds: 1_790_000_000 - (datesLie ? date : 0) + Int64(index))
      ids.append(id)
      parents[id] = above.map { ids[$0] }
      closure.append(above.reduce(into: [id]) { $0.formUnion(closure[$1]) })
    }
    return (ids, parents, closure)
  }

  @Test(arguments: [1, 2, 3, 4])
  func `walks agree with the definition whatever the dates`(seed: UInt64) throws {
    let (ids, parents, closure) = try history(count: 80, seed: seed, datesLie: true)
    var generator = SeededGenerator(seed: seed + 100)
    for _ in 0..<60 {
      // A new handle now and then: what it remembers changes the way, not the answer.
      let repository = Bool.random(using: &generator) ? repository : try sandbox.repository()
      let pick = { (generator: inout SeededGenerator) in
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          Int.random(in: 0..<ids.count, using: &generator)
        }
      }
      let (from, hiding) = (pick(&generator), pick(&generator))
      let found = try repository.commits(
        from: from.map { ids[$0] }, hiding: hiding.map { ids[$0] })
      let reachable = from.reduce(into: Set<ObjectID>()) { $0.formUnion(closure[$1]) }
      let hidden = hiding.reduce(into: Set<ObjectID>()) { $0.formUnion(closure[$1]) }
      #expect(Set(found) == reachable.subtracting(hidden))
      #expect(Set(found).count == found.count)
      let places = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1, $0) })
      for id in found {
        for parent in parents[id] ?? [] {
          if let place = places[parent], let own = places[id] { #expect(own < place) }
        }
      }
      let a = Int.random(in: 0..<ids.count, using: &generator)
      let b = Int.random(in: 0..<ids.count, using: &generator)
      #expect(try repository.isAncestor(ids[a], of: ids[b]) == closure[b].contains(ids[a]))
    }
  }

  @Test func `walks agree with git where dates are honest`() throws {
    let (ids, _, _) = try history(count: 60, seed: 9, datesLie: false)
    var generator = SeededGenerator(seed: 10)
    for _ in 0..<15 {
      let a = ids.randomElement(using: &generator) ?? .zero
      let b = ids.randomElement(using: &generator) ?? .zero
      let theirs = try sandbox.git("rev-list", a.hex, "^" + b.hex).split(separator: "\n")
      let ours = try repository.commits(from: [a], hiding: [b])
      #expect(Set(ours.map(\.hex)) == Set(theirs.map(String.init)))
      let chain = try sandbox.git("rev-list", "--first-parent", a.hex).split(separator: "\n")
      #expect(try repository.firstParentChain(of: a).map(\.hex) == chain.map(String.init))
    }
  }

  @Test func `nothing from nothing`() throws {
    #expect(try repository.commits(from: [], hiding: []) == [])
    let root = try commit([], seconds: 1)
    #expect(try repository.commits(from: [root, root], hiding: []) == [root])
    #expect(try repository.commits(from: [root], hiding: [root]) == [])
    #expect(try repository.firstParentChain(of: root, limit: 0) == [])
    #expect(try repository.isAncestor(root, of: root))
  }

  @Test func `a missing parent stops a walk, not a first-parent chain beside it`() throws {
    let missing = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    let root = try commit([], seconds: 1)
    let tip = try commit([root, missing], seconds: 2)
    let error = #expect(throws: GitError.self) {
      try repository.commits(from: [tip], hiding: [])
    }
    #expect(error?.isNotFound == true)
    #expect(throws: GitError.self) { try repository.isAncestor(root, of: tip) }
    #expect(try repository.firstParentChain(of: tip) == [tip, root])
    #expect(try repository.parents(of: tip) == [root, missing])
    // What failed leaves nothing half-read behind.
    #expect(try repository.commits(from: [root], hiding: []) == [root])
  }

  @Test func `a long history is walked in a line`() throws {
    let count = 10_000
    var stream = ""
    for number in 1...count {
      let who = "committer A <a@x> \(1_700_000_000 + number) +0000"
      stream += "commit refs/heads/main\nmark :\(number)\n\(who)\ndata 0\n"
      if number > 1 { stream += "from :\(number - 1)\n" }
      // Every tenth commit merges one far below.
      if number % 10 == 0, number > 100 { stream += "merge :\(number - 99)\n" }
      stream += "\n"
    }
    try sandbox.git(["fast-import", "--quiet"], input: Array(stream.utf8))
    let main = try ReferenceName("refs/heads/main")
    let tip = try #require(try repository.target(of: main))
    let clock = ContinuousClock()
    let start = clock.now
    let chain = try repository.firstParentChain(of: tip, limit: .max)
    #expect(chain.count == count)
    #expect(try repository.commits(from: [tip], hiding: []).count == count)
    // Asked for every step, it must not read history again each time.
    for index in stride(from: 0, to: chain.count - 1, by: 10) {
      let found = try repository.commits(from: [chain[index]], hiding: [chain[index + 1]])
      #expect(found == [chain[index]])
      #expect(try repository.isAncestor(chain[index + 1], of: chain[index]))
      #expect(try !repository.isAncestor(chain[index], of: chain[index + 1]))
    }
    #expect(clock.now - start < .seconds(60))
  }
}
