import Charters

extension PolicyFindings {
  /// `75% of 3 people is all 3`: a share that says something else than its reader believes.
  mutating func arithmetic(_ rule: RuleText, _ sites: [RuleSite]) {
    for need in rule.needs.flatMap(\.flattened) {
      guard case .approve(let amount, let group, nil, _) = need.condition, !group.isEach,
        amount.least(of: 1_000_000).map({ $0 < 1_000_000 }) ?? false
      else { continue }
      for site in sites {
        let count = people.present(group, site.binding).count
        guard count > 1, let least = amount.least(of: count), least == count || least == 1 else {
          continue
        }
        let text = least == count ? (count == 2 ? "both" : "all \(count)") : "one of them"
        report(
          need.place, "arithmetic", .advice,
          "\(amount.text) of \(group.text) is \(text): there are \(count.people)"
            + (site.binding.text.map { " (\($0))" } ?? ""),
          least == count
            ? "- approve: all of \(group.text)" : "- approve: 1 of \(group.text)")
        break
      }
    }
  }

  /// People who are counted on and cannot sign.
  mutating func keys(_ rule: RuleText, _ sites: [RuleSite]) {
    let keyless = people.active.subtracting(rehearsal.signing)
    guard !keyless.isEmpty else { return }
    for need in rule.needs.flatMap(\.flattened) {
      for group in need.groups where group.parts != [.everyone] {
        let named = sites.reduce(into: PeopleSet()) {
          $0.formUnion(people.named(group, $1.binding))
        }.intersection(keyless)
        guard !named.isEmpty else { continue }
        let names = people.handles(named)
        report(
          need.place, "member-without-key", .warning,
          "\(names.joinedNames) \(names.count == 1 ? "is" : "are") counted in “\(need.text)” and "
            + "\(names.count == 1 ? "has" : "have") no key to sign with", nil)
      }
    }
  }

  /// A share of fewer people is fewer people: where those concerned are not counted, a proposal
  /// that concerns every opponent has none.
  mutating func excludedSubjects(_ rule: RuleText) {
    let concerning: [Kind] = [.member, .team, .role]
    guard rule.excludesSubject,
      rule.match.map({ match in concerning.contains { match.canMatch($0) } }) ?? true
    else { return }
    let poll = rule.needs.flatMap(\.flattened).first { need in
      guard case .approve(let amount, _, _, _) = need.condition else { return false }
      switch amount {
      case .share, .majority, .all: return true
      case .seats, .unopposed: return false
      }
    }
    guard let poll else { return }
    report(
      poll.place, "excluded-subjects", .warning,
      "who is concerned is left out of “\(poll.text)” in \(rule.title), so whoever proposes could "
        + "leave opponents out of the count by naming them",
      "exclude: [proposer, co-authors]")
  }

  /// Who carries a role or leads a team may say how, but not how far it reaches.
  mutating func ownDomains() {
    guard people.active.count > 1 else { return }
    var found: [Place: (text: String, count: Int)] = [:]
    func note(_ charter: CharterPath, _ person: Handle, _ pieces: [SectionPath]) {
      guard let index = people.index[person],
        people.active.intersection(rehearsal.signing).contains(index)
      else { return }
      let change = pieces.lazy.map { Atom(charter: charter, section: $0, change: .edit) }.first {
        rehearsal.decides(PeopleSet([index]), $0, by: index)
      }
      guard let change else { return }
      let context = MatchContext(people: people, term: .permanent, proposer: person)
      let place =
        policy.rules.first { $0.match.matches(change, in: context) }?.place
        ?? policy.defaultRule?.place ?? Place(line: 1, column: 1)
      let text =
        found[place]?.text ?? "\(person) can widen their own domain alone: \(change.display)"
      found[place] = (text, (found[place]?.count ?? 0) + 1)
    }
    for role in ground.roster.roles.values.sorted(by: { $0.id < $1.id }) {
      for holder in Set(role.holders.map(\.who)).sorted() {
        note(role.path, holder, [.section(["Domains"]), .field("domains")])
      }
    }
    for team in ground.roster.teams.values.sorted(by: { $0.id < $1.id }) {
      if let lead = team.lead { note(team.path, lead, [.section(["Scope"])]) }
    }
    for (place, (text, count)) in found {
      let more = count == 1 ? "" : count == 2 ? ", and one other" : ", and \(count - 1) others"
      report(
        place, "own-domain", .warning, text + more,
        "for: { kind: role, except: { section: [Purpose, Domains, (settings)] } }")
    }
  }
}

extension Need {
  /// The need, or the needs of its alternatives.
  var flattened: [Need] {
    if case .anyOf(let lists) = condition { lists.flatMap { $0 } } else { [self] }
  }
}

extension Amount {
  /// How many of so many a share is; nil for what is no share.
  fileprivate func least(of count: Int) -> Int? {
    switch self {
    case .share(let share): share.least(of: count)
    case .majority: count / 2 + 1
    case .seats, .all, .unopposed: nil
    }
  }
}
