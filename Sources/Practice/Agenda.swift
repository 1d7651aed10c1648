package import Charters

/// What falls due: reviews, ends of experiments and of terms, of absences, of deputies and coaches.
package struct Agenda: Sendable {
  /// One thing that is over, or will be on a day.
  package struct Item: Hashable, Sendable {
    package let charter: CharterPath
    /// The last day before it is overdue or over.
    package let day: Day
    package let matter: Matter
    /// Whose it is to see to; empty where it is everybody's.
    package let people: [Handle]

    package func isOver(on today: Day) -> Bool { day < today }
  }

  package enum Matter: Hashable, Sendable {
    /// The charter is to be looked at again.
    case review(Review)
    /// Something is tried until then.
    case experiment(sections: [String], sponsor: Handle?)
    /// Somebody's time in a role.
    case term(Handle)
    /// Somebody is away until then.
    case absence(Handle)
    /// Somebody may stand in for the page's member, or role, until then.
    case deputy(Handle)
    /// Somebody is coach until then.
    case coach(Handle)
  }

  /// Sorted by day, then by charter.
  package let items: [Item]
  package let today: Day

  /// - Parameter days: how far ahead to look; what is overdue is there in any case.
  package init(_ circle: CircleInForce, within days: Int) {
    today = circle.today
    let last = today.adding(days: days)
    var items = circle.reviews + circle.trials
    for role in circle.roles { items += circle.ends(of: role) }
    for member in circle.members { items += circle.ends(of: member) }
    self.items = items.filter { $0.day <= last }.sorted(by: Self.isEarlier)
  }

  private static func isEarlier(_ left: Item, _ right: Item) -> Bool {
    if left.day != right.day { return left.day < right.day }
    if left.charter != right.charter { return left.charter < right.charter }
    return left.matter.order < right.matter.order
  }

  /// What a member has to see to, by name or because nobody else is named.
  package func items(of member: Handle) -> [Item] { items.filter { $0.people.contains(member) } }
}

extension Agenda.Matter {
  /// What it is, for scripts.
  package var code: String {
    switch self {
    case .review: "review"
    case .experiment: "experiment"
    case .term: "term"
    case .absence: "absence"
    case .deputy: "deputy"
    case .coach: "coach"
    }
  }

  fileprivate var order: String {
    switch self {
    case .review: code
    case .experiment(let sections, _): code + sections.joined()
    case .term(let who), .absence(let who), .deputy(let who), .coach(let who): code + who.text
    }
  }
}

extension CircleInForce {
  fileprivate var reviews: [Agenda.Item] {
    var items = charters.values.compactMap { charter -> Agenda.Item? in
      guard let review = charter.review, let day = review.due(lastSeen: lastSeen[charter.path])
      else { return nil }
      return Agenda.Item(
        charter: charter.path, day: day, matter: .review(review),
        people: answering(for: charter.path))
    }
    if let policyReview, let day = policyReview.due(lastSeen: lastSeen[.policy]) {
      items.append(
        Agenda.Item(charter: .policy, day: day, matter: .review(policyReview), people: []))
    }
    return items
  }

  fileprivate var trials: [Agenda.Item] {
    charters.values.flatMap { charter in
      charter.experiments.compactMap { trial -> Agenda.Item? in
        guard let until = trial.until, trial.outcome == nil else { return nil }
        let people = Set(answering(for: charter.path) + [trial.sponsor].compactMap(\.self))
        return Agenda.Item(
          charter: charter.path, day: until,
          matter: .experiment(
            sections: trial.sections.map { $0.joined(separator: SectionPath.separator) },
            sponsor: trial.sponsor),
          people: people.sorted())
      }
    }
  }

  fileprivate func ends(of role: Role) -> [Agenda.Item] {
    let hasSuccessor = role.holders.contains { holding in
      holding.isInForce(at: now) && role.end(of: holding).map { today <= $0 } ?? true
    }
    var items: [Agenda.Item] = []
    func add(_ day: Day?, _ matter: Agenda.Matter) {
      guard let day else { return }
      items.append(
        Agenda.Item(charter: role.path, day: day, matter: matter, people: holders(of: role.id)))
    }
    for holding in role.holders {
      guard let end = role.end(of: holding) else { continue }
      // With somebody in the role, an entry that has ended is its history.
      if end < today, holding.until != nil, hasSuccessor { continue }
      add(end, .term(holding.who))
    }
    if let coaching = role.coaching { add(coaching.until, .coach(coaching.who)) }
    for deputy in role.deputies { add(deputy.until, .deputy(deputy.who)) }
    return items
  }

  fileprivate func ends(of member: Member) -> [Agenda.Item] {
    var items: [Agenda.Item] = []
    func add(_ day: Day?, _ matter: Agenda.Matter) {
      guard let day else { return }
      items.append(
        Agenda.Item(charter: member.path, day: day, matter: matter, people: [member.handle]))
    }
    if member.status == .absent { add(member.awayUntil, .absence(member.handle)) }
    if let coaching = member.coaching { add(coaching.until, .coach(coaching.who)) }
    for deputy in member.deputies { add(deputy.until, .deputy(deputy.who)) }
    return items
  }
}
