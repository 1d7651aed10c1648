/// Who fills which place: all places that one judgement of a rule asks for go to different people.
///
/// A maximum bipartite matching.  Needs come in the order of the rule and people in the order of
/// their handles; a place once filled stays filled, though perhaps by somebody else, so that a
/// shortage always shows at the last need that could bear it and the explanation is stable.
struct SeatPlan: Sendable {
  /// How many places a need has, and who may fill them.
  struct Demand: Sendable {
    let places: Int
    /// Who can fill one now.
    let fillers: PeopleSet
    /// Who could if they approved.
    let helpers: PeopleSet
  }

  /// For each demand, who fills its places.
  private(set) var filled: [PeopleSet]
  private let demands: [Demand]
  private var taken = PeopleSet()
  /// The demand of which each taken person fills a place.
  private var places: [Int: Int] = [:]

  init(_ demands: [Demand]) {
    self.demands = demands
    filled = demands.map { _ in PeopleSet() }
    for demand in demands.indices {
      var left = demands[demand].places
      while left > 0, let (chain, person) = augment(from: demand) {
        apply(chain, person)
        left -= 1
      }
    }
  }

  var isFull: Bool { demands.indices.allSatisfy { missing($0) == 0 } }

  var emptyPlaces: Int { demands.indices.reduce(0) { $0 + missing($1) } }

  func missing(_ demand: Int) -> Int { demands[demand].places - filled[demand].count }

  /// Who would fill one more place of the demand by approving, perhaps through others who then
  /// fill a different place.
  func helpers(_ demand: Int) -> PeopleSet {
    var reached = [demand]
    var isReached = Set(reached)
    var next = 0
    var helpers = PeopleSet()
    while next < reached.count {
      let here = demands[reached[next]]
      helpers.formUnion(here.helpers)
      for person in here.fillers.intersection(taken).indexes {
        if let other = places[person], isReached.insert(other).inserted { reached.append(other) }
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
  private func augment(from start: Int) -> (chain: [Move], person: Int)? {
    var arrivals: [Int: Move] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let demand = queue[next]
      next += 1
      let fillers = demands[demand].fillers
      if let person = fillers.first(notIn: taken) {
        var chain = [Move(demand: demand, person: person, from: -1)]
        var at = demand
        while at != start, let move = arrivals[at] {
          chain.append(move)
          at = move.demand
        }
        return (chain, person)
      }
      for person in fillers.indexes {
        guard let other = places[person], other != start, arrivals[other] == nil else { continue }
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
      places[move.person] = move.demand
    }
    taken.insert(person)
  }
}
