import Charters

/// A rule with one binding: what it asks, of whom by index, and for which changes.
struct BoundRule: Sendable {
  let name: String
  let why: String?
  let isDefault: Bool
  let options: RuleOptions
  let binding: Binding
  /// Indexes of the changes that it matched.
  let atoms: [Int]
  let leaves: [Leaf]
  /// The needs in the order of the file.
  let needs: [Item]
  /// Every way to satisfy the rule: the leaves that must all hold.
  let choices: [[Int]]
  let exclusion: Excluded

  enum Item: Sendable {
    case leaf(Int)
    case anyOf(Need, [[Int]])
  }

  /// Whose approvals are taken away, and why.
  struct Excluded: Sendable {
    var proposer = PeopleSet()
    var coAuthors = PeopleSet()
    var subjects = PeopleSet()
    var others = PeopleSet()

    var all: PeopleSet { proposer.union(coAuthors).union(subjects).union(others) }

    func reason(_ person: Int) -> ReasonCode? {
      if proposer.contains(person) { return .proposer }
      if coAuthors.contains(person) { return .coAuthor }
      if subjects.contains(person) { return .subject }
      return others.contains(person) ? .notInGroup : nil
    }
  }

  /// The most ways to satisfy one rule; a policy with more is refused.
  static let choiceLimit = 1_024
}

extension BoundRule {
  /// What decides about a rule beside its text and its binding.
  struct Setting {
    let people: People
    let clock: Clock
    let proposers: [Handle]
    let coAuthors: [Handle]
    let subjects: [Handle]
  }

  init(
    name: String, why: String?, isDefault: Bool, needs: [Need], options: RuleOptions,
    binding: Binding, atoms: [Int], in setting: Setting
  ) {
    let people = setting.people
    var excluded = Excluded()
    for exclusion in options.exclude {
      switch exclusion {
      case .proposer: excluded.proposer = people.set(setting.proposers)
      case .coAuthors: excluded.coAuthors = people.set(setting.coAuthors)
      case .subject: excluded.subjects = people.set(setting.subjects)
      case .who(let who, _): excluded.others.formUnion(people.named(who, binding))
      }
    }
    var builder = LeafBuilder(
      setting: setting, binding: binding, excluded: excluded.all, rule: needs)
    var items: [Item] = []
    var choices: [[Int]] = [[]]
    for need in needs {
      if case .anyOf(let lists) = need.condition {
        let alternatives = lists.map { list in list.map { builder.add($0, among: list) } }
        items.append(.anyOf(need, alternatives))
        guard choices.count * alternatives.count <= Self.choiceLimit else {
          choices = [[builder.addUnsupported(need)]]
          break
        }
        choices = choices.flatMap { choice in alternatives.map { choice + $0 } }
      } else {
        let leaf = builder.add(need, among: [])
        items.append(.leaf(leaf))
        choices = choices.map { $0 + [leaf] }
      }
    }
    self.name = name
    self.why = why
    self.isDefault = isDefault
    self.options = options
    self.binding = binding
    self.atoms = atoms
    self.leaves = builder.leaves
    self.needs = items
    self.choices = choices
    self.exclusion = excluded
  }
}

extension BoundRule {
  func plan(_ choice: [Int], approved: PeopleSet) -> SeatPlan {
    SeatPlan(
      choice.compactMap { leaf in
        leaves[leaf].places.map {
          SeatPlan.Demand(places: $0, eligible: leaves[leaf].eligible)
        }
      }, approved: approved)
  }

  /// Whether everybody's approval would fill the places of the choice.
  func hasPeople(_ choice: [Int]) -> Bool {
    let eligible = choice.reduce(into: PeopleSet()) { $0.formUnion(leaves[$1].eligible) }
    return plan(choice, approved: eligible).isFull
  }

  /// How far one way to satisfy the rule is.
  func state(_ choice: [Int], _ standing: Standing, _ clock: Clock) -> State {
    var state = State.approved
    for leaf in choice { state = max(state, leaves[leaf].state(standing, clock)) }
    guard state < .impossible, choice.contains(where: { leaves[$0].places != nil }) else {
      return state
    }
    if plan(choice, approved: standing.approved).isFull { return state }
    return hasPeople(choice) ? max(state, .waitingPeople) : .impossible
  }

