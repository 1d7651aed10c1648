import Charters

/// What would be the case if some people acted: approved, despite every objection of others, and
/// took back their own.
extension Hearing {
  /// Whether both clocks run: that of the proposal and that of its latest words.
  var isRunning: Bool { clock.opened != nil && clock.lastContent != nil }

  /// Whether both clocks run once these people have answered.
  func starts(_ acting: PeopleSet) -> Bool {
    let signers = people.set(signers(acting))
    return (clock.opened != nil || !signers.isSubset(of: people.set(witnesses.openers)))
      && (clock.lastContent != nil || !signers.isSubset(of: people.set(witnesses.writers)))
  }

  /// Those who are here and whose answers start whatever clock does not run yet.
  var starters: PeopleSet {
    var starters = people.active
    if clock.opened == nil { starters = starters.subtracting(people.set(witnesses.openers)) }
    if clock.lastContent == nil { starters = starters.subtracting(people.set(witnesses.writers)) }
    return starters
  }

  /// A standing as if both clocks ran.
  private func running(_ standing: Standing) -> Standing {
    var standing = standing
    standing.isClockStarted = true
    standing.isSettling = true
    return standing
  }

  /// Whether everything would hold, time apart, if these people acted.
  func isMet(acting: PeopleSet, isClockStarted: Bool) -> Bool {
    rules.indices.allSatisfy { isMet($0, acting: acting, isClockStarted: isClockStarted) }
  }

  func isMet(_ rule: Int, acting: PeopleSet, isClockStarted: Bool) -> Bool {
    let acts = Acts(acting: acting, isClockStarted: isClockStarted)
    return standings(rule, acts).contains { isMet(rule, $0) }
  }

  /// As if the set acted, but some of it only spoke or took an objection back, and nobody approved
  /// despite an objection where `overrules` is false.
  func isMet(
    _ rule: Int, acting: PeopleSet, silent: PeopleSet, overrules: Bool = true
  ) -> Bool {
    let acts = Acts(acting: acting, silent: silent, overrules: overrules)
    return standings(rule, acts).contains { isMet(rule, $0) }
  }

  private func isMet(_ rule: Int, _ standing: Standing) -> Bool {
    rules[rule].choices.indices.contains {
      rules[rule].state($0, standing, clock) <= .waitingTime
    }
  }

  private struct Acts {
    let acting: PeopleSet
    /// Those of them who approve of nothing.
    var silent = PeopleSet()
    var overrules = true
    var isClockStarted = true
  }

  /// The standing after the acts, for every way in which deputies could sign for the absent.
  private func standings(_ index: Int, _ acts: Acts) -> [Standing] {
    var standing = standing(index)
    standing.isClockStarted = acts.isClockStarted || clock.opened != nil
    standing.isSettling = acts.isClockStarted || clock.lastContent != nil
    guard !acts.acting.isEmpty else { return [standing] }
    let approving = acts.acting.subtracting(acts.silent)
    standing.spoken.formUnion(acts.acting)
    standing.objections.removeAll { acts.acting.contains($0.person) }
    standing.approved.own.formUnion(approving)
    // Whoever decides in person is not signed for.
    let present = approving.intersection(people.active)
    for principal in Array(standing.hands.keys) where present.contains(principal) {
      standing.hands[principal] = nil
    }
    standing.approved.byDeputy = standing.approved.byDeputy.subtracting(present)
    if acts.overrules {
      for place in standing.objections.indices {
        standing.objections[place].despite.own.formUnion(approving)
      }
    }
    let absent = approving.subtracting(people.active)
    guard !absent.isEmpty else { return [standing] }
    let rule = rules[index]
    let represented = absent.indexes.filter { standing.hands[$0] == nil }
    return rule.standIns.plans(for: represented, taken: standing.busy).map { plan in
      var copy = standing
      copy.hands.merge(plan) { first, _ in first }
      let principals = absent.intersection(PeopleSet(copy.hands.keys))
      copy.approved.byDeputy.formUnion(principals)
      if acts.overrules {
        for place in copy.objections.indices {
          copy.objections[place].despite.byDeputy.formUnion(principals)
        }
      }
      return copy
    }
  }

  // MARK: Whose act could help

  /// Everybody whose act could help an unmet rule, in classes of people whom no need of these rules
  /// tells apart.
  func classes(_ unmet: [Int]) -> [[Int]] {
    var useful = PeopleSet()
    var groups: Set<PeopleSet> = [
      people.set(witnesses.openers), people.set(witnesses.writers), people.active, ballots.spoken,
    ]
    for index in unmet {
      let standing = standing(index)
      useful.formUnion(self.useful(index, standing))
      groups.formUnion([
        standing.approved.own, standing.approved.byDeputy, standing.objecting,
        standing.abstained.own, standing.abstained.byDeputy,
      ])
      for objection in standing.objections {
        groups.formUnion([objection.despite.own, objection.despite.byDeputy])
        groups.insert(PeopleSet([objection.person]))
      }
      for (principal, deputies) in rules[index].standIns.deputies
      where !people.active.contains(principal) {
        for person in [principal] + deputies { groups.insert(PeopleSet([person])) }
      }
      for leaf in rules[index].leaves {
        groups.formUnion([leaf.deciders.eligible, leaf.deciders.own, leaf.group])
        guard case .consent(let consent) = leaf.kind else { continue }
        for overruling in consent.overruling {
          groups.formUnion([overruling.deciders.eligible, overruling.deciders.own])
          groups.insert(overruling.group)
        }
      }
    }
    useful = useful.subtracting(people.set(c.claimed))
    var marks: [Int: [Int]] = [:]
    for person in useful.indexes { marks[person] = [] }
    // Sorted, so that hashing decides nothing.
    for (number, group) in groups.sorted(by: PeopleSet.isBefore).enumerated() {
      for person in group.intersection(useful).indexes { marks[person]?.append(number) }
    }
    var order: [[Int]] = []
    var members: [[Int]: [Int]] = [:]
    for person in useful.indexes {
      let mark = marks[person] ?? []
      if members[mark] == nil { order.append(mark) }
      members[mark, default: []].append(person)
    }
    return order.map { members[$0] ?? [] }
  }

