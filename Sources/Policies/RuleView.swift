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
    let ways = rule.choices.map { Way(rule, $0, standing, hearing.clock) }
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
    leafViews = views.enumerated().map { leaf, view in
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
      objectors = people.handles(leaf.group.intersection(standing.objecting))
    default: break
    }
    return NeedJudgement(
      text: leaf.need.text, state: view.state, have: people.handles(view.filled),
      missing: view.missing, candidates: people.handles(view.helpers),
      notBefore: notBefore(leaf, view), notCounted: notCounted(leaf, view), children: [],
      remark: remark(leaf, view, objectors), objectors: objectors)
  }

  private func notBefore(_ leaf: Leaf, _ view: LeafView) -> Timestamp? {
    guard view.state == .waitingTime else { return nil }
    switch leaf.kind {
    case .openFor(let wait): return hearing.clock.ready(wait)
    case .consent(let wait): return hearing.clock.opened?.adding(seconds: wait)
    default: return nil
    }
  }

  /// Approvals that do not help this need, each member once.
  private func notCounted(
    _ leaf: Leaf, _ view: LeafView
  ) -> [(member: Handle, reason: ReasonCode)] {
    guard leaf.asksForApproval else { return [] }
    var reasons: [Handle: ReasonCode] = [:]
    for (member, reason) in tally.refused {
      let index = hearing.people.index[member]
      let isNamed = index.map(leaf.group.contains) ?? true
      reasons[member] = isNamed ? reason : .notInGroup
    }
    for index in standing.approved.indexes {
      reasons[hearing.people.handles[index]] = reason(index, leaf, view)
    }
    return reasons.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Why an approval that counts in the rule does not count for this need.
  private func reason(_ index: Int, _ leaf: Leaf, _ view: LeafView) -> ReasonCode? {
    if !leaf.eligible.contains(index) {
      return leaf.group.contains(index) ? .absent : .notInGroup
    }
    guard leaf.places != nil, !view.filled.contains(index) else { return nil }
    let countsElsewhere = rule.leaves.indices.contains { other in
      leafViews[other].filled.contains(index)
    }
    return view.missing > 0 || !countsElsewhere ? .seatUsed : nil
  }

  /// Whether a sign-off counts for any need of the rule, and why not for the others.
  func verdict(on signoff: Signoff, at place: Int) -> (counts: Bool, reasons: [ReasonCode]) {
    let problems = tally.problems[place] ?? []
    guard problems.isEmpty, let index = hearing.people.index[signoff.member] else {
      return (false, problems)
    }
    var counts = false
    var reasons: [ReasonCode] = []
    for (leaf, view) in zip(rule.leaves, leafViews) where leaf.asksForPeople {
      if signoff.decision == .abstain && leaf.places != nil { continue }
      if let reason = reason(index, leaf, view) {
        reasons.append(reason)
      } else if leaf.places == nil || view.filled.contains(index) {
        counts = true
      }
    }
    return (counts, reasons)
  }

  private func remark(_ leaf: Leaf, _ view: LeafView, _ objectors: [Handle]) -> String {
    var facts = NeedRemark(state: view.state, clock: hearing.clock)
    facts.objectors = objectors
    facts.have = view.filled.count
    facts.missing = view.missing
    facts.eligible = leaf.eligible.count
    facts.isReplaced = leaf.isReplaced
    if leaf.places != nil {
      facts.elsewhere = hearing.people.handles(
        leaf.eligible.intersection(standing.approved).subtracting(view.filled))
    }
    let agreed = leaf.group.intersection(tally.approved)
    let abstained = leaf.group.intersection(tally.abstained).subtracting(agreed)
    facts.agreed = agreed.count
    facts.abstained = abstained.count
    facts.silent =
      leaf.group.intersection(hearing.people.active).subtracting(agreed).subtracting(abstained)
      .subtracting(standing.objecting).count
    return facts.text(leaf.kind)
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

  init(_ rule: BoundRule, _ choice: [Int], _ standing: Standing, _ clock: Clock) {
    self.rule = rule
    self.choice = choice
    self.standing = standing
    self.clock = clock
    state = rule.state(choice, standing, clock)
    plan = rule.plan(choice, approved: standing.approved)
    fullPlan = rule.plan(
      choice,
      approved: choice.reduce(into: PeopleSet()) { $0.formUnion(rule.leaves[$1].eligible) })
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
  }

  func view(_ index: Int) -> LeafView {
    let leaf = rule.leaves[index]
    guard leaf.places != nil else {
      let state = leaf.state(standing, clock)
      let filled = leaf.eligible.intersection(standing.approved)
      let helpers =
        leaf.asksForApproval && state != .approved
        ? leaf.eligible.subtracting(standing.approved) : PeopleSet()
      return LeafView(
        state: state, filled: filled, missing: leaf.missing(standing), helpers: helpers)
    }
    let seats = choice.filter { rule.leaves[$0].places != nil }
    let demand = seats.firstIndex(of: index) ?? 0
    let missing = plan.missing(demand)
    var state = State.approved
    if missing > 0 {
      // A shortage that everybody's approval would not end shows where it arises.
      let shortages = seats.indices.filter { fullPlan.missing($0) > 0 && plan.missing($0) > 0 }
      let short = shortages.isEmpty && !fullPlan.isFull ? [demand] : shortages
      state = short.contains(demand) ? .impossible : .waitingPeople
    }
    let helpers =
      missing > 0 ? plan.helpers(demand).subtracting(standing.approved) : PeopleSet()
    return LeafView(
      state: state, filled: plan.filled[demand], missing: missing, helpers: helpers)
  }
}

/// What is shown of one need.
struct LeafView {
  let state: State
  /// Whose approvals fill it.
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
  var asksForApproval: Bool {
    switch kind {
    case .seats, .poll, .unopposed: true
    case .consent, .openFor, .unsupported: false
    }
  }

  var asksForPeople: Bool {
    if case .consent = kind { true } else { asksForApproval }
  }

  /// How many approvals it lacks by itself; places are counted together.
  func missing(_ standing: Standing) -> Int {
    let have = eligible.intersection(standing.approved).count
    switch kind {
    case .poll(let least): return max(0, least - have)
    case .unopposed: return have == 0 ? 1 : 0
    case .seats, .consent, .openFor, .unsupported: return 0
    }
  }
}

extension NeedJudgement {
  static func anyOf(_ alternatives: [NeedJudgement]) -> NeedJudgement {
    let best = alternatives.min { ($0.state, $0.missing) < ($1.state, $1.missing) }
    return NeedJudgement(
      text: "any of", state: best?.state ?? .error, have: best?.have ?? [],
      missing: best?.missing ?? 0, candidates: best?.candidates ?? [],
      notBefore: best?.notBefore, notCounted: [], children: alternatives,
      objectors: best?.objectors ?? [])
  }

  static func allOf(_ needs: [NeedJudgement]) -> NeedJudgement {
    let unmet = needs.filter { $0.state != .approved }
    return NeedJudgement(
      text: "all of", state: needs.map(\.state).max() ?? .error,
      have: Set(needs.flatMap(\.have)).sorted(), missing: needs.map(\.missing).reduce(0, +),
      candidates: Set(unmet.flatMap(\.candidates)).sorted(),
      notBefore: needs.compactMap(\.notBefore).max(), notCounted: [], children: needs,
      objectors: Set(needs.flatMap(\.objectors)).sorted())
  }
}
