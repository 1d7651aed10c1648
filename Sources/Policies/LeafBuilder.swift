import Charters

/// Turns the needs of one rule and binding into leaves, which it numbers.
struct LeafBuilder {
  let setting: BoundRule.Setting
  let binding: Binding
  /// Whom the charters that the rule matched affect.
  let affected: [Affected]
  let excluded: PeopleSet
  /// Who may be signed for in this rule, and by whom.
  let standIns: [Int: [Int]]
  /// All needs of the rule.
  let rule: [Need]
  private(set) var leaves: [Leaf] = []

  init(
    setting: BoundRule.Setting, binding: Binding, affected: [Affected], excluded: PeopleSet,
    standIns: [Int: [Int]], rule: [Need]
  ) {
    self.setting = setting
    self.binding = binding
    self.affected = affected
    self.excluded = excluded
    self.standIns = standIns
    self.rule = rule
  }

  /// - Parameter list: the alternative of an `any-of` that the need stands in.
  mutating func add(_ need: Need, among list: [Need]) -> BoundRule.Item {
    guard let each = need.each else { return .leaf(append(leaf(need, among: list))) }
    let units = units(of: each)
    guard !units.isEmpty else { return .leaf(append(leaf(need, among: list))) }
    return .each(
      need,
      units.map { unit in
        var leaf = leaf(need, among: list, unit: unit)
        leaf.unit = unit.text
        return append(leaf)
      })
  }

  mutating func addTangled(_ need: Need) -> Int {
    append(
      Leaf(need: need, kind: .tangled, deciders: .nobody, group: PeopleSet(), isReplaced: false))
  }

  private mutating func append(_ leaf: Leaf) -> Int {
    leaves.append(leaf)
    return leaves.count - 1
  }

  // MARK: Groups

  /// One of those whom `each` stands for.
  private struct Unit {
    let text: String
    let named: PeopleSet
  }

  /// A group as people: all it names, and those of them who may decide.
  private struct Crowd {
    let named: PeopleSet
    let deciders: Deciders
  }

  /// Teams one by one; of whom is affected each entry; of other groups everybody who may decide.
  private func units(of group: Group) -> [Unit] {
    var units: [Unit] = []
    for who in group.parts {
      switch who {
      case .everyTeam:
        units += setting.people.teams.map { id in
          Unit(text: "team \(id.text)", named: setting.people.named(.team(id), binding))
        }
      case .affected:
        units += affected.map { Unit(text: $0.description, named: setting.people.named($0)) }
      default:
        let part = Group(isEach: false, parts: [who], place: group.place)
        units += crowd(part).deciders.eligible.indexes.map { person in
          Unit(text: setting.people.handles[person].text, named: PeopleSet([person]))
        }
      }
    }
    var seen: Set<String> = []
    return units.filter { seen.insert($0.text).inserted }
  }

  private func crowd(_ group: Group) -> Crowd {
    let named = setting.people.named(group, binding, affected: affected)
    let present = setting.people.present(group, binding, affected: affected)
    return crowd(named: named, present: present)
  }

  private func crowd(_ unit: Unit) -> Crowd {
    crowd(named: unit.named, present: unit.named.intersection(setting.people.active))
  }

  private func crowd(named: PeopleSet, present: PeopleSet) -> Crowd {
    let own = present.subtracting(excluded)
    var eligible = own
    for person in standIns.keys where named.contains(person) { eligible.insert(person) }
    return Crowd(named: named, deciders: Deciders(eligible: eligible, own: own))
  }

  // MARK: Needs

  private func leaf(_ need: Need, among list: [Need], unit: Unit? = nil) -> Leaf {
    switch need.condition {
    case .approve(let amount, let group, let turnout, let otherwise):
      let own = unit.map(crowd) ?? crowd(group)
      return approval(need, amount, own, turnout, otherwise)
    case .consent(let group, let turnout, let overruling):
      let crowd = unit.map(crowd) ?? crowd(group)
      let wait = (rule + list).compactMap(\.openFor).map(\.seconds).max() ?? 0
      let consent = Leaf.Consent(
        wait: wait, leastTakingPart: turnout?.least(of: crowd.deciders.eligible.count) ?? 0,
        overruling: overruling.map(self.overruling) ?? [])
      return Leaf(
        need: need, kind: .consent(consent), deciders: crowd.deciders, group: crowd.named,
        isReplaced: false)
    case .advice(let group, let wait):
      return advice(need, group, wait, unit)
    case .openFor(let open, let settle, let closeAfter):
      return plain(need, .openFor(wait(open, settle, closeAfter)))
    case .expiresWithin(let period):
      return plain(need, .expiry(setting.term.state(within: period, at: setting.clock.now)))
    case .anyOf: return plain(need, .tangled)
    }
  }

