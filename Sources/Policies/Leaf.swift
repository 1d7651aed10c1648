import Charters

/// One need of a rule, with its group turned into people.
struct Leaf: Sendable {
  enum Kind: Sendable {
    /// Places for different people.
    case seats(Int)
    case poll(Poll)
    case unopposed
    case consent(Consent)
    /// Each of the group has said something, or was asked so many seconds ago.
    case advice(wait: Int64)
    case openFor(Wait)
    /// Whether the end that the opening states is soon enough.
    case expiry(State)
    /// The ways to satisfy the rule are too many to try.
    case tangled
  }

  let need: Need
  let kind: Kind
  let deciders: Deciders
  /// Who may object: exclusion and absence take no objection away.
  let group: PeopleSet
  /// `otherwise` stepped in.
  let isReplaced: Bool
  /// Of an `each`: whose need it is, `team support`.
  var unit: String?

  var eligible: PeopleSet { deciders.eligible }

  /// What a proposal must wait for, and when it is too late.
  struct Wait: Sendable {
    /// From the opening.
    let open: Int64
    /// From the first answer to the latest words.
    let settle: Period
    /// The last instant at which it may land.
    let closes: Timestamp
  }

  /// No open objection, long enough, and perhaps enough people who took part.
  struct Consent: Sendable {
    /// The wait of the `open-for` beside it.
    let wait: Int64
    /// How many must approve or abstain.
    let leastTakingPart: Int
    /// Whose approvals overrule an objection; every one of them must; none where it is a veto.
    let overruling: [Overruling]
  }

  struct Overruling: Sendable {
    let amount: Amount
    let deciders: Deciders
    let group: PeopleSet
  }
}

extension Leaf {
  /// How far the need is by itself; places are judged together, by ``BoundRule``.
  func state(_ standing: Standing, _ clock: Clock) -> State {
    switch kind {
    case .seats: return .approved
    case .poll(let poll):
      guard !eligible.isEmpty else { return .impossible }
      guard let least = poll.least(against: no(standing)) else { return .waitingPeople }
      return approvals(standing).count >= least ? .approved : .waitingPeople
    case .unopposed:
      guard !eligible.isEmpty else { return .impossible }
      guard group.isDisjoint(with: standing.objecting) else { return .blocked }
      return approvals(standing).isEmpty ? .waitingPeople : .approved
    case .consent(let consent):
      guard !eligible.isEmpty else { return .impossible }
      guard blocking(standing).isEmpty else { return .blocked }
      guard takingPart(standing) >= consent.leastTakingPart else { return .waitingPeople }
      guard standing.isClockStarted else { return .waitingPeople }
      guard let opened = clock.opened else { return .waitingTime }
      return opened.adding(seconds: consent.wait) <= clock.now ? .approved : .waitingTime
    case .advice:
      guard unasked(standing).isEmpty else { return .waitingPeople }
      return ready(standing, clock) <= clock.now ? .approved : .waitingTime
    case .openFor(let wait):
      guard clock.now <= wait.closes else { return .lapsed }
      guard clock.earliest(wait) <= wait.closes else { return .impossible }
      guard standing.isClockStarted, standing.isSettling else { return .waitingPeople }
      guard let ready = clock.ready(wait) else { return .waitingTime }
      return ready <= clock.now ? .approved : .waitingTime
    case .expiry(let state): return state
    case .tangled: return .error
    }
  }

  /// When time alone would meet it if everything else were there, at least now.
  func ready(_ standing: Standing, _ clock: Clock) -> Timestamp {
    switch kind {
    case .openFor(let wait): return max(clock.earliest(wait), clock.now)
    case .consent(let consent):
      return max((clock.opened ?? clock.now).adding(seconds: consent.wait), clock.now)
    case .advice(let wait):
      let silent = eligible.subtracting(standing.spoken).indexes
      let ends = silent.compactMap { standing.asked[$0]?.at.adding(seconds: wait) }
      return max(ends.max() ?? clock.now, clock.now)
    default: return clock.now
    }
  }

  // MARK: Who has said what

  func approvals(_ standing: Standing) -> PeopleSet { standing.approved.of(deciders) }

  /// How many of the group say no.
  func no(_ standing: Standing) -> Int {
    standing.objections.isEmpty ? 0 : group.intersection(standing.objecting).count
  }

  func takingPart(_ standing: Standing) -> Int {
    approvals(standing).union(standing.abstained.of(deciders)).count
  }

  /// Who has neither spoken nor been asked.
  func unasked(_ standing: Standing) -> PeopleSet {
    var unasked = eligible.subtracting(standing.spoken)
    for person in standing.asked.keys { unasked.remove(person) }
    return unasked
  }

  /// Objections that stand in the way of a consent or an `unopposed`.
  func blocking(_ standing: Standing) -> [Objection] {
    let own = standing.objections.filter { group.contains($0.person) }
    guard case .consent(let consent) = kind else { return own }
    return own.filter { !consent.isOverruled($0, among: standing.objections) }
  }

  var places: Int? {
    if case .seats(let count) = kind { count } else { nil }
  }

  var wait: Wait? {
    if case .openFor(let wait) = kind { wait } else { nil }
  }

  var asksForApproval: Bool {
    switch kind {
    case .seats, .poll, .unopposed: true
    case .consent, .advice, .openFor, .expiry, .tangled: false
    }
  }

  /// An approval can help, or at least an abstention or an answer.
  var asksForPeople: Bool {
    switch kind {
    case .seats, .poll, .unopposed, .consent, .advice: true
    case .openFor, .expiry, .tangled: false
    }
  }

  /// How many approvals it lacks by itself; places are counted together.
  func missing(_ standing: Standing) -> Int {
    switch kind {
    case .poll(let poll):
      let least = poll.least(against: no(standing)) ?? eligible.count
      return max(0, least - approvals(standing).count)
    case .unopposed: return approvals(standing).isEmpty ? 1 : 0
    case .consent(let consent): return max(0, consent.leastTakingPart - takingPart(standing))
    case .advice: return unasked(standing).count
    case .seats, .openFor, .expiry, .tangled: return 0
    }
  }
}

extension Leaf.Consent {
  /// Each objection is judged alone, with only its own objector left out on both sides.
  func isOverruled(_ objection: Objection, among all: [Objection]) -> Bool {
    !overruling.isEmpty && overruling.allSatisfy { $0.missing(objection, among: all) == 0 }
  }
}

extension Leaf.Overruling {
  /// Who may overrule the objection.
  func voters(_ objection: Objection) -> PeopleSet {
    deciders.eligible.subtracting(PeopleSet([objection.person]))
  }

  func approvals(_ objection: Objection) -> PeopleSet {
    objection.despite.of(deciders).subtracting(PeopleSet([objection.person]))
  }

  /// How many approvals despite it are lacking; more than there are people where nobody may.
  func missing(_ objection: Objection, among all: [Objection]) -> Int {
    let voters = voters(objection).count
    let least: Int
    switch amount {
    case .seats(let count): least = count
    case .share(let share): least = share.least(of: voters)
    case .majority: least = voters / 2 + 1
    case .all: least = voters
    case .unopposed:
      least = 1
      let isAlone = all.allSatisfy {
        $0.person == objection.person || !group.contains($0.person)
      }
      if !isAlone { return voters + 1 }
    }
    return max(0, max(1, least) - approvals(objection).count)
  }
}
