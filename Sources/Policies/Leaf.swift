import Charters

/// One need of a rule, with its group turned into people.
struct Leaf: Sendable {
  enum Kind: Sendable {
    /// Places for different people.
    case seats(Int)
    /// At least so many approvals of those who are eligible.
    case poll(least: Int)
    case unopposed
    /// No open objection, and the wait of the `open-for` beside it has passed.
    case consent(wait: Int64)
    case openFor(Wait)
    case unsupported
  }

  let need: Need
  let kind: Kind
  /// Who may approve.
  let eligible: PeopleSet
  /// Who may object: exclusion and absence take no objection away.
  let group: PeopleSet
  /// `otherwise` stepped in.
  let isReplaced: Bool

  /// What a proposal must wait for, and when it is too late.
  struct Wait: Sendable {
    /// From the opening.
    let open: Int64
    /// When the latest words have been there long enough.
    let settled: Timestamp
    /// The last instant at which it may land.
    let closes: Timestamp
  }
}

/// The instants that a judgement depends on.
struct Clock: Sendable {
  let opened: Timestamp?
  let openingDate: Timestamp
  let lastContent: Timestamp
  let now: Timestamp

  /// When the wait is over; nil while its clock has not started.
  func ready(_ wait: Leaf.Wait) -> Timestamp? {
    opened.map { max($0.adding(seconds: wait.open), wait.settled) }
  }

  /// When the wait is over if it starts now at the latest.
  func earliest(_ wait: Leaf.Wait) -> Timestamp {
    max((opened ?? now).adding(seconds: wait.open), wait.settled)
  }
}

/// Who has said what, as far as it counts in one judgement of a rule.
struct Standing: Sendable {
  var approved: PeopleSet
  var objecting: PeopleSet
  /// Somebody but the proposers has answered.
  var isClockStarted: Bool
}

extension Leaf {
  /// How far the need is by itself; places are judged together, by ``BoundRule``.
  func state(_ standing: Standing, _ clock: Clock) -> State {
    switch kind {
    case .seats: return .approved
    case .poll(let least):
      guard !eligible.isEmpty else { return .impossible }
      return eligible.intersection(standing.approved).count >= least ? .approved : .waitingPeople
    case .unopposed:
      guard !eligible.isEmpty else { return .impossible }
      guard group.isDisjoint(with: standing.objecting) else { return .blocked }
      return eligible.isDisjoint(with: standing.approved) ? .waitingPeople : .approved
    case .consent(let wait):
      guard !eligible.isEmpty else { return .impossible }
      guard group.isDisjoint(with: standing.objecting) else { return .blocked }
      guard standing.isClockStarted else { return .waitingPeople }
      guard let opened = clock.opened else { return .waitingTime }
      return opened.adding(seconds: wait) <= clock.now ? .approved : .waitingTime
    case .openFor(let wait):
      guard clock.now <= wait.closes else { return .lapsed }
      guard clock.earliest(wait) <= wait.closes else { return .impossible }
      guard standing.isClockStarted else { return .waitingPeople }
      guard let ready = clock.ready(wait) else { return .waitingTime }
      return ready <= clock.now ? .approved : .waitingTime
    case .unsupported: return .error
    }
  }

  var places: Int? {
    if case .seats(let count) = kind { count } else { nil }
  }

  var wait: Wait? {
    if case .openFor(let wait) = kind { wait } else { nil }
  }
}
