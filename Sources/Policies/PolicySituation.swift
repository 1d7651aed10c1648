package import Charters

/// A policy among its people and charters: who can change what, today, by name.
package struct PolicySituation: Sendable {
  package let policy: Policy
  package let ground: PolicyGround
  let rehearsal: Rehearsal
  let survey: ChangeSurvey

  package init(_ policy: Policy, on ground: PolicyGround) {
    self.policy = policy
    self.ground = ground
    rehearsal = Rehearsal(policy, ground.roster, at: ground.moment)
    survey = ChangeSurvey(policy, ground)
  }

  /// Changes of one charter that the same rules decide.
  package struct Matter: Sendable, Hashable {
    package let charter: CharterPath
    package let changes: [Atom]
    /// Empty where no rule says who decides, so that nobody can.
    package let rules: [RuleSentence]
    /// The smallest number of people whose approvals are enough; nil where nothing is.
    package let least: Int?
    /// Everybody who may approve under some need of it.
    package let people: [Handle]

    /// Whether it covers every piece of the charter in every way.
    package let isEverything: Bool
  }

  /// A section and a field that stand for all that is not there yet and has no special name.
  package static let newSection = ChangeSurvey.newSection
  package static let newField = ChangeSurvey.newField

  // MARK: By charter

  /// Who decides about a charter, grouped by the rules that say so; the biggest group last.
  package func matters(of charter: CharterPath, section: SectionPath? = nil) -> [Matter] {
    let changes = changes(of: charter, section: section)
    var order: [[String]] = []
    var groups: [[String]: (rules: [RuleSentence], changes: [Atom])] = [:]
    for change in changes {
      let rules = rules(for: change)
      let key = rules.flatMap { [$0.name, $0.binding ?? ""] + $0.substance }
      if groups[key] == nil { order.append(key) }
      groups[key, default: (rules, [])].changes.append(change)
    }
    return order.compactMap { groups[$0] }.map { group in
      let first = group.changes[0]
      return Matter(
        charter: charter, changes: group.changes, rules: group.rules,
        least: least(for: first),
        people: Set(group.rules.flatMap(\.needs).flatMap(\.everybody)).sorted(),
        isEverything: group.changes.count == changes.count)
    }.sorted { $0.changes.count < $1.changes.count }
  }

  /// Every change of the charter's pieces, or of one piece and what lies below it.
  private func changes(of charter: CharterPath, section: SectionPath?) -> [Atom] {
    if charter.kind == .policy {
      return [Atom(charter: charter, section: .policy, change: .edit)]
    }
    let known = ground.charters[charter]
    if let section {
      let below = (known ?? []).filter { $0.names.starts(with: section.names) }
      return Set(below + [section]).sorted().flatMap { piece in
        piece.changes(isThere: known?.contains(piece) ?? false || piece == .order([])).map {
          Atom(charter: charter, section: piece, change: $0)
        }
      }
    }
    guard let known else {
      // A charter comes as a whole: of what it may have, whatever its kind is known to have.
      let form = KindForm(charter.kind)
      let usual: [SectionPath] =
        [.intro] + form.sections.map { .section([$0]) } + form.allFields.map { .field($0) }
      return usual.map { Atom(charter: charter, section: $0, change: .create) }
    }
    let changes = known.flatMap { piece in
      piece.changes(isThere: true).map { Atom(charter: charter, section: piece, change: $0) }
    }
    return changes + additions(to: charter, known)
  }

  /// What is not there yet can be added: a section or field of no special name, and those for which
  /// other rules hold.
  private func additions(to charter: CharterPath, _ known: [SectionPath]) -> [Atom] {
    let form = KindForm(charter.kind)
    let usual: [SectionPath] =
      (form.sections + form.moreSections).map { .section([$0]) }
      + form.allFields.map { .field($0) }
    func added(_ piece: SectionPath) -> Atom {
      Atom(charter: charter, section: piece, change: .create)
    }
    func names(_ atom: Atom) -> [String] { rules(for: atom).map(\.name) }
    let (section, field) = (added(ChangeSurvey.newSection), added(ChangeSurvey.newField))
    let (sectionNames, fieldNames) = (names(section), names(field))
    let special = usual.filter { !known.contains($0) }.map(added).filter { atom in
      if case .field = atom.section {
        names(atom) != fieldNames
      } else {
        names(atom) != sectionNames
      }
    }
    return [section, field] + special
  }

  /// The rules that a change meets, in words.
  package func rules(for change: Atom) -> [RuleSentence] {
    let matched = policy.rules.filter { rule in
      rule.match.terms.contains(.permanent) && rule.match.concerns(change)
    }.map(RuleText.init)
    let texts = matched.isEmpty ? policy.defaultRule.map { [RuleText($0)] } ?? [] : matched
    let sites = texts.flatMap { rule in
      rehearsal.people.bindings(of: change.charter, using: rule.words).map { (rule, $0) }
    }
    return sites.map { rule, binding in
      var excluded = PeopleSet()
      for exclusion in rule.options.exclude {
        switch exclusion {
        case .who(let who, _): excluded.formUnion(rehearsal.people.named(who, binding))
        case .subject:
          excluded.formUnion(rehearsal.people.set([change.charter.member].compactMap(\.self)))
        case .proposer, .coAuthors: break
        }
      }
      return SentenceWriter(
        people: rehearsal.people, binding: binding, excluded: excluded,
        signing: rehearsal.signing
      )
      .rule(rule)
    }
  }

  /// The smallest number of people who can decide it, whoever proposes.
  private func least(for change: Atom) -> Int? {
    let start = ground.moment ?? Timestamp(seconds: 0)
    let judgement = judge(
      Case(
        policy: policy, roster: ground.roster, atoms: [change], proposers: [], coAuthors: [],
        subjects: [change.charter.member].compactMap(\.self), term: .permanent, opened: start,
        openingDate: start, lastContent: start, now: start, signoffs: [],
        mootObjections: []))
    switch judgement.state {
    case .approved, .waitingTime: return 0
    case .waitingPeople: return judgement.next.people.count
    default: return nil
    }
  }

  /// The roles whose `domains:` cover a charter most closely.
  package func roles(lookingAfter charter: CharterPath) -> [RoleID] {
    Domains(ground.roster).roles(of: charter)
  }

  // MARK: By people

  /// What some people can decide by themselves: for each charter the changes that pass with their
  /// approvals alone when one of them proposes, and those that do not.
  package func powers(of people: [Handle]) -> [Power] {
    let set = rehearsal.people.set(people).intersection(rehearsal.people.active)
      .intersection(rehearsal.signing)
    return places(near: set).compactMap { charter in
      let changes = changes(of: charter, section: nil)
      let own = changes.filter { change in
        set.indexes.contains { rehearsal.decides(set, change, by: $0) }
      }
      return Power(
        charter: charter, own: own, others: changes.filter { !own.contains($0) },
        isNew: ground.charters[charter] == nil && charter.kind != .policy)
    }
  }

  /// What people can do to one charter.
  package struct Power: Sendable, Hashable {
    package let charter: CharterPath
    /// Changes that they decide by themselves.
    package let own: [Atom]
    /// Changes for which others are needed.
    package let others: [Atom]
    /// It stands for all charters of its kind that are not there yet.
    package let isNew: Bool
  }

  /// Charters that are there, one of each class and all that the people have to do with.
  private func places(near set: PeopleSet) -> [CharterPath] {
    let handles = Set(rehearsal.people.handles(set))
    let roster = ground.roster
    let teams = Set(roster.teams.values.filter { !handles.isDisjoint(with: $0.members) }.map(\.id))
    let roles = Set(
      roster.roles.values.filter { !handles.isDisjoint(with: $0.holders.map(\.who)) }.map(\.id))
    let near = ground.charters.keys.filter { charter in
      charter.team.map(teams.contains) ?? false || charter.role.map(roles.contains) ?? false
        || charter.member.map(handles.contains) ?? false
        || (charter.team == nil && charter.kind != .member)
    }
    let classes = survey.charters.filter { charter in
      ground.charters[charter] == nil
        && (charter.team.map { teams.contains($0) } ?? true)
    }
    return Set(near + classes + [.policy]).sorted()
  }

  /// Rules in which a person is one of those who may approve or object, and whether it can be met
  /// without them, at some place.
  package func parts(of person: Handle) -> [(rule: String, isNeeded: Bool)] {
    guard let index = rehearsal.people.index[person] else { return [] }
    let findings = PolicyFindings(policy, ground)
    return policy.texts.compactMap { rule in
      var isAsked = false
      var isNeeded = false
      for site in findings.sites(of: rule) {
        let named = rule.needs.flatMap(\.groups).contains {
          rehearsal.people.named($0, site.binding).contains(index)
        }
        guard named else { continue }
        isAsked = true
        if rehearsal.verdict(site).singlePoints.contains(index) { isNeeded = true }
      }
      return isAsked ? (rule.match == nil ? "default" : rule.name, isNeeded) : nil
    }
  }
}

extension NeedSentence {
  fileprivate var everybody: [Handle] {
    people + alternatives.flatMap { $0.flatMap(\.everybody) }
  }
}
