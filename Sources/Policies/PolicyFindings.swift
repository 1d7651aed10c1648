import Charters

extension Policy {
  /// What a founder would want to know of this policy among these people and charters, beside what
  /// is wrong with it (``problems(with:at:)``): exact, since the language is monotone and people of
  /// equal memberships are interchangeable.
  ///
  /// None of it refuses the policy.
  package func findings(on ground: PolicyGround) -> [PolicyProblem] {
    var findings = PolicyFindings(self, ground)
    findings.search()
    return Set(findings.problems).sorted()
  }
}

/// The search for static findings.
struct PolicyFindings {
  let policy: Policy
  let ground: PolicyGround
  let rehearsal: Rehearsal
  let survey: ChangeSurvey
  var problems: [PolicyProblem] = []

  init(_ policy: Policy, _ ground: PolicyGround) {
    self.policy = policy
    self.ground = ground
    rehearsal = Rehearsal(policy, ground.roster, at: ground.moment)
    survey = ChangeSurvey(policy, ground)
  }

  var people: People { rehearsal.people }

  mutating func search() {
    for rule in policy.texts {
      let sites = sites(of: rule)
      if rule.match == nil, sites.isEmpty {
        report(
          rule.place, "shadowed-rule", .advice,
          "the default is never asked: some rule is about every change", nil)
      }
      judge(rule, sites)
      arithmetic(rule, sites)
      keys(rule, sites)
      excludedSubjects(rule)
    }
    deadMatches()
    uncovered()
    ownDomains()
    shadows()
  }

  mutating func report(
    _ place: Place, _ code: String, _ level: PolicyProblem.Level, _ message: String, _ hint: String?
  ) {
    problems.append(
      PolicyProblem(
        line: place.line, column: place.column, code: code, level: level, message: message,
        hint: hint))
  }

  // MARK: Places

  /// Every place where the rule is judged by itself, people whom it cannot tell apart once.
  func sites(of rule: RuleText) -> [RuleSite] {
    let charters = ground.places.filter { charter in
      if let match = rule.match { return match.canMatch(charter) }
      return survey.reachesDefault(charter)
    }
    var sites: [RuleSite] = []
    var seen: Set<Binding> = []
    var pages = PeopleSet()
    let looksAtPeople = rule.excludesSubject || rule.words.contains(.person)
    for charter in charters {
      if looksAtPeople, let member = charter.member, let index = people.index[member] {
        pages.insert(index)
        continue
      }
      let bindings = people.bindings(of: charter, using: rule.words)
        .filter { !seen.contains($0) }
      guard !bindings.isEmpty,
        survey.change(of: charter, matchedBy: rule, where: { _ in true }) != nil
      else { continue }
      seen.formUnion(bindings)
      let subject = looksAtPeople ? charter.member : nil
      sites += bindings.map {
        RuleSite(rule: rule, binding: $0, charter: charter, subject: subject)
      }
    }
    let fixed = rule.who.filter { $0.words.isEmpty }.map {
      people.named($0, Binding(of: .policy))
    }
    for cell in (fixed + [people.active, rehearsal.signing]).cells(of: pages) {
      guard let first = cell.first,
        let charter = try? CharterPath("Charters/members/\(people.handles[first]).md"),
        survey.change(of: charter, matchedBy: rule, where: { _ in true }) != nil
      else { continue }
      sites += people.bindings(of: charter, using: rule.words).map {
        RuleSite(rule: rule, binding: $0, charter: charter, subject: charter.member)
      }
    }
    return sites
  }

  // MARK: Verdicts

  private mutating func judge(_ rule: RuleText, _ sites: [RuleSite]) {
    var verdicts: [[[Int]]: SiteVerdict] = [:]
    var dead: [RuleSite] = []
    var partial: [(RuleSite, PeopleSet)] = []
    var single: [(RuleSite, PeopleSet)] = []
    var alone: [(RuleSite, PeopleSet)] = []
    for site in sites {
      let shape = rehearsal.shape(site)
      let verdict = verdicts[shape] ?? rehearsal.verdict(site)
      verdicts[shape] = verdict
      // The first place of a shape is the one whose people are named.
      if verdict.isImpossible {
        dead.append(site)
        continue
      }
      let refused = verdict.impossible.reduce(PeopleSet()) { $0.union($1) }
      if !refused.isEmpty { partial.append((site, refused)) }
      if !verdict.singlePoints.isEmpty { single.append((site, verdict.singlePoints)) }
      if !verdict.alone.isEmpty { alone.append((site, verdict.alone)) }
    }
    if let site = dead.first { reportImpossible(rule, site, dead) }
    if let (site, refused) = partial.first { reportPartial(rule, site, refused, partial.map(\.0)) }
    guard self.people.active.count > 1 else { return }
    if let (site, people) = single.first { reportSingle(rule, site, people, single.map(\.0)) }
    reportAlone(rule, alone)
  }

