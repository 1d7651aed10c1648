import Charters

/// What becomes of a rule at one place, whoever proposes and whoever is gone.
struct SiteVerdict: Sendable {
  /// Proposers under whom it can pass, one of each cell, and those under whom it cannot.
  var possible: [PeopleSet] = []
  var impossible: [PeopleSet] = []
  /// Everybody without whom it could not pass.
  var singlePoints = PeopleSet()
  /// Everybody who could propose and alone pass it.
  var alone = PeopleSet()

  var isImpossible: Bool { possible.isEmpty }
}

extension Rehearsal {
  /// Judges a rule at a place with everybody's approval: by every proposer, without everybody in
  /// turn, and by the proposer alone.
  ///
  /// People of one cell (the same groups of the rule) are interchangeable, so one of each is tried:
  /// the answer is exact, and its cost does not grow with the number of people.
  func verdict(_ site: RuleSite) -> SiteVerdict {
    var verdict = SiteVerdict()
    let cells = cells(site)
    let proposers = cells.filter { $0.isSubset(of: people.active.intersection(signing)) }
    for cell in proposers {
      guard let proposer = cell.first else { continue }
      if passes(site, by: proposer, approving: signing, in: people, isClockStarted: true) {
        verdict.possible.append(cell)
      } else {
        verdict.impossible.append(cell)
      }
      let isOnlyOne = people.active.count == 1
      if passes(
        site, by: proposer, approving: PeopleSet([proposer]), in: people,
        isClockStarted: isOnlyOne)
      {
        verdict.alone.formUnion(cell)
      }
    }
    guard !verdict.isImpossible else { return verdict }
    for cell in cells {
      guard let gone = cell.first, people.handles[gone] != site.subject,
        site.binding.person != .of(people.handles[gone])
      else { continue }
      let rest = people.without(gone)
      let stays = proposers.contains { other in
        let others = other.subtracting(PeopleSet([gone]))
        guard let proposer = others.first else { return false }
        return passes(
          site, by: proposer, approving: signing.subtracting(PeopleSet([gone])), in: rest,
          isClockStarted: true)
      }
      if !stays { verdict.singlePoints.formUnion(cell) }
    }
    return verdict
  }

  /// The people of the roster, in cells whom the rule cannot tell apart at this place.
  func cells(_ site: RuleSite) -> [PeopleSet] {
    var groups = site.rule.who.map { people.named($0, site.binding) }
    groups += [people.active, signing, people.set([site.subject].compactMap(\.self))]
    groups += people.distinctions(site.rule.who)
    if case .of(let person) = site.binding.person { groups.append(people.set([person])) }
    return groups.cells(of: people.all)
  }

  /// The sizes of the cells: places of the same shape have the same verdict, up to names.
  func shape(_ site: RuleSite) -> [[Int]] {
    var groups = site.rule.who.sorted { $0.text < $1.text }.map { people.named($0, site.binding) }
    groups += [people.active, signing, people.set([site.subject].compactMap(\.self))]
    groups += people.distinctions(site.rule.who)
    // Outside teams other people stand in for those who are gone.
    let isOutside = if case .of = site.binding.team { 0 } else { 1 }
    return [[isOutside]]
      + cells(site).map { cell in
        [cell.count] + groups.indices.filter { cell.isSubset(of: groups[$0]) }
      }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Whether the rule is met there, time apart.
  func passes(
    _ site: RuleSite, by proposer: Int?, approving: PeopleSet, in people: People,
    isClockStarted: Bool
  ) -> Bool {
    let rule = bound(site, by: proposer, in: people)
    return standings(rule, approving: approving, isClockStarted: isClockStarted).contains {
      rule.state($0, Self.clock) <= .waitingTime
    }
  }

  func bound(_ site: RuleSite, by proposer: Int?, in people: People) -> BoundRule {
    var setting = BoundRule.Setting(
      people: people, clock: Self.clock,
      proposers: proposer.map { [people.handles[$0]] } ?? [], coAuthors: [],
      subjects: [site.subject].compactMap(\.self))
    setting.affects = affects
    setting.charters = [site.charter]
    return BoundRule(
      name: site.rule.name, why: site.rule.why, isDefault: site.rule.match == nil,
      needs: site.rule.needs, options: site.rule.options, binding: site.binding, atoms: [0],
      in: setting)
  }

  static var clock: Clock {
    let start = Timestamp(seconds: 0)
    return Clock(opened: start, openingDate: start, lastContent: start, now: start)
  }
}
