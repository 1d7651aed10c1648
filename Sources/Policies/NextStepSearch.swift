import Charters

/// Finds a smallest set of people whose acts would let a proposal land, time apart.
///
/// To act is to approve, despite every objection of others, and to take back an objection of one's
/// own; of the absent, that a deputy does so for them.  More acts never hurt, so a set is enough or
/// it is not, and every set above it is too.  People whom no need tells apart form one class, and
/// what is searched is how many of each class: by size, smallest first, leaving out whatever even
/// everybody of the remaining classes could not complete (branch and bound).  Where that takes too
/// many operations, people are dropped from a set that is enough until nobody can be; it is known
/// to be smallest where it meets the lower bound.
struct NextStepSearch {
  let hearing: Hearing
  let state: State
  /// Rules that are not met as things stand.
  private let unmet: [Int]
  /// People whose act could help, by what tells them apart; each class in the order of handles.
  private let classes: [[Int]]

  /// How many needs are looked at, weighed by the number of people, before the exact search gives
  /// way.
  static let budget = 60_000
  /// With more classes than this a set that meets the lower bound is not searched for others.
  static let fewClasses = 10
  /// How many sets of people are listed.
  static let listed = 2_000

  init(_ hearing: Hearing, _ state: State) {
    self.hearing = hearing
    self.state = state
    guard state > .approved, state < .impossible else {
      unmet = []
      classes = []
      return
    }
    let unmet = hearing.rules.indices.filter {
      !hearing.isMet($0, acting: PeopleSet(), isClockStarted: true)
    }
    self.unmet = unmet
    classes = hearing.classes(unmet)
  }

  func step() -> NextStep {
    let words = NextStepWords(hearing, state)
    guard state > .approved, state < .impossible else { return words.standstill() }
    let found = smallest()
    var counts = found.counts
    // Whoever else acts starts the clock; only where nobody else must, one more is needed.
    let starting = counts.filter { count in
      let set = people(count)
      return hearing.isMet(acting: set, isClockStarted: hearing.starts(set))
    }
    let needsStarter = starting.isEmpty
    if !needsStarter { counts = starting }
    let instants = counts.map { count in
      let set = people(count)
      return hearing.instant(acting: set, isClockStarted: needsStarter || hearing.starts(set))
    }
    let earliest = instants.min() ?? hearing.clock.now
    counts = zip(counts, instants).filter { $0.1 == earliest }.map(\.0)
    let sets = listing(counts)
    return words.step(
      sets: sets ?? [counts.map(people).min(by: PeopleSet.isBefore) ?? PeopleSet()],
      needsStarter: needsStarter, instant: earliest, isSmallest: found.isSmallest,
      isComplete: found.isComplete && sets != nil)
  }

  // MARK: Search

  private struct Found {
    /// How many of each class act; all of the same size, at least one.
    let counts: [[Int]]
    let isSmallest: Bool
    /// Every smallest one is among them.
    let isComplete: Bool
  }

  private func smallest() -> Found {
    guard !unmet.isEmpty else {
      return Found(counts: [classes.map { _ in 0 }], isSmallest: true, isComplete: true)
    }
    let least = max(1, hearing.leastActs(of: unmet))
    let quick = dropped()
    if classes.count > Self.fewClasses, quick.reduce(0, +) == least {
      return Found(counts: [quick], isSmallest: true, isComplete: false)
    }
    let capacity = classes.map(\.count).reduce(0, +)
    var work = Work(left: Self.budget)
    var size = least
    while size <= capacity {
      var counts: [[Int]] = []
      var chosen: [Int] = []
      extend(&chosen, left: size, &work, &counts)
      guard work.left >= 0 else { break }
      if !counts.isEmpty { return Found(counts: counts, isSmallest: true, isComplete: true) }
      size += 1
    }
    return Found(
      counts: [quick], isSmallest: quick.reduce(0, +) <= size, isComplete: false)
  }

  private struct Work {
    var left: Int
  }

  /// Adds every way to let `left` more people of the remaining classes act that is enough.
  private func extend(
    _ chosen: inout [Int], left: Int, _ work: inout Work, _ found: inout [[Int]]
  ) {
    guard work.left >= 0 else { return }
    let rest = classes.dropFirst(chosen.count)
    guard left <= rest.map(\.count).reduce(0, +) else { return }
    guard let next = rest.first, left > 0 else {
      let count = chosen + rest.map { _ in 0 }
      if isEnough(people(count), &work) { found.append(count) }
      return
    }
    // Even everybody of the remaining classes would not be enough.
    guard isEnough(people(chosen + rest.map { min(left, $0.count) }), &work) else { return }
    for count in stride(from: min(left, next.count), through: 0, by: -1) {
      chosen.append(count)
      extend(&chosen, left: left - count, &work, &found)
      chosen.removeLast()
    }
  }

  private func isEnough(_ set: PeopleSet, _ work: inout Work) -> Bool {
    let weight = 1 + hearing.people.handles.count / 2_000
    return unmet.allSatisfy { rule in
      work.left -= weight * hearing.rules[rule].choices.map(\.count).reduce(1, +)
      return hearing.isMet(rule, acting: set, isClockStarted: true)
    }
  }

  /// Everybody without those who can be spared, of the last class first.
  private func dropped() -> [Int] {
    var kept = classes.map(\.count)
    var work = Work(left: .max)
    for index in kept.indices.reversed() {
      // The least number of this class that is enough with all the others: found by halving.
      var (low, high) = (0, kept[index])
      while low < high {
        let middle = (low + high) / 2
        var fewer = kept
        fewer[index] = middle
        if isEnough(people(fewer), &work) { high = middle } else { low = middle + 1 }
      }
      kept[index] = high
    }
    return kept
  }

  // MARK: People

  /// The first people of each class.
  private func people(_ counts: [Int]) -> PeopleSet {
    PeopleSet(zip(classes, counts).flatMap { $0.prefix($1) })
  }

  /// Every set of people that the counts stand for, in the order of handles; nil where they are too
  /// many to list.
  private func listing(_ counts: [[Int]]) -> [PeopleSet]? {
    var total = 0
    for count in counts {
      var ways = 1
      for (members, size) in zip(classes, count) {
        let more = binomial(members.count, size, limit: Self.listed)
        ways = min(ways * more, Self.listed + 1)
      }
      total += ways
      if total > Self.listed { return nil }
    }
    var sets: [PeopleSet] = []
    for count in counts {
      var partial = [PeopleSet()]
      for (members, size) in zip(classes, count) where size > 0 {
        let more = Self.combinations(of: size, from: members)
        partial = partial.flatMap { set in more.map { set.union($0) } }
      }
      sets += partial
    }
    return sets.sorted(by: PeopleSet.isBefore)
  }

  private static func combinations(of size: Int, from members: [Int]) -> [PeopleSet] {
    var result: [PeopleSet] = []
    var chosen: [Int] = []
    func extend(from start: Int) {
      if chosen.count == size {
        result.append(PeopleSet(chosen))
        return
      }
      for index in start..<members.count where members.count - index >= size - chosen.count {
        chosen.append(members[index])
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

extension PeopleSet {
  /// In the order of handles, the first of them first.
  static func isBefore(_ a: PeopleSet, _ b: PeopleSet) -> Bool {
    a.indexes.lexicographicallyPrecedes(b.indexes)
  }
}
