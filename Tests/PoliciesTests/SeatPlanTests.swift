import TestSupport
import Testing

@testable import Policies

@Suite struct SeatPlanTests {
  private struct Wanted {
    let places: Int
    let eligible: PeopleSet

    func demand(_ approved: PeopleSet) -> SeatPlan.Demand {
      SeatPlan.Demand(
        places: places, fillers: eligible.intersection(approved), helpers: eligible)
    }
  }

  /// As many places are filled as trying everything out can fill, and each by one person.
  @Test func fillsAsManyAsBruteForce() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<5_000 {
      let people = Int.random(in: 1...6, using: &generator)
      let demands = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        Wanted(
          places: Int.random(in: 1...2, using: &generator),
          eligible: PeopleSet((0..<people).filter { _ in Bool.random(using: &generator) }))
      }
      let approved = PeopleSet(
        (0..<people).filter { _ in Int.random(in: 0..<3, using: &generator) > 0 })
      let plan = SeatPlan(demands.map { $0.demand(approved) })
      let filled = plan.filled.map(\.count).reduce(0, +)
      #expect(filled == brute(demands, approved.indexes))
      #expect(plan.isFull == (filled == demands.map(\.places).reduce(0, +)))
      let everybody = plan.filled.flatMap(\.indexes)
      #expect(Set(everybody).count == everybody.count)
      for (demand, people) in zip(demands, plan.filled) {
        #expect(people.isSubset(of: demand.eligible.intersection(approved)))
        #expect(people.count <= demand.places)
      }
      helps(plan, demands, approved, among: people)
    }
  }

  /// Exactly those help whose approval fills one more place.
  private func helps(
    _ plan: SeatPlan, _ demands: [Wanted], _ approved: PeopleSet, among people: Int
  ) {
    for demand in demands.indices where plan.missing(demand) > 0 {
      for person in plan.helpers(demand).subtracting(approved).indexes {
        let everybody = approved.union(PeopleSet([person]))
        let more = SeatPlan(demands.map { $0.demand(everybody) })
        let before = plan.filled.map(\.count).reduce(0, +)
        #expect(more.filled.map(\.count).reduce(0, +) == before + 1)
      }
    }
  }

  private func brute(_ demands: [Wanted], _ people: [Int]) -> Int {
    guard let person = people.first else { return 0 }
    let rest = Array(people.dropFirst())
    var best = brute(demands, rest)
    for index in demands.indices
    where demands[index].places > 0 && demands[index].eligible.contains(person) {
      var fewer = demands
      fewer[index] = Wanted(
        places: demands[index].places - 1, eligible: demands[index].eligible)
      best = max(best, 1 + brute(fewer, rest))
    }
    return best
  }
}