  /// ` in team support and 2 other places`
  func places(_ sites: [RuleSite], of all: Int) -> String {
    guard let name = sites.first?.text, all > 1 else { return "" }
    switch sites.count {
    case 1: return " (\(name))"
    case 2: return " (\(name) and one other)"
    default: return " (\(name) and \(sites.count - 1) others)"
    }
  }

  private mutating func reportImpossible(_ rule: RuleText, _ site: RuleSite, _ all: [RuleSite]) {
    let reason = shortage(site).map { ": \($0)" } ?? ", even if everybody approved"
    report(
      rule.place, "impossible-rule", .warning,
      "nobody can ever meet \(rule.title)\(places(all, of: 2))\(reason)",
      "otherwise: everyone")
  }

  /// Which need asks for more people than there are.
  private func shortage(_ site: RuleSite) -> String? {
    for need in site.rule.needs {
      guard case .approve(let amount, let group, _, let otherwise) = need.condition else {
        continue
      }
      let asked = otherwise ?? group
      let there = people.present(asked, site.binding).intersection(rehearsal.signing).count
      let least = if case .seats(let count) = amount { count } else { 1 }
      if there < least {
        return "it asks for \(amount.text) of \(asked.text), "
          + (there == 0 ? "and nobody is there" : "and there is only \(there.people)")
      }
    }
    return nil
  }

  private mutating func reportPartial(
    _ rule: RuleText, _ site: RuleSite, _ refused: PeopleSet, _ all: [RuleSite]
  ) {
    report(
      rule.place, "impossible-for-proposer", .warning,
      "when \(people.handles(refused).names(joinedBy: "or")) proposes, nobody can meet "
        + "\(rule.title)\(places(all, of: 2)): too few others are left to approve",
      rule.options.exclude.isEmpty ? "otherwise: everyone" : "exclude: nobody")
  }

  private mutating func reportSingle(
    _ rule: RuleText, _ site: RuleSite, _ single: PeopleSet, _ all: [RuleSite]
  ) {
    let names = people.handles(single)
    let who =
      names.count == 1 ? "\(names[0]) stays" : "each of \(names.joinedNames) stays"
    report(
      rule.place, "single-point", .warning,
      "\(rule.title) can be met only while \(who)\(places(all, of: 2))", "otherwise: everyone")
  }

  /// Only where no other rule asks for more; that everybody may write on their own page is no news,
  /// unless it lets them put another key in the place of theirs.
  private mutating func reportAlone(_ rule: RuleText, _ alone: [(RuleSite, PeopleSet)]) {
    var worst: (able: PeopleSet, change: Atom, isGrave: Bool)?
    for (site, able) in alone {
      guard let person = able.first else { continue }
      func isAble(_ change: Atom) -> Bool {
        rehearsal.decides(PeopleSet([person]), change, by: person)
      }
      let isOwnPage = site.charter.member.map { people.set([$0]) == able } ?? false
      let grave = graveChanges(near: site.charter).first { change in
        (rule.match?.concerns(change) ?? survey.isLeftToDefault(change)) && isAble(change)
      }
      if let grave {
        worst = (able, grave, true)
        break
      }
      guard !isOwnPage, worst == nil else { continue }
      if let change = survey.change(of: site.charter, matchedBy: rule, where: isAble) {
        worst = (able, change, false)
      }
    }
    guard let worst else { return }
    report(
      rule.place, "proposer-alone", worst.isGrave ? .warning : .advice,
      "\(people.handles(worst.able).names(joinedBy: "or")) can propose and approve alone under "
        + "\(rule.title): \(worst.change.display)", "- approve: 2 of everyone")
  }

  /// Changes that nobody should make alone: of the policy, of who is a member, and of the keys and
  /// addresses on a page.
  private func graveChanges(near charter: CharterPath) -> [Atom] {
    var changes = [Atom(charter: .policy, section: .policy, change: .edit)]
    for newcomer in ground.newcomers where newcomer.kind == .member {
      changes.append(Atom(charter: newcomer, section: .field("keys"), change: .create))
    }
    if charter.kind == .member, ground.charters[charter] != nil {
      changes += ["keys", "openpgp", "email"].map {
        Atom(charter: charter, section: .field($0), change: .edit)
      }
    }
    return changes
  }
}
