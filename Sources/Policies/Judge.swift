import Charters

/// What the policy says about a proposal: which rules its changes meet, what each still needs, and
/// the smallest next step.
///
/// Pure: no clock, no repository and no network is read, and the order of rules and sign-offs
/// never matters.  Monotone: a member's first approval never hurts and an objection never helps.
package func judge(_ c: Case) -> Judgement { Hearing(c).judgement() }

/// One case with its rules bound and its sign-offs sorted out.
struct Hearing {
  let c: Case
  let people: People
  let clock: Clock
  let term: TermLimit
  let rules: [BoundRule]
  let uncovered: [Atom]
  let ballots: Ballots
  let tallies: [Tally]
  let witnesses: Witnesses

  init(_ c: Case) {
    self.c = c
    let people = People(c.roster, at: c.now)
    self.people = people
    let clock = Clock(
      opened: c.opened, openingDate: c.openingDate, lastContent: c.lastContent, now: c.now)
    self.clock = clock
    witnesses = Witnesses(
      active: c.roster.active, proposers: c.proposers, coAuthors: c.coAuthors,
      lastAuthor: c.lastAuthor)
    term = TermLimit(term: c.term, expires: c.expires)
    var setting = BoundRule.Setting(
      people: people, clock: clock, proposers: c.proposers, coAuthors: c.coAuthors,
      subjects: c.subjects)
    setting.affects = c.affects
    setting.term = term
    let context = MatchContext(
      people: people, term: c.term, proposer: c.proposers.first, affects: c.affects)
    let (rules, uncovered) =
      c.undoes == nil ? c.policy.bind(c.atoms, context, setting) : ([], [])
    self.rules = rules
    self.uncovered = uncovered.map { c.atoms[$0] }
    let ballots = Ballots(c, people: people)
    self.ballots = ballots
    tallies = rules.map { rule in
      Tally(ballots, rule, charters: Set(rule.atoms.map { c.atoms[$0].charter }))
    }
  }

  func standing(_ rule: Int) -> Standing {
    Standing(
      approved: tallies[rule].approved, hands: tallies[rule].hands,
      busy: Set(tallies[rule].proxies.keys),
      abstained: tallies[rule].abstained, objections: tallies[rule].objections,
      spoken: ballots.spoken, asked: ballots.asked, isClockStarted: clock.opened != nil,
      isSettling: clock.lastContent != nil)
  }

  func judgement() -> Judgement {
    let views = rules.indices.map { RuleView(self, $0) }
    let judged = views.map(\.judgement)
    let state = state(judged.map(\.state))
    return Judgement(
      state: state, rules: judged, signoffs: signoffJudgements(views),
      next: NextStepSearch(self, state).step(), uncovered: uncovered, undoes: c.undoes)
  }

  private func state(_ rules: [State]) -> State {
    if c.undoes != nil { return .approved }
    var state = rules.max() ?? .impossible
    if !uncovered.isEmpty { state = max(state, .impossible) }
    if c.term != .permanent {
      if term.isOver(at: c.now) { state = max(state, .expired) }
      // Without an end it is no experiment; nothing of that kind is ever opened.
      if c.expires == nil { state = max(state, .impossible) }
    }
    return state
  }

  /// A sign-off counts where it counts for any need; the reasons come from the other needs.
  private func signoffJudgements(_ views: [RuleView]) -> [SignoffJudgement] {
    ballots.signoffs.enumerated().map { place, signoff in
      var counts = false
      var reasons: Set<ReasonCode> = Set(signoff.defects)
      switch signoff.decision {
      case .approve, .abstain:
        for view in views {
          let verdict = view.verdict(on: signoff, at: place)
          counts = counts || verdict.counts
          reasons.formUnion(verdict.reasons)
        }
      case .object:
        if let problems = ballots.objectionProblem(signoff) {
          reasons.formUnion(problems)
        } else if let index = people.index[signoff.principal ?? signoff.member] {
          let hearing = rules.filter { $0.options.deputies || signoff.principal == nil }
          counts = hearing.contains { $0.leaves.contains { $0.group.contains(index) } }
          reasons =
            counts ? [] : [hearing.isEmpty && !rules.isEmpty ? .deputyNotAllowed : .notInGroup]
        }
      case .retract, .comment, .ask: break
      }
      return SignoffJudgement(
        signoff: signoff.id, member: signoff.member, decision: signoff.decision, counts: counts,
        reasons: reasons.sorted())
    }
  }
}

extension Policy {
  /// Every rule that a change meets, once for each binding, and the changes that nothing covers.
  func bind(
    _ atoms: [Atom], _ context: MatchContext, _ setting: BoundRule.Setting
  ) -> (rules: [BoundRule], uncovered: [Int]) {
    var setting = setting
    setting.charters = atoms.map(\.charter)
    var bound: [BoundRule] = []
    var covered: Set<Int> = []
    for rule in rules {
      let matched = atoms.indices.filter { rule.match.matches(atoms[$0], in: context) }
      covered.formUnion(matched)
      bound += Self.group(matched, of: atoms, by: rule.words, context.people)
        .map { binding, matched in
          BoundRule(
            name: rule.name, why: rule.why, isDefault: false, needs: rule.needs,
            options: rule.options, binding: binding, atoms: matched, in: setting)
        }
    }
    let rest = atoms.indices.filter { !covered.contains($0) }
    guard context.term == .permanent, let defaultRule else { return (bound, rest) }
    bound += Self.group(rest, of: atoms, by: defaultRule.words, context.people)
      .map { binding, matched in
        BoundRule(
          name: "default", why: nil, isDefault: true, needs: defaultRule.needs,
          options: defaultRule.options, binding: binding, atoms: matched, in: setting)
      }
    return (bound, [])
  }

  /// Changes grouped by what their charters bind, each group in the order of its first change; a
  /// charter in several roles' domains is in the group of each.
  private static func group(
    _ matched: [Int], of atoms: [Atom], by words: Binding.Words, _ people: People
  ) -> [(Binding, [Int])] {
    var order: [Binding] = []
    var groups: [Binding: [Int]] = [:]
    var known: [CharterPath: [Binding]] = [:]
    for index in matched {
      let charter = atoms[index].charter
      let bindings = known[charter] ?? people.bindings(of: charter, using: words)
      known[charter] = bindings
      for binding in bindings {
        if groups[binding] == nil { order.append(binding) }
        groups[binding, default: []].append(index)
      }
    }
    return order.map { ($0, groups[$0] ?? []) }
  }
}

extension Rule {
  var words: Binding.Words {
    needs.flatMap(\.groups).reduce(into: options.words) { $0.formUnion($1.words) }
  }
}

extension DefaultRule {
  var words: Binding.Words {
    needs.flatMap(\.groups).reduce(into: options.words) { $0.formUnion($1.words) }
  }
}
