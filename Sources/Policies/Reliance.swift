package import Charters

/// On how few people a charter rests, by the policy and not by what happened.
package struct Reliance: Hashable, Sendable {
  package let charter: CharterPath
  /// The least number of people who alone, one of them proposing, can decide some change of it; nil
  /// where nobody can.
  package let least: Int?
  /// The same for the change that takes most.
  package let most: Int?
  package let busFactor: BusFactor

  /// The least number of people whose leaving makes some change of it impossible.
  package enum BusFactor: Hashable, Sendable {
    case exactly(Int)
    /// Any so many may leave; more were not tried.
    case moreThan(Int)
  }
}

extension PolicySituation {
  /// On how few people each charter rests.
  ///
  /// Exact: people of equal memberships are interchangeable, so one of each class is tried.  Charters
  /// whose rules meet equal classes are counted once.
  package func reliances(of charters: some Sequence<CharterPath>) -> [Reliance] {
    var known: [[[Int]]: RelianceSearch.Answer] = [:]
    return charters.map { charter in
      var answers: [RelianceSearch.Answer] = []
      for change in survey.changes(of: charter) {
        let search = RelianceSearch(change, self)
        let answer = known[search.shape] ?? search.answer()
        known[search.shape] = answer
        answers.append(answer)
      }
      let least = answers.map(\.least)
      return Reliance(
        charter: charter, least: least.compactMap(\.self).min(),
        most: least.contains(nil) ? nil : least.compactMap(\.self).max(),
        busFactor: answers.map(\.busFactor).min() ?? .moreThan(0))
    }
  }
}

extension Reliance.BusFactor: Comparable {
  /// Ordered by how many may leave.
  package static func < (left: Reliance.BusFactor, right: Reliance.BusFactor) -> Bool {
    (left.number, left.isBound ? 1 : 0) < (right.number, right.isBound ? 1 : 0)
  }

  /// So many, or one more than may certainly leave.
  package var number: Int {
    switch self {
    case .exactly(let number): number
    case .moreThan(let number): number + 1
    }
  }

  /// Whether it may be more.
  package var isBound: Bool {
    if case .moreThan = self { true } else { false }
  }
}

/// The search for the few people on whom one change rests.
struct RelianceSearch {
  struct Answer {
    let least: Int?
    let busFactor: Reliance.BusFactor
  }

  private let change: Atom
  private let situation: PolicySituation
  /// People whom no rule of the change tells apart.
  private let cells: [PeopleSet]
  /// Sizes of the cells and the groups that each is in; changes of one shape have one answer.
  let shape: [[Int]]

  /// How many sets of people are tried before the search gives way.
  static let budget = 600

  private var rehearsal: Rehearsal { situation.rehearsal }
  private var people: People { rehearsal.people }

  init(_ change: Atom, _ situation: PolicySituation) {
    self.change = change
    self.situation = situation
    let rehearsal = situation.rehearsal
    let people = rehearsal.people
    let policy = situation.policy
    let matched = policy.rules.indices.filter { index in
      let match = policy.rules[index].match
      return match.terms.contains(.permanent) && match.concerns(change)
    }
    // Who proposes may decide which rules hold.
    let texts =
      matched.isEmpty
      ? policy.defaultRule.map { [(-1, RuleText($0))] } ?? []
      : matched.map { ($0, RuleText(policy.rules[$0])) }
    var groups = [
      people.active, rehearsal.signing, people.set([change.charter.member].compactMap(\.self)),
    ]
    var form: [Int] = []
    for (index, text) in texts {
      let bindings = people.bindings(of: change.charter, using: text.words)
      form += [index, bindings.count]
      for binding in bindings {
        groups += text.who.sorted { $0.text < $1.text }.map { people.named($0, binding) }
        form.append(binding.team == .none ? 1 : 0)
      }
      groups += people.distinctions(text.who)
      groups += (text.match?.pattern.proposers ?? []).map {
        people.named($0.value, Binding(of: change.charter))
      }
    }
    cells = groups.cells(of: people.all)
    shape =
      [form]
      + cells.map { cell in [cell.count] + groups.indices.filter { cell.isSubset(of: groups[$0]) } }
  }

  func answer() -> Answer { Answer(least: least(), busFactor: busFactor()) }

  /// Sets of people by size, smallest first, how many of each cell.
  private func least() -> Int? {
    let able = cells.map { $0.intersection(people.active).intersection(rehearsal.signing).indexes }
    guard decides(PeopleSet(able.flatMap(\.self)), in: rehearsal) else { return nil }
    var left = Self.budget
    let everybody = able.map(\.count).reduce(0, +)
    for size in 1...max(1, everybody) {
      let found = Self.choices(of: size, among: able.map(\.count)) { counts in
        left -= 1
        guard left > 0 else { return true }
        return decides(Self.people(able, counts), in: rehearsal)
      }
      if left <= 0 { return dropped(able) }
      if found { return size }
    }
    return everybody
  }

  /// Everybody without those who can be spared: as many as are needed, where the search took too
  /// long and people of different cells could not stand in for each other.
  private func dropped(_ able: [[Int]]) -> Int {
    var kept = able.map(\.count)
    for index in kept.indices {
      var (low, high) = (0, kept[index])
      while low < high {
        var fewer = kept
        fewer[index] = (low + high) / 2
        if decides(Self.people(able, fewer), in: rehearsal) {
          high = fewer[index]
        } else {
          low = fewer[index] + 1
        }
      }
      kept[index] = high
    }
    return kept.reduce(0, +)
  }

  private func busFactor() -> Reliance.BusFactor {
    let sets = cells.map(\.indexes)
    let all = sets.map(\.count).reduce(0, +)
    var left = Self.budget
    for size in 0...all {
      let found = Self.choices(of: size, among: sets.map(\.count)) { counts in
        left -= 1
        guard left > 0 else { return true }
        let gone = Self.people(sets, counts)
        let rest = rehearsal.without(gone)
        return !decides(
          rest.people.active.intersection(rehearsal.signing).subtracting(gone), in: rest)
      }
      if left <= 0 { return .moreThan(max(0, size - 1)) }
      if found { return .exactly(size) }
    }
    return .exactly(all)
  }

  /// Whether these people alone can decide it, with one of them as the proposer.
  private func decides(_ able: PeopleSet, in rehearsal: Rehearsal) -> Bool {
    cells.contains { cell in
      guard let proposer = cell.intersection(able).first else { return false }
      return rehearsal.decides(able, change, by: proposer)
    }
  }

  private static func people(_ sets: [[Int]], _ counts: [Int]) -> PeopleSet {
    PeopleSet(zip(sets, counts).flatMap { $0.prefix($1) })
  }

  /// Whether a test holds for some way to take so many from cells of these sizes.
  private static func choices(
    of size: Int, among sizes: [Int], where test: ([Int]) -> Bool
  ) -> Bool {
    var chosen: [Int] = []
    func extend(left: Int) -> Bool {
      let rest = sizes.dropFirst(chosen.count)
      guard left <= rest.reduce(0, +) else { return false }
      guard let next = rest.first, left > 0 else {
        return test(chosen + rest.map { _ in 0 })
      }
      for count in stride(from: min(left, next), through: 0, by: -1) {
        chosen.append(count)
        defer { chosen.removeLast() }
        if extend(left: left - count) { return true }
      }
      return false
    }
    return extend(left: size)
  }
}
