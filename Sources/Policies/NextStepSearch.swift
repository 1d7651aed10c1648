import Charters

/// Finds a smallest set of people whose acts would let a proposal land, time apart.
///
/// To act is to approve and to take back an objection of one's own.  More acts never hurt, so a
/// set is enough or it is not, and every set above it is too.  For few people all sets of a size
/// are tried, smallest size first; for many, people are dropped from the whole group until nobody
/// can be, which is known to be smallest where it meets the lower bound.
struct NextStepSearch {
  let hearing: Hearing
  let state: State
  /// Rules that are not met as things stand.
  private let unmet: [Int]
  private let candidates: [Int]

  /// How many sets are tried before the exact search gives way.
  static let budget = 20_000

  init(_ hearing: Hearing, _ state: State) {
    self.hearing = hearing
    self.state = state
    guard state > .approved, state < .impossible else {
      unmet = []
      candidates = []
      return
    }
    let unmet = hearing.rules.indices.filter {
      !hearing.isMet($0, acting: PeopleSet(), isClockStarted: true)
    }
    self.unmet = unmet
    var useful = PeopleSet()
    for rule in unmet { useful.formUnion(hearing.useful(rule)) }
    candidates = useful.indexes
  }

  func step() -> NextStep {
    let words = NextStepWords(hearing, state)
    guard state > .approved, state < .impossible else { return words.standstill() }
    let found = smallest()
    var sets = found.sets
    // Whoever else acts starts the clock; only where nobody else must, one more is needed.
    let starting = sets.filter { hearing.isMet(acting: $0, isClockStarted: hearing.starts($0)) }
    let needsStarter = starting.isEmpty
    if !needsStarter { sets = starting }
    let instants = sets.map {
      hearing.instant(acting: $0, isClockStarted: needsStarter || hearing.starts($0))
    }
    let earliest = instants.min() ?? hearing.clock.now
    sets = zip(sets, instants).filter { $0.1 == earliest }.map(\.0)
    return words.step(
      sets: sets, needsStarter: needsStarter, instant: earliest, isSmallest: found.isSmallest,
      isComplete: found.isComplete)
  }

  private struct Found {
    /// Sets of the same size in the order of handles; at least one.
    let sets: [PeopleSet]
    let isSmallest: Bool
    /// Every smallest set is listed.
    let isComplete: Bool
  }

  private func smallest() -> Found {
    guard !unmet.isEmpty else {
      return Found(sets: [PeopleSet()], isSmallest: true, isComplete: true)
    }
    let least = max(1, unmet.map { hearing.leastActs($0) }.max() ?? 1)
    var left = Self.budget
    var size = least
    while size <= candidates.count {
      let count = binomial(candidates.count, size, limit: left)
      guard count <= left else { break }
      left -= count
      let sets = combinations(of: size).filter(isEnough)
      if !sets.isEmpty { return Found(sets: sets, isSmallest: true, isComplete: true) }
      size += 1
    }
    let set = dropped()
    return Found(sets: [set], isSmallest: set.count <= size, isComplete: false)
  }

  private func isEnough(_ set: PeopleSet) -> Bool {
    unmet.allSatisfy { hearing.isMet($0, acting: set, isClockStarted: true) }
  }

  /// The whole group without everybody who can be spared, the last by handle first.
  private func dropped() -> PeopleSet {
    var kept = PeopleSet(candidates)
    func drop(_ range: Range<Int>) {
      let rest = kept.subtracting(PeopleSet(candidates[range]))
      if isEnough(rest) {
        kept = rest
      } else if range.count > 1 {
        let middle = range.lowerBound + range.count / 2
        drop(middle..<range.upperBound)
        drop(range.lowerBound..<middle)
      }
    }
    drop(candidates.indices)
    return kept
  }

  private func combinations(of size: Int) -> [PeopleSet] {
    var result: [PeopleSet] = []
    var chosen: [Int] = []
    func extend(from start: Int) {
      if chosen.count == size {
        result.append(PeopleSet(chosen))
        return
      }
      for index in start..<candidates.count
      where candidates.count - index >= size - chosen.count {
        chosen.append(candidates[index])
        extend(from: index + 1)
        chosen.removeLast()
      }
    }
    extend(from: 0)
    return result
  }
}

