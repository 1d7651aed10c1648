import Charters

/// One bound rule as it stands: the best way to satisfy it, and each need within that way.
struct RuleView {
  private let hearing: Hearing
  private let rule: BoundRule
  private let standing: Standing
  private let tally: Tally
  /// For each leaf, the way in which it is shown.
  private let leafViews: [LeafView]
  private let state: State

  init(_ hearing: Hearing, _ index: Int) {
    self.hearing = hearing
    rule = hearing.rules[index]
    standing = hearing.standing(index)
    tally = hearing.tallies[index]
    let rule = rule
    let standing = standing
    let ways = rule.choices.indices.map { Way(rule, $0, standing, hearing.clock) }
    let order = ways.indices.min { a, b in
      (ways[a].state, ways[a].missing, a) < (ways[b].state, ways[b].missing, b)
    }
    let best = order ?? 0
    state = ways.isEmpty ? .error : ways[best].state
    var views: [LeafView?] = rule.leaves.map { _ in nil }
    // Alternatives that were not chosen are shown as if they were, all else being the same.
    for way in [best] + rule.neighbours(of: best) where ways.indices.contains(way) {
      for leaf in rule.choices[way] where views[leaf] == nil {
        views[leaf] = ways[way].view(leaf)
      }
    }
    leafViews = views.map { view in
      view ?? LeafView(state: .error, filled: PeopleSet(), missing: 0, helpers: PeopleSet())
    }
  }

  var judgement: RuleJudgement {
    RuleJudgement(
      name: rule.name, why: rule.why, binding: rule.binding.text,
      atoms: rule.atoms.map { hearing.c.atoms[$0] }, state: state,
      needs: rule.needs.map(judgement), isDefault: rule.isDefault)
  }

  private func judgement(_ item: BoundRule.Item) -> NeedJudgement {
    switch item {
    case .leaf(let leaf): judgement(leaf)
    case .each(let need, let leaves): NeedJudgement.allOf(leaves.map { judgement($0) }, need.text)
    case .anyOf(_, let lists):
      NeedJudgement.anyOf(
        lists.map { list in
          list.count == 1 ? judgement(list[0]) : NeedJudgement.allOf(list.map { judgement($0) })
        })
    }
  }

  private func judgement(_ index: Int) -> NeedJudgement {
    let leaf = rule.leaves[index]
    let view = leafViews[index]
    let people = hearing.people
    var objectors: [Handle] = []
    switch leaf.kind {
    case .consent, .unopposed:
      objectors = people.handles(PeopleSet(leaf.blocking(standing).map(\.person)))
    default: break
    }
    var deputies: [Handle: Handle] = [:]
    for principal in view.filled.indexes where isByDeputy(principal, leaf) {
      guard let deputy = standing.hands[principal] else { continue }
      deputies[people.handles[principal]] = people.handles[deputy]
    }
    return NeedJudgement(
      text: leaf.text, state: view.state, have: people.handles(view.filled),
      missing: view.missing, candidates: candidates(view.helpers, leaf),
      notBefore: notBefore(leaf, view), notCounted: notCounted(leaf, view), children: [],
      remark: remark(leaf, view, objectors), objectors: objectors, deputies: deputies,
      namesHave: leaf.asksForApproval)
  }

  /// Whether somebody's place is filled by a deputy's hand.
  private func isByDeputy(_ person: Int, _ leaf: Leaf) -> Bool {
    standing.approved.byDeputy.contains(person)
      && !(leaf.deciders.own.contains(person) && standing.approved.own.contains(person))
  }

  /// Who could sign: those who may themselves, and the deputies of those who are away.
  private func candidates(_ helpers: PeopleSet, _ leaf: Leaf) -> [Handle] {
    let absent = helpers.intersection(leaf.deciders.absent)
    var signers = helpers.subtracting(absent)
    for principal in absent.indexes {
      for deputy in rule.standIns.deputies[principal] ?? [] { signers.insert(deputy) }
    }
    return hearing.people.handles(signers)
  }

  private func notBefore(_ leaf: Leaf, _ view: LeafView) -> Timestamp? {
    guard view.state == .waitingTime else { return nil }
    switch leaf.kind {
    case .openFor(let wait): return hearing.clock.ready(wait)
    case .consent(let consent): return hearing.clock.opened?.adding(seconds: consent.wait)
    case .advice: return leaf.ready(standing, hearing.clock)
    default: return nil
    }
  }

