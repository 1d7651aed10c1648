/// Who could sign for whom in one rule, where the roster and the rule allow it.
struct StandIns: Sendable {
  /// Deputies by principal, ascending.
  let deputies: [Int: [Int]]

  /// How many ways to share out deputies are tried before the first ones are taken for all.
  static let limit = 64

  var principals: PeopleSet { PeopleSet(deputies.keys) }

  /// Every way to give these principals a deputy each, nobody signing for two; the fullest first.
  ///
  /// - Parameter taken: deputies who sign for somebody already.
  func plans(for principals: [Int], taken: some Collection<Int>) -> [[Int: Int]] {
    let principals = principals.filter { deputies[$0] != nil }
    guard !principals.isEmpty else { return [[:]] }
    var plans: [[Int: Int]] = []
    var plan: [Int: Int] = [:]
    var busy = Set(taken)
    func assign(_ place: Int) {
      guard plans.count < Self.limit else { return }
      guard place < principals.count else {
        plans.append(plan)
        return
      }
      let principal = principals[place]
      for deputy in deputies[principal] ?? [] where busy.insert(deputy).inserted {
        plan[principal] = deputy
        assign(place + 1)
        plan[principal] = nil
        busy.remove(deputy)
      }
      assign(place + 1)
    }
    assign(0)
    return plans
  }
}
