package import Charters

/// What a policy is held against: the people, and the charters that are there with their pieces.
package struct PolicyGround: Sendable {
  package let roster: Roster
  /// The pieces of every charter; the policy's own place is not among them.
  package let charters: [CharterPath: [SectionPath]]
  /// The date for which holders of roles are looked up; nil takes every holder.
  package let moment: Timestamp?
  /// A charter of each kind that is not there yet, in every team and in none.
  let newcomers: [CharterPath]
  /// Every charter that is or could be there, the policy's among them, each once, sorted.
  let places: [CharterPath]

  package init(
    roster: Roster, charters: [CharterPath: [SectionPath]], moment: Timestamp? = nil
  ) {
    self.roster = roster
    self.charters = charters
    self.moment = moment
    newcomers = Self.newcomers(to: roster)
    places = Set(Array(charters.keys) + newcomers + [.policy]).sorted()
  }
}

/// A rule or the default, as far as both are the same.
struct RuleText: Sendable {
  let name: String
  let why: String?
  let needs: [Need]
  let options: RuleOptions
  let place: Place
  /// Nil for the default.
  let match: Match?

  init(_ rule: Rule) {
    name = rule.name
    why = rule.why
    needs = rule.needs
    options = rule.options
    place = rule.place
    match = rule.match
  }

  init(_ rule: DefaultRule) {
    name = "default"
    why = nil
    needs = rule.needs
    options = rule.options
    place = rule.place
    match = nil
  }

  /// As messages call it.
  var title: String { match == nil ? "the default" : "“\(name)”" }

  var words: Binding.Words {
    needs.flatMap(\.groups).reduce(into: options.words) { $0.formUnion($1.words) }
  }

  var excludesSubject: Bool { options.exclude.contains(.subject) }

  /// Every name of people that decides something in it.
  var who: Set<Who> {
    var all = Set(needs.flatMap(\.groups).flatMap(\.parts))
    for case .who(let who, _) in options.exclude { all.insert(who) }
    return all
  }
}

extension Policy {
  /// The rules, and the default behind them.
  var texts: [RuleText] { rules.map(RuleText.init) + (defaultRule.map { [RuleText($0)] } ?? []) }

  /// The code of every finding that ``findings(on:)`` may give beside lock-outs.
  package static let findingCodes = [
    "impossible-rule", "impossible-for-proposer", "single-point", "proposer-alone",
    "uncovered-change", "dead-match", "shadowed-rule", "arithmetic", "member-without-key",
    "own-domain", "excluded-subjects",
  ]
}
