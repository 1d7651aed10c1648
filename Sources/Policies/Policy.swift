package import Charters

/// Who must agree to what, as `Charters/policy.yml` says it.
///
/// A policy is only the text's meaning.  Whether it fits the people of a repository is asked with
/// ``problems(with:at:)``; whether a proposal may land under it with ``judge(_:)``.
package struct Policy: Hashable, Sendable {
  /// The rules in the order of the file.  Order never decides anything; it is kept for display.
  package let rules: [Rule]

  /// What holds where no rule matches; nil denies.
  package let defaultRule: DefaultRule?

  /// When the rules are to be looked at again; it decides nothing.
  package let review: Review?

  package init(rules: [Rule], defaultRule: DefaultRule?, review: Review? = nil) {
    self.rules = rules
    self.defaultRule = defaultRule
    self.review = review
  }
}

/// A place in `policy.yml`, both counted from 1.
package struct Place: Hashable, Sendable, Comparable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (a: Place, b: Place) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// One rule: what it is about, what it needs, and a few options.
package struct Rule: Hashable, Sendable {
  package let name: String
  package let why: String?
  package let match: Match
  package let needs: [Need]
  package let options: RuleOptions
  package let place: Place

  package init(
    name: String, why: String?, match: Match, needs: [Need], options: RuleOptions, place: Place
  ) {
    self.name = name
    self.why = why
    self.match = match
    self.needs = needs
    self.options = options
    self.place = place
  }
}

/// What is needed for a change that no rule matches.
package struct DefaultRule: Hashable, Sendable {
  package let needs: [Need]
  package let options: RuleOptions
  package let place: Place

  package init(needs: [Need], options: RuleOptions, place: Place) {
    self.needs = needs
    self.options = options
    self.place = place
  }
}

/// The options that a rule and the default share.
package struct RuleOptions: Hashable, Sendable {
  /// Whose approvals and seats are taken away.  Objections never are.
  package let exclude: [Exclusion]
  package let staleWhen: StaleWhen
  package let deputies: Bool

  package init(exclude: [Exclusion], staleWhen: StaleWhen, deputies: Bool) {
    self.exclude = exclude
    self.staleWhen = staleWhen
    self.deputies = deputies
  }

  /// What holds where the file says nothing.
  package static let standard = RuleOptions(
    exclude: [.proposer, .coAuthors], staleWhen: .sectionChanges, deputies: true)
}

/// One entry of `exclude`.
package enum Exclusion: Hashable, Sendable {
  case proposer
  case coAuthors
  case subject
  case who(Who, Place)
}

/// Which later change of words takes an approval's force away.
package enum StaleWhen: String, CaseIterable, Hashable, Sendable {
  case sectionChanges = "section-changes"
  case charterChanges = "charter-changes"
  case proposalChanges = "proposal-changes"
}
