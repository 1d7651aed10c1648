/// Who fills which place: all places that one judgement of a rule asks for go to different people.
///
/// A maximum bipartite matching.  Needs come in the order of the rule and people in the order of
/// their handles; a place once filled stays filled, though perhaps by somebody else, so that a
/// shortage always shows at the last need that could bear it and the explanation is stable.
struct SeatPlan: Sendable {
  /// How many places a need has, and who may fill them.
  struct Demand: Sendable {
    let places: Int
    let eligible: PeopleSet
  }

  /// For each demand, who fills its places.
  private(set) var filled: [PeopleSet]
  private let demands: [Demand]

  init(_ demands: [Demand], approved: PeopleSet) {
    self.demands = demands
    filled = demands.map { _ in PeopleSet() }
    var free = approved
    for demand in demands.indices {
      for _ in 0..<min(demands[demand].places, approved.count) {
        guard let (chain, person) = augment(from: demand, free: free) else { break }
        free.remove(person)
        apply(chain, person)
      }
    }
  }

  var isFull: Bool { demands.indices.allSatisfy { missing($0) == 0 } }

  func missing(_ demand: Int) -> Int { demands[demand].places - filled[demand].count }

  /// Who would fill one more place of the demand by approving, perhaps through others who then
  /// fill a different place.
  func helpers(_ demand: Int) -> PeopleSet {
    var reached = [demand]
    var next = 0
    var helpers = PeopleSet()
    while next < reached.count {
      let here = demands[reached[next]].eligible
      helpers.formUnion(here)
      for other in demands.indices
      where !reached.contains(other) && !filled[other].isDisjoint(with: here) {
        reached.append(other)
      }
      next += 1
    }
    return helpers
  }

  /// A step of a chain: `person` moves from the demand `from` to the one before it in the chain.
  private struct Move {
    let demand: Int
    let person: Int
    let from: Int
  }

  /// The shortest chain of moves that ends with somebody free.
  private func augment(from start: Int, free: PeopleSet) -> (chain: [Move], person: Int)? {
    var arrivals: [Int: Move] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let demand = queue[next]
      next += 1
      let eligible = demands[demand].eligible
      if let person = eligible.intersection(free).first {
        var chain = [Move(demand: demand, person: person, from: -1)]
        var at = demand
        while at != start, let move = arrivals[at] {
          chain.append(move)
          at = move.demand
        }
        return (chain, person)
      }
      for other in demands.indices where other != start && arrivals[other] == nil {
        guard let person = filled[other].intersection(eligible).first else { continue }
        arrivals[other] = Move(demand: demand, person: person, from: other)
        queue.append(other)
      }
    }
    return nil
  }

  private mutating func apply(_ chain: [Move], _ person: Int) {
    for move in chain {
      if move.from >= 0 { filled[move.from].remove(move.person) }
      filled[move.demand].insert(move.person)
    }
  }
}
