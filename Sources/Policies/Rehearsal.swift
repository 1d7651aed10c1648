package import Charters

/// What would become of a change that is not proposed yet, with everybody's approval.
///
/// The language is monotone, so this decides whether anything could ever be approved: what does
/// not pass with everybody's approval and no objection passes never.
struct Rehearsal {
  let policy: Policy
  let people: People
  /// Who can sign at all: members with a key.
  let signing: PeopleSet
  /// Whoever opens a proposal may name everybody as affected, so nobody need be missing there.
  let affects: Affects

  /// - Parameter at: the date for which holders of roles are looked up; nil takes every holder.
  init(_ policy: Policy, _ roster: Roster, at: Timestamp?) {
    self.policy = policy
    let people = People(roster, at: at)
    self.people = people
    affects = Affects(
      opening: policy.everyWho.contains(.affected) ? people.handles.map { .person($0) } : [])
    signing = PeopleSet(
      people.handles.indices.filter { index in
        roster.members[people.handles[index]].map { !($0.keys + $0.openpgp).isEmpty } ?? false
      })
  }

  private init(_ rest: People, of rehearsal: Rehearsal) {
    policy = rehearsal.policy
    people = rest
    signing = rehearsal.signing
    affects = rehearsal.affects
  }

  /// The same after some people have left.
  func without(_ gone: PeopleSet) -> Rehearsal {
    Rehearsal(people.without(gone), of: self)
  }

  struct Change {
    let atoms: [Atom]
    let subjects: [Handle]
  }

  /// What stands in the way of a change by a proposer; nothing where it can pass.
  struct Obstacle {
    let rules: [BoundRule]
    let uncovered: [Atom]
  }

  /// Nil where the change can pass.
  func obstacle(_ change: Change, by proposer: Handle) -> Obstacle? {
    let start = Timestamp(seconds: 0)
    let clock = Clock(opened: start, openingDate: start, lastContent: start, now: start)
    var setting = BoundRule.Setting(
      people: people, clock: clock, proposers: [proposer], coAuthors: [],
      subjects: change.subjects)
    setting.affects = affects
    let context = MatchContext(people: people, term: .permanent, proposer: proposer)
    let (rules, uncovered) = policy.bind(change.atoms, context, setting)
    let failing = rules.filter { rule in
      !standings(rule, approving: signing, isClockStarted: true).contains {
        rule.state($0, clock) <= .waitingTime
      }
    }
    guard !failing.isEmpty || !uncovered.isEmpty else { return nil }
    return Obstacle(rules: failing, uncovered: uncovered.map { change.atoms[$0] })
  }

  /// These people have approved, and have as deputies for the absent, in every way in which they
  /// could share that out; everybody has been asked.
  func standings(
    _ rule: BoundRule, approving: PeopleSet, isClockStarted: Bool
  ) -> [Standing] {
    let absent = rule.standIns.principals.subtracting(people.active).indexes
    let deputies = rule.standIns.deputies.mapValues { $0.filter(approving.contains) }
    return StandIns(deputies: deputies).plans(for: absent, taken: []).map { plan in
      var standing = Standing(spoken: people.all)
      standing.approved = Voices(own: approving, byDeputy: PeopleSet(plan.keys))
      standing.hands = plan
      standing.isClockStarted = isClockStarted
      return standing
    }
  }

  /// What stands in the way whoever proposes; nil where somebody's proposal can pass.
  func obstacle(_ change: Change) -> Obstacle? {
    var first: Obstacle?
    for proposer in proposers(of: change) {
      guard let obstacle = obstacle(change, by: proposer) else { return nil }
      first = first ?? obstacle
    }
    return first ?? Obstacle(rules: [], uncovered: [])
  }

  /// Everybody who may propose, one for each class of people whom the policy cannot tell apart.
  private func proposers(of change: Change) -> [Handle] {
    representatives(of: people.active.intersection(signing), change: change)
  }

  /// One person of each class: those who are in the same groups are interchangeable.
  func representatives(of set: PeopleSet, change: Change) -> [Handle] {
    var groups: [PeopleSet] = [signing, people.active, people.set(change.subjects)]
    let bindings = Set(
      change.atoms.flatMap { people.bindings(of: $0.charter, using: .all) })
    for who in policy.everyWho {
      groups += bindings.map { people.named(who, $0) }
    }
    groups += people.distinctions(policy.everyWho)
    groups = Set(groups).filter { !$0.isEmpty && $0 != people.all }.map(\.self)
    var seen: Set<[Bool]> = []
    return set.indexes.filter { person in
      seen.insert(groups.map { $0.contains(person) }).inserted
    }.map { people.handles[$0] }
  }
}

extension Policy {
  /// The lines that name a person.
  package func lines(naming handle: Handle) -> [Int] {
    var lines: Set<Int> = []
    for text in texts {
      let groups = text.needs.flatMap(\.groups)
      for group in groups where group.parts.contains(.person(handle)) {
        lines.insert(group.place.line)
      }
      for case .who(.person(handle), let place) in text.options.exclude { lines.insert(place.line) }
      let patterns = [text.match?.pattern, text.match?.except].compactMap(\.self)
      for proposer in patterns.flatMap(\.proposers) where proposer.value == .person(handle) {
        lines.insert(proposer.place.line)
      }
    }
    return lines.sorted()
  }

  /// Every name of people in the policy, each once.
  var everyWho: [Who] {
    var all: Set<Who> = []
    for rule in rules {
      for group in rule.needs.flatMap(\.groups) { all.formUnion(group.parts) }
      for case .who(let who, _) in rule.options.exclude { all.insert(who) }
      let proposers = rule.match.pattern.proposers + (rule.match.except?.proposers ?? [])
      all.formUnion(proposers.map(\.value))
    }
    for group in (defaultRule?.needs ?? []).flatMap(\.groups) { all.formUnion(group.parts) }
    for case .who(let who, _) in defaultRule?.options.exclude ?? [] { all.insert(who) }
    return Array(all)
  }
}