  /// How far the rule is: as far as the best way to satisfy it.
  func state(_ standing: Standing, _ clock: Clock) -> State {
    choices.map { state($0, standing, clock) }.min() ?? .error
  }
}

/// Turns needs into leaves, which it numbers.
private struct LeafBuilder {
  let setting: BoundRule.Setting
  let binding: Binding
  let excluded: PeopleSet
  /// All needs of the rule.
  let rule: [Need]
  private(set) var leaves: [Leaf] = []

  init(setting: BoundRule.Setting, binding: Binding, excluded: PeopleSet, rule: [Need]) {
    self.setting = setting
    self.binding = binding
    self.excluded = excluded
    self.rule = rule
  }

  /// - Parameter list: the alternative of an `any-of` that the need stands in.
  mutating func add(_ need: Need, among list: [Need]) -> Int {
    leaves.append(leaf(need, among: list))
    return leaves.count - 1
  }

  mutating func addUnsupported(_ need: Need) -> Int {
    leaves.append(unsupported(need))
    return leaves.count - 1
  }

  private func unsupported(_ need: Need) -> Leaf {
    Leaf(
      need: need, kind: .unsupported, eligible: PeopleSet(), group: PeopleSet(),
      isReplaced: false)
  }

  private func leaf(_ need: Need, among list: [Need]) -> Leaf {
    guard need.unsupported.isEmpty else { return unsupported(need) }
    switch need.condition {
    case .approve(let amount, let group, _, let otherwise):
      return approval(need, amount, group, otherwise)
    case .consent(let group, _, _):
      let wait = (rule + list).compactMap(\.openFor).map(\.seconds).max() ?? 0
      return Leaf(
        need: need, kind: .consent(wait: wait), eligible: eligible(group),
        group: setting.people.named(group, binding), isReplaced: false)
    case .openFor(let open, let settle, let closeAfter):
      return Leaf(
        need: need, kind: .openFor(wait(open, settle, closeAfter)), eligible: PeopleSet(),
        group: PeopleSet(), isReplaced: false)
    case .advice, .expiresWithin, .anyOf: return unsupported(need)
    }
  }

  private func eligible(_ group: Group) -> PeopleSet {
    setting.people.present(group, binding).subtracting(excluded)
  }

  /// `otherwise` steps in exactly when fewer people are eligible than there are places, or none
  /// for another amount.
  private func approval(
    _ need: Need, _ amount: Amount, _ group: Group, _ otherwise: Group?
  ) -> Leaf {
    let least = if case .seats(let places) = amount { places } else { 1 }
    let isReplaced = otherwise != nil && eligible(group).count < least
    let group = isReplaced ? otherwise ?? group : group
    let eligible = eligible(group)
    return Leaf(
      need: need, kind: amount.kind(among: eligible.count), eligible: eligible,
      group: setting.people.named(group, binding), isReplaced: isReplaced)
  }

  /// Words must have been there for the whole wait where silence can mean yes, and a day elsewhere.
  private func wait(_ open: Period, _ settle: Period?, _ closeAfter: Period?) -> Leaf.Wait {
    let usual = Period.standardSettle(open: open, silenceCounts: rule.contains(where: \.hasSilence))
    return Leaf.Wait(
      open: open.seconds,
      settled: setting.clock.lastContent.adding(seconds: settle?.seconds ?? usual),
      closes: setting.clock.openingDate.adding(
        seconds: (closeAfter ?? .standardCloseAfter).seconds))
  }
}

extension Amount {
  fileprivate func kind(among eligible: Int) -> Leaf.Kind {
    switch self {
    case .seats(let count): .seats(count)
    case .share(let share): .poll(least: share.least(of: eligible))
    case .majority: .poll(least: eligible / 2 + 1)
    case .unopposed: .unopposed
    case .all: .poll(least: eligible)
    }
  }
}

extension Period {
  static let standardCloseAfter = Period(90, .days)

  /// In seconds.
  static func standardSettle(open: Period, silenceCounts: Bool) -> Int64 {
    silenceCounts ? open.seconds : min(Period(1, .days).seconds, open.seconds)
  }
}

extension Need {
  var openFor: Period? {
    if case .openFor(let period, _, _) = condition { period } else { nil }
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