/// How many sets of `size` there are among `count`, stopping above `limit`.
func binomial(_ count: Int, _ size: Int, limit: Int) -> Int {
  var result = 1
  for step in 0..<min(size, count - size) {
    let (product, overflow) = result.multipliedReportingOverflow(by: count - step)
    guard !overflow else { return limit + 1 }
    result = product / (step + 1)
    if result > limit { return limit + 1 }
  }
  return result
}

extension Hearing {
  /// Those whose own answers start no clock.
  var proposers: PeopleSet { people.set(c.proposers) }

  /// Whether the clock runs once these people have answered.
  func starts(_ acting: PeopleSet) -> Bool {
    clock.opened != nil || !acting.isSubset(of: proposers)
  }

  /// Whether everything would hold, time apart, if these people acted.
  func isMet(acting: PeopleSet, isClockStarted: Bool) -> Bool {
    rules.indices.allSatisfy { isMet($0, acting: acting, isClockStarted: isClockStarted) }
  }

  func isMet(_ rule: Int, acting: PeopleSet, isClockStarted: Bool) -> Bool {
    let standing = standing(rule, acting: acting, isClockStarted)
    return rules[rule].choices.contains {
      rules[rule].state($0, standing, clock) <= .waitingTime
    }
  }

  private func standing(
    _ rule: Int, acting: PeopleSet, _ isClockStarted: Bool
  ) -> Standing {
    var standing = standing(rule)
    standing.approved.formUnion(acting)
    standing.objecting = standing.objecting.subtracting(acting)
    standing.isClockStarted = isClockStarted
    return standing
  }

  /// Everybody whose act could help the rule.
  func useful(_ index: Int) -> PeopleSet {
    let rule = rules[index]
    let standing = standing(index, acting: PeopleSet(), true)
    var useful = PeopleSet()
    for choice in rule.choices where rule.state(choice, standing, clock) < .impossible {
      for leaf in choice.map({ rule.leaves[$0] }) where leaf.asksForPeople {
        if leaf.asksForApproval {
          useful.formUnion(leaf.eligible.subtracting(standing.approved))
        }
        if leaf.state(standing, clock) == .blocked {
          useful.formUnion(leaf.group.intersection(standing.objecting))
        }
      }
    }
    return useful
  }

  /// A number of acts below which the rule cannot hold.
  func leastActs(_ index: Int) -> Int {
    let rule = rules[index]
    let standing = standing(index, acting: PeopleSet(), true)
    let counts = rule.choices.compactMap { choice -> Int? in
      guard rule.state(choice, standing, clock) < .impossible else { return nil }
      let plan = rule.plan(choice, approved: standing.approved)
      let places = choice.filter { rule.leaves[$0].places != nil }
      var least = places.indices.reduce(0) { $0 + plan.missing($1) }
      var blocking = PeopleSet()
      for leaf in choice.map({ rule.leaves[$0] }) {
        least = max(least, leaf.missing(standing))
        if leaf.state(standing, clock) == .blocked {
          blocking.formUnion(leaf.group.intersection(standing.objecting))
        }
      }
      return max(least, blocking.count)
    }
    return counts.min() ?? 0
  }

  /// When everything would hold if these people acted at once.
  func instant(acting: PeopleSet, isClockStarted: Bool) -> Timestamp {
    let instants = rules.indices.map { index -> Timestamp in
      let rule = rules[index]
      let standing = standing(index, acting: acting, isClockStarted)
      let met = rule.choices.filter { rule.state($0, standing, clock) <= .waitingTime }
      return met.map { choice in
        choice.compactMap { rule.leaves[$0].wait.map(clock.earliest) }.max() ?? clock.now
      }.min() ?? clock.now
    }
    return max(instants.max() ?? clock.now, clock.now)
  }

  /// The longest wait that begins with the first answer.
  func longestWait() -> Period? {
    rules.flatMap(\.leaves).compactMap(\.need.openFor).max { $0.seconds < $1.seconds }
  }
}
