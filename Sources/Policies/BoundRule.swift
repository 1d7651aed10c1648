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
  let standIns: StandIns
  /// Of each choice: whether everybody's approval would do, time apart.
  private(set) var isReachable: [Bool] = []

  indirect enum Item: Sendable {
    case leaf(Int)
    /// The same need of several groups, all of which must meet it.
    case each(Need, [Int])
    case anyOf(Need, [[Item]])

    var leaves: [Int] {
      switch self {
      case .leaf(let leaf): [leaf]
      case .each(_, let leaves): leaves
      case .anyOf(_, let lists): lists.flatMap { $0.flatMap(\.leaves) }
      }
    }
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
    var affects = Affects()
    var term = TermLimit()
    /// The charter of each change.
    var charters: [CharterPath] = []

    /// Who has been heard by having written it: the opening's signer, and whoever signed words.
    var writers: [Handle] { proposers.prefix(1) + coAuthors }
  }

  init(
    name: String, why: String?, isDefault: Bool, needs: [Need], options: RuleOptions,
    binding: Binding, atoms: [Int], in setting: Setting
  ) {
    let people = setting.people
    let touched = atoms.filter(setting.charters.indices.contains).map { setting.charters[$0] }
    let usesAffected =
      needs.flatMap(\.groups).contains { $0.parts.contains(.affected) }
      || options.exclude.contains {
        if case .who(.affected, _) = $0 { true } else { false }
      }
    let affected = usesAffected ? setting.affects.of(touched) : []
    var excluded = Excluded()
    for exclusion in options.exclude {
      switch exclusion {
      case .proposer: excluded.proposer = people.set(setting.proposers)
      case .coAuthors: excluded.coAuthors = people.set(setting.coAuthors)
      case .subject: excluded.subjects = people.set(setting.subjects)
      case .who(let who, _):
        excluded.others.formUnion(people.named(who, binding, affected: affected))
      }
    }
    let deputies = options.deputies ? people.deputies : [:]
    let standIns = StandIns(deputies: deputies.allowed(excluded.all))
    let absent = standIns.deputies.filter { !people.active.contains($0.key) }
    var builder = LeafBuilder(
      setting: setting, binding: binding, affected: affected, excluded: excluded.all,
      standIns: absent, rule: needs)
    var items: [Item] = []
    var choices: [[Int]] = [[]]
    for need in needs {
      if case .anyOf(let lists) = need.condition {
        let alternatives = lists.map { list in list.map { builder.add($0, among: list) } }
        items.append(.anyOf(need, alternatives))
        guard choices.count * alternatives.count <= Self.choiceLimit else {
          choices = [[builder.addTangled(need)]]
          break
        }
        let leaves = alternatives.map { $0.flatMap(\.leaves) }
        choices = choices.flatMap { choice in leaves.map { choice + $0 } }
      } else {
        let item = builder.add(need, among: [])
        items.append(item)
        choices = choices.map { $0 + item.leaves }
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
    self.standIns = standIns
    isReachable = choices.map { couldHold($0, setting.clock) }
  }
}

extension [Int: [Int]] {
  /// Without those who may not decide: neither can anybody sign for them, nor they for others.
  fileprivate func allowed(_ excluded: PeopleSet) -> [Int: [Int]] {
    guard !excluded.isEmpty else { return self }
    return filter { !excluded.contains($0.key) }
      .compactMapValues { deputies in
        let allowed = deputies.filter { !excluded.contains($0) }
        return allowed.isEmpty ? nil : allowed
      }
  }
}

extension BoundRule {
  /// Whom a sign-off stands for where it may fill a place of the need, by who signed it.
  private func signers(_ leaf: Leaf, _ standing: Standing) -> PeopleSet {
    var signers = leaf.deciders.own.intersection(standing.approved.own)
    guard !standing.hands.isEmpty else { return signers }
    for (principal, deputy) in standing.hands
    where leaf.eligible.contains(principal) && standing.approved.byDeputy.contains(principal) {
      signers.insert(deputy)
    }
    return signers
  }

  /// Who fills the places of a way, by who signs.
  ///
  /// Somebody away who signs their own page while a deputy signs for them still takes one place:
  /// whichever leaves fewer empty.
  func plan(_ choice: [Int], _ standing: Standing) -> SeatPlan {
    let twice = standing.hands.keys.filter { person in
      standing.approved.own.contains(person)
        && choice.contains { leaves[$0].places != nil && leaves[$0].deciders.own.contains(person) }
    }.min()
    guard let twice else { return seats(choice, standing) }
    var (inPerson, byDeputy) = (standing, standing)
    inPerson.hands[twice] = nil
    byDeputy.approved.own.remove(twice)
    let plans = [seats(choice, inPerson), seats(choice, byDeputy)]
    return plans[1].emptyPlaces < plans[0].emptyPlaces ? plans[1] : plans[0]
  }

  private func seats(_ choice: [Int], _ standing: Standing) -> SeatPlan {
    // A loop, since the optimiser of Swift 6.3.1 stops with an error at the same words as a closure.
    var demands: [SeatPlan.Demand] = []
    for index in choice {
      guard let places = leaves[index].places else { continue }
      let leaf = leaves[index]
      demands.append(
        .init(places: places, fillers: signers(leaf, standing), helpers: leaf.eligible))
    }
    return SeatPlan(demands)
  }

  /// Who would fill the places of a way with everybody's approval, each by their own hand or, of
  /// the absent, by the first deputy who is free.
  func fullPlan(_ choice: [Int]) -> SeatPlan {
    var deciders = Deciders.nobody
    for leaf in choice where leaves[leaf].asksForPeople {
      deciders.eligible.formUnion(leaves[leaf].eligible)
      deciders.own.formUnion(leaves[leaf].deciders.own)
    }
    var standing = Standing()
    let hands = standIns.plans(for: deciders.absent.indexes, taken: []).first ?? [:]
    standing.approved = Voices(own: deciders.own, byDeputy: PeopleSet(hands.keys))
    standing.hands = hands
    return plan(choice, standing)
  }

  /// For whom a signer fills a place of the need: themselves where they may, else a principal.
  func principal(of signer: Int, _ leaf: Leaf, _ standing: Standing) -> Int {
    if leaf.deciders.own.contains(signer), standing.approved.own.contains(signer) { return signer }
    return standing.hands.filter { $0.value == signer && leaf.eligible.contains($0.key) }
      .map(\.key).min() ?? signer
  }

  /// Whether everybody's approval and the end of every objection would meet a way, time apart.
  private func couldHold(_ choice: [Int], _ clock: Clock) -> Bool {
    var deciders = Deciders.nobody
    for leaf in choice where leaves[leaf].asksForPeople {
      deciders.eligible.formUnion(leaves[leaf].eligible)
      deciders.own.formUnion(leaves[leaf].deciders.own)
    }
    return standIns.plans(for: deciders.absent.indexes, taken: []).contains { plan in
      var standing = Standing(spoken: deciders.eligible)
      standing.approved = Voices(own: deciders.own, byDeputy: PeopleSet(plan.keys))
      standing.hands = plan
      return !isPeopleShort(choice, standing, clock)
    }
  }

  /// Whether more people are needed than everybody.
  private func isPeopleShort(_ choice: [Int], _ standing: Standing, _ clock: Clock) -> Bool {
    for leaf in choice where leaves[leaf].asksForPeople {
      if leaves[leaf].state(standing, clock) >= .waitingPeople { return true }
    }
    return !plan(choice, standing).isFull
  }

  /// How far one way to satisfy the rule is.
  func state(_ way: Int, _ standing: Standing, _ clock: Clock) -> State {
    state(choices[way], standing, clock, isReachable: isReachable[way])
  }

  private func state(
    _ choice: [Int], _ standing: Standing, _ clock: Clock, isReachable: Bool
  ) -> State {
    var state = State.approved
    var hasPlaces = false
    for index in choice {
      let leaf = leaves[index]
      state = max(state, leaf.state(standing, clock))
      hasPlaces = hasPlaces || leaf.places != nil
    }
    guard state < .impossible else { return state }
    guard isReachable else { return .impossible }
    guard hasPlaces, !plan(choice, standing).isFull else { return state }
    return max(state, .waitingPeople)
  }

  /// How far the rule is: as far as the best way to satisfy it.
  func state(_ standing: Standing, _ clock: Clock) -> State {
    choices.indices.map { state($0, standing, clock) }.min() ?? .error
  }
}