  /// Approvals that do not help this need, each voice once.
  private func notCounted(_ leaf: Leaf, _ view: LeafView) -> [Uncounted] {
    guard leaf.asksForApproval else { return [] }
    let people = hearing.people
    var found = tally.refused.map { refused in
      let index = people.index[refused.principal ?? refused.member]
      let isNamed = index.map(leaf.group.contains) ?? true
      return Uncounted(
        member: refused.member, principal: refused.principal,
        reason: isNamed ? refused.reason : .notInGroup)
    }
    for index in standing.approved.own.indexes {
      guard let reason = reason(index, isByDeputy: false, leaf, view) else { continue }
      found.append(Uncounted(member: people.handles[index], reason: reason))
    }
    for index in standing.approved.byDeputy.indexes {
      guard let reason = reason(index, isByDeputy: true, leaf, view),
        let deputy = standing.hands[index]
      else { continue }
      found.append(
        Uncounted(
          member: people.handles[deputy], principal: people.handles[index], reason: reason))
    }
    return found.sorted { $0.sortKey < $1.sortKey }
  }

  /// Why an approval that counts in the rule does not count for this need.
  private func reason(
    _ index: Int, isByDeputy: Bool, _ leaf: Leaf, _ view: LeafView
  ) -> ReasonCode? {
    let deciders = isByDeputy ? leaf.deciders.eligible : leaf.deciders.own
    if !deciders.contains(index) { return leaf.group.contains(index) ? .absent : .notInGroup }
    guard leaf.places != nil, !view.filled.contains(index) else { return nil }
    let countsElsewhere = rule.leaves.indices.contains { other in
      leafViews[other].filled.contains(index)
    }
    return view.missing > 0 || !countsElsewhere ? .seatUsed : nil
  }

  /// Whether a sign-off counts for any need of the rule, and why not for the others.
  func verdict(on signoff: Signoff, at place: Int) -> (counts: Bool, reasons: [ReasonCode]) {
    let problems = tally.problems[place] ?? []
    guard problems.isEmpty,
      let index = hearing.people.index[signoff.principal ?? signoff.member]
    else { return (false, problems) }
    let isByDeputy = signoff.principal != nil
    var counts = false
    var reasons: [ReasonCode] = []
    for (leaf, view) in zip(rule.leaves, leafViews) where leaf.asksForVotes {
      if signoff.decision == .abstain && leaf.places != nil { continue }
      if let reason = reason(index, isByDeputy: isByDeputy, leaf, view) {
        reasons.append(reason)
      } else if leaf.places == nil || view.filled.contains(index) {
        counts = true
      }
    }
    return (counts, reasons)
  }

  private func remark(_ leaf: Leaf, _ view: LeafView, _ objectors: [Handle]) -> String {
    let people = hearing.people
    var facts = NeedRemark(
      state: view.state, clock: hearing.clock, standing: standing, people: people)
    facts.objectors = objectors
    facts.have = view.filled.count
    facts.missing = view.missing
    if leaf.places != nil {
      facts.elsewhere = leaf.approvals(standing).subtracting(view.filled).indexes.map { person in
        let deputy = isByDeputy(person, leaf) ? standing.hands[person] : nil
        return (deputy.map { "\(people.handles[$0].text) for " } ?? "")
          + people.handles[person].text
      }
    }
    let agreed = leaf.group.intersection(tally.approved.own.union(tally.approved.byDeputy))
    let abstained = leaf.group.intersection(tally.abstained.own.union(tally.abstained.byDeputy))
      .subtracting(agreed)
    facts.agreed = agreed.count
    facts.abstained = abstained.count
    facts.silent =
      leaf.group.intersection(people.active).subtracting(agreed).subtracting(abstained)
      .subtracting(standing.objecting).count
    return facts.text(leaf)
  }
}

/// One way to satisfy a rule, as it stands.
private struct Way {
  let state: State
  let missing: Int
  private let rule: BoundRule
  private let choice: [Int]
  private let standing: Standing
  private let clock: Clock
  private let plan: SeatPlan
  /// The places as they would be filled with everybody's approval.
  private let fullPlan: SeatPlan

