import Charters

extension PolicyFindings {
  /// Rules that never decide anything, because wherever they hold another rule asks for as much.
  mutating func shadows() {
    let changes = survey.charters.flatMap { survey.changes(of: $0) }
    for rule in policy.rules {
      let own = changes.filter { rule.match.concerns($0) }
      guard !own.isEmpty, rule.match.terms == [.permanent] else { continue }
      let cover = policy.rules.first { other in
        other.place != rule.place && other.asksAtLeast(rule)
          // Of two that say the same, the later one is named.
          && (!rule.asksAtLeast(other) || other.place < rule.place
            || !other.covers(changes, by: rule))
          && own.allSatisfy { other.match.concerns($0) }
      }
      guard let cover else { continue }
      report(
        rule.place, "shadowed-rule", .advice,
        "“\(rule.name)” changes nothing: wherever it holds, “\(cover.name)” asks for as much", nil)
    }
  }
}

extension Rule {
  /// Whether everything that this rule is about is what another one is about.
  fileprivate func covers(_ changes: [Atom], by other: Rule) -> Bool {
    changes.allSatisfy { !match.concerns($0) || other.match.concerns($0) }
  }

  /// Whether whatever meets this rule meets the other one too.
  ///
  /// Read off the text, need by need, so it may miss a shadow but never sees one that is not there.
  fileprivate func asksAtLeast(_ other: Rule) -> Bool {
    // Different people for different places: with several of them nothing can be read off.
    guard other.needs.count(where: \.hasSeats) <= 1 else { return needs == other.needs }
    guard match.terms.contains(.permanent), match.pattern.proposers.isEmpty,
      match.except?.proposers.isEmpty ?? true
    else { return false }
    let strict = Set(options.exclude.map(\.text))
    guard strict.isSuperset(of: other.options.exclude.map(\.text)),
      options.staleWhen.isAtLeast(other.options.staleWhen),
      !options.deputies || other.options.deputies
    else { return false }
    // With more people excluded a share is one of fewer people, so only the same will do.
    let isSame = strict == Set(other.options.exclude.map(\.text))
    return other.needs.allSatisfy { need in
      needs.contains { $0.asksAtLeast(need, amongTheSame: isSame) }
    }
  }
}

extension Need {
  fileprivate var hasSeats: Bool {
    switch condition {
    case .approve(.seats, _, _, _): true
    case .anyOf(let lists): lists.contains { $0.contains(where: \.hasSeats) }
    default: false
    }
  }

  fileprivate func asksAtLeast(_ other: Need, amongTheSame isSame: Bool) -> Bool {
    if condition.text == other.condition.text { return isSame || !other.hasShare }
    switch (condition, other.condition) {
    case (.approve(.seats(let a), let g, nil, nil), .approve(.seats(let b), let h, nil, nil)):
      return a >= b && g.text == h.text
    case (.approve(.share(let a), let g, nil, nil), .approve(.share(let b), let h, nil, nil)):
      return isSame && g.text == h.text
        && a.numerator * b.denominator >= b.numerator * a.denominator
    case (.approve(.all, let g, nil, nil), .approve(let amount, let h, nil, nil)):
      guard isSame, g.text == h.text else { return false }
      switch amount {
      case .share, .majority, .all: return true
      case .seats(let count): return count == 1
      case .unopposed: return false
      }
    case (.openFor(let a, nil, nil), .openFor(let b, nil, nil)): return a.seconds >= b.seconds
    default: return false
    }
  }

  private var hasShare: Bool {
    switch condition {
    case .approve(.seats, _, _, _), .openFor, .expiresWithin: false
    default: true
    }
  }
}

extension Need.Condition {
  /// What it says, wherever it stands.
  fileprivate var text: String {
    switch self {
    case .openFor(let open, let settle, let close):
      "open \(open.seconds) \(settle?.seconds ?? -1) \(close?.seconds ?? -1)"
    case .anyOf(let lists):
      "any " + lists.map { $0.map(\.condition.text).joined(separator: "+") }.joined(separator: "|")
    default: Need(self, at: Place(line: 1, column: 1)).text
    }
  }
}

extension Exclusion {
  var text: String {
    switch self {
    case .proposer: "proposer"
    case .coAuthors: "co-authors"
    case .subject: "subject"
    case .who(let who, _): who.text
    }
  }
}

extension StaleWhen {
  fileprivate func isAtLeast(_ other: StaleWhen) -> Bool {
    let order: [StaleWhen] = [.sectionChanges, .charterChanges, .proposalChanges]
    guard let own = order.firstIndex(of: self), let theirs = order.firstIndex(of: other) else {
      return false
    }
    return own >= theirs
  }
}