  /// Everybody whose act could help the rule.
  private func useful(_ index: Int, _ current: Standing) -> PeopleSet {
    let rule = rules[index]
    let standing = running(current)
    var useful = PeopleSet()
    for (way, choice) in rule.choices.enumerated()
    where rule.state(way, standing, clock) < .impossible {
      for leaf in choice.map({ rule.leaves[$0] }) {
        useful.formUnion(leaf.useful(standing, clock))
      }
    }
    return useful
  }

  /// A number of acts below which not all of these rules can hold: that of the hardest one, with
  /// those of others that nobody of the same people could help.
  func leastActs(of unmet: [Int]) -> Int {
    let rules = unmet.map { index in
      (least: leastActs(index), useful: useful(index, standing(index)))
    }.sorted { $0.least > $1.least }
    var taken = PeopleSet()
    var least = 0
    for rule in rules where rule.useful.isDisjoint(with: taken) {
      least += rule.least
      taken.formUnion(rule.useful)
    }
    return least
  }

  /// A number of acts below which the rule cannot hold.
  func leastActs(_ index: Int) -> Int {
    let rule = rules[index]
    let standing = running(standing(index))
    let counts = rule.choices.enumerated().compactMap { way, choice -> Int? in
      guard rule.state(way, standing, clock) < .impossible else { return nil }
      let plan = rule.plan(choice, standing)
      let places = choice.filter { rule.leaves[$0].places != nil }
      let lacking = places.indices.reduce(0) { $0 + plan.missing($1) }
      return choice.reduce(lacking) { max($0, rule.leaves[$1].leastActs(standing)) }
    }
    return counts.min() ?? 0
  }

  // MARK: Time

  /// When everything would hold if these people acted at once.
  func instant(acting: PeopleSet, isClockStarted: Bool) -> Timestamp {
    let instants = rules.indices.map { index -> Timestamp in
      let rule = rules[index]
      var found: Timestamp?
      let acts = Acts(acting: acting, isClockStarted: isClockStarted)
      for standing in standings(index, acts) {
        for way in rule.choices.indices where rule.state(way, standing, clock) <= .waitingTime {
          let ready = rule.choices[way].map { rule.leaves[$0].ready(standing, clock) }.max()
          found = min(found ?? .init(seconds: .max), ready ?? clock.now)
        }
      }
      return found ?? clock.now
    }
    return max(instants.max() ?? clock.now, clock.now)
  }

  /// The longest wait that begins with the first answer: to the proposal, or else to its latest
  /// words.
  func longestWait() -> Period? {
    let waits = rules.flatMap(\.leaves)
    let periods =
      clock.opened == nil ? waits.compactMap(\.need.openFor) : waits.compactMap(\.wait?.settle)
    return periods.max { $0.seconds < $1.seconds }
  }
}

extension Leaf {
  /// Whose act could help the need.
  fileprivate func useful(_ standing: Standing, _ clock: Clock) -> PeopleSet {
    var useful = PeopleSet()
    switch kind {
    case .seats, .unopposed: useful = eligible.subtracting(approvals(standing))
    case .poll:
      useful = eligible.subtracting(approvals(standing))
        .union(group.intersection(standing.objecting))
    case .consent(let consent):
      if takingPart(standing) < consent.leastTakingPart {
        useful = eligible.subtracting(approvals(standing))
      }
      for objection in blocking(standing) {
        for overruling in consent.overruling {
          let more = overruling.voters(objection).subtracting(overruling.approvals(objection))
          useful.formUnion(more)
        }
      }
    case .advice: useful = unasked(standing)
    case .openFor, .expiry, .tangled: break
    }
    if state(standing, clock) == .blocked {
      useful.formUnion(PeopleSet(blocking(standing).map(\.person)))
    }
    return useful
  }

  /// A number of acts below which the need cannot hold.
  fileprivate func leastActs(_ standing: Standing) -> Int {
    switch kind {
    case .poll(let poll):
      let (yes, no) = (approvals(standing).count, no(standing))
      // Each act adds a yes and at best takes a no away.
      let most = eligible.count + no
      return (0...most).first { acts in
        poll.least(against: max(0, no - acts)).map { yes + acts >= $0 } ?? false
      } ?? most
    case .unopposed:
      return max(missing(standing), PeopleSet(blocking(standing).map(\.person)).count)
    case .consent(let consent):
      let lacking = max(0, consent.leastTakingPart - takingPart(standing))
      let open = blocking(standing)
      guard !open.isEmpty else { return lacking }
      let objectors = PeopleSet(open.map(\.person)).count
      guard !consent.overruling.isEmpty else { return max(lacking, objectors) }
      return max(lacking, 1)
    case .advice: return unasked(standing).count
    case .seats, .openFor, .expiry, .tangled: return 0
    }
  }
}