  init(_ rule: BoundRule, _ way: Int, _ standing: Standing, _ clock: Clock) {
    let choice = rule.choices[way]
    self.rule = rule
    self.choice = choice
    self.standing = standing
    self.clock = clock
    state = rule.state(way, standing, clock)
    plan = rule.plan(choice, standing)
    fullPlan = rule.isReachable[way] ? plan : rule.fullPlan(choice)
    var missing = 0
    var demand = 0
    for leaf in choice {
      if rule.leaves[leaf].places != nil {
        missing += plan.missing(demand)
        demand += 1
      } else {
        missing += rule.leaves[leaf].missing(standing)
      }
    }
    self.missing = missing
    isReachable = rule.isReachable[way]
  }

  private let isReachable: Bool

  func view(_ index: Int) -> LeafView {
    let leaf = rule.leaves[index]
    guard leaf.places != nil else {
      let state = leaf.state(standing, clock)
      var filled = leaf.approvals(standing)
      if case .advice = leaf.kind { filled = leaf.eligible.intersection(standing.spoken) }
      let helpers =
        leaf.asksForApproval && state != .approved
        ? leaf.eligible.subtracting(filled) : PeopleSet()
      return LeafView(
        state: state, filled: filled, missing: leaf.missing(standing), helpers: helpers)
    }
    let seats = choice.filter { rule.leaves[$0].places != nil }
    let demand = seats.firstIndex(of: index) ?? 0
    let missing = plan.missing(demand)
    var state = State.approved
    if missing > 0 {
      state = .waitingPeople
      if !isReachable, !fullPlan.isFull {
        // A shortage that everybody's approval would not end shows where it arises.
        let shortages = seats.indices.filter { fullPlan.missing($0) > 0 && plan.missing($0) > 0 }
        let short = shortages.isEmpty ? [demand] : shortages
        if short.contains(demand) { state = .impossible }
      }
    }
    let filled = PeopleSet(
      plan.filled[demand].indexes.map { rule.principal(of: $0, leaf, standing) })
    let helpers =
      missing > 0 ? plan.helpers(demand).subtracting(leaf.approvals(standing)) : PeopleSet()
    return LeafView(state: state, filled: filled, missing: missing, helpers: helpers)
  }
}

/// What is shown of one need.
struct LeafView {
  let state: State
  /// Whose approvals fill it; of a deputy's, the principal's.
  let filled: PeopleSet
  let missing: Int
  /// Whose approval would help.
  let helpers: PeopleSet
}

extension BoundRule {
  /// The ways that differ from one in a single alternative.
  func neighbours(of way: Int) -> [Int] {
    var neighbours: [Int] = []
    var unit = 1
    for item in needs.reversed() {
      guard case .anyOf(_, let lists) = item else { continue }
      let digit = way / unit % lists.count
      neighbours += lists.indices.filter { $0 != digit }.map { way + ($0 - digit) * unit }
      unit *= lists.count
    }
    return neighbours
  }
}

extension Leaf {
  /// Approvals and abstentions count for it.
  var asksForVotes: Bool {
    switch kind {
    case .seats, .poll, .unopposed, .consent: true
    case .advice, .openFor, .expiry, .tangled: false
    }
  }

  /// The need in the words of the file, of an `each` with whose need it is.
  var text: String {
    guard let unit, let each = need.each else { return need.text }
    return need.text.replacingFirst(each.text, with: unit)
  }
}

extension NeedJudgement {
  static func anyOf(_ alternatives: [NeedJudgement]) -> NeedJudgement {
    let best = alternatives.min { ($0.state, $0.missing) < ($1.state, $1.missing) }
    return NeedJudgement(
      text: "any of", state: best?.state ?? .error, have: best?.have ?? [],
      missing: best?.missing ?? 0, candidates: best?.candidates ?? [],
      notBefore: best?.notBefore, notCounted: [], children: alternatives, joint: .any,
      objectors: best?.objectors ?? [], deputies: best?.deputies ?? [:])
  }

  static func allOf(_ needs: [NeedJudgement], _ text: String = "all of") -> NeedJudgement {
    let unmet = needs.filter { $0.state != .approved }
    return NeedJudgement(
      text: text, state: needs.map(\.state).max() ?? .error,
      have: Set(needs.flatMap(\.have)).sorted(), missing: needs.map(\.missing).reduce(0, +),
      candidates: Set(unmet.flatMap(\.candidates)).sorted(),
      notBefore: needs.compactMap(\.notBefore).max(), notCounted: [], children: needs,
      joint: .all, objectors: Set(needs.flatMap(\.objectors)).sorted(),
      deputies: needs.reduce(into: [:]) { $0.merge($1.deputies) { first, _ in first } })
  }
}