  private func plain(_ need: Need, _ kind: Leaf.Kind) -> Leaf {
    Leaf(need: need, kind: kind, deciders: .nobody, group: PeopleSet(), isReplaced: false)
  }

  /// `otherwise` steps in exactly when fewer people are eligible than there are places, or none
  /// for another amount.
  private func approval(
    _ need: Need, _ amount: Amount, _ own: Crowd, _ turnout: Share?, _ otherwise: Group?
  ) -> Leaf {
    let least = if case .seats(let places) = amount { places } else { 1 }
    var crowd = own
    var isReplaced = false
    if let otherwise, own.deciders.eligible.count < least {
      crowd = self.crowd(otherwise)
      isReplaced = true
    }
    return Leaf(
      need: need, kind: amount.kind(among: crowd.deciders.eligible.count, turnout: turnout),
      deciders: crowd.deciders, group: crowd.named, isReplaced: isReplaced)
  }

  private func overruling(_ overruling: Need.Overruling) -> [Leaf.Overruling] {
    let crowds =
      overruling.group.isEach
      ? units(of: overruling.group).map(crowd) : [crowd(overruling.group)]
    // Of nobody's each nobody could overrule, so a veto stays one.
    let all = crowds.isEmpty ? [Crowd(named: PeopleSet(), deciders: .nobody)] : crowds
    return all.map {
      Leaf.Overruling(amount: overruling.amount, deciders: $0.deciders, group: $0.named)
    }
  }

  /// Exclusion takes no voice away here; only those who wrote it have been heard by that.
  private func advice(_ need: Need, _ group: Group, _ wait: Period?, _ unit: Unit?) -> Leaf {
    let people = setting.people
    let present =
      unit.map { $0.named.intersection(people.active) }
      ?? people.present(group, binding, affected: affected)
    let asked = present.subtracting(people.set(setting.writers))
    return Leaf(
      need: need, kind: .advice(wait: wait?.seconds ?? 0),
      deciders: Deciders(eligible: asked, own: asked), group: asked, isReplaced: false)
  }

  /// Words must have been there for the whole wait where silence can mean yes, and a day elsewhere.
  private func wait(_ open: Period, _ settle: Period?, _ closeAfter: Period?) -> Leaf.Wait {
    let usual = Period.standardSettle(open: open, silenceCounts: rule.contains(where: \.hasSilence))
    return Leaf.Wait(
      open: open.seconds,
      settle: settle ?? usual,
      closes: setting.clock.openingDate.adding(
        seconds: (closeAfter ?? .standardCloseAfter).seconds))
  }
}

extension Amount {
  fileprivate func kind(among eligible: Int, turnout: Share?) -> Leaf.Kind {
    switch self {
    case .seats(let count): .seats(count)
    case .share(let share): .poll(Poll(share: share, electorate: eligible, turnout: turnout))
    case .majority: .poll(Poll(share: nil, electorate: eligible, turnout: turnout))
    case .unopposed: .unopposed
    case .all:
      .poll(
        Poll(
          share: Share(numerator: 1, denominator: 1, isPercent: false), electorate: eligible,
          turnout: nil))
    }
  }
}

extension Period {
  static let standardCloseAfter = Period(90, .days)

  static func standardSettle(open: Period, silenceCounts: Bool) -> Period {
    silenceCounts || open.seconds < 86_400 ? open : Period(1, .days)
  }
}

extension Need {
  var openFor: Period? {
    if case .openFor(let period, _, _) = condition { period } else { nil }
  }

  /// The group that the need is repeated for, where it is.
  var each: Group? {
    switch condition {
    case .approve(_, let group, _, _), .consent(let group, _, _), .advice(let group, _):
      group.isEach ? group : nil
    case .openFor, .expiresWithin, .anyOf: nil
    }
  }

  /// Whether saying nothing can mean yes somewhere in the need.
  var hasSilence: Bool {
    switch condition {
    case .consent, .advice: true
    case .anyOf(let lists): lists.contains { $0.contains(where: \.hasSilence) }
    case .approve, .openFor, .expiresWithin: false
    }
  }
}
