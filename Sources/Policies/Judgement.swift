package import Charters

/// How far a need, a rule or a whole proposal is; of several, the greatest one speaks.
package enum State: String, CaseIterable, Hashable, Sendable, Comparable {
  case approved
  case waitingTime = "waiting-time"
  case waitingPeople = "waiting-people"
  /// An open objection stands in a consent or an `unopposed`.
  case blocked
  /// Not met even if everybody who may approved and every objection ended.
  case impossible
  case expired
  case lapsed
  case error

  private var weight: Int {
    switch self {
    case .approved: 0
    case .waitingTime: 1
    case .waitingPeople: 2
    case .blocked: 3
    case .impossible: 4
    case .expired: 5
    case .lapsed: 6
    case .error: 7
    }
  }

  package static func < (a: State, b: State) -> Bool { a.weight < b.weight }
}

/// What the policy says about one proposal at one instant, with every reason.
package struct Judgement: Sendable, Equatable {
  package let state: State
  package let rules: [RuleJudgement]
  package let signoffs: [SignoffJudgement]
  package let next: NextStep
  /// Changes that no rule matches while there is no default.
  package let uncovered: [Atom]
  /// The step whose experiment or emergency it takes back word for word, for which nobody's
  /// approval is needed; nil for every other change.
  package let undoes: Int?

  package init(
    state: State, rules: [RuleJudgement], signoffs: [SignoffJudgement], next: NextStep,
    uncovered: [Atom], undoes: Int? = nil
  ) {
    self.state = state
    self.rules = rules
    self.signoffs = signoffs
    self.next = next
    self.uncovered = uncovered
    self.undoes = undoes
  }
}

/// One rule with one binding of `this …`, judged by itself.
package struct RuleJudgement: Sendable, Equatable {
  package let name: String
  package let why: String?
  /// `team support`, `role triage`, `person ana`; nil where the rule binds nothing.
  package let binding: String?
  /// What it matched.
  package let atoms: [Atom]
  package let state: State
  package let needs: [NeedJudgement]
  package let isDefault: Bool

  package init(
    name: String, why: String?, binding: String?, atoms: [Atom], state: State,
    needs: [NeedJudgement], isDefault: Bool = false
  ) {
    self.name = name
    self.why = why
    self.binding = binding
    self.atoms = atoms
    self.state = state
    self.needs = needs
    self.isDefault = isDefault
  }
}

/// One need of a rule.
package struct NeedJudgement: Sendable, Equatable {
  /// How the needs below it belong together.
  package enum Joint: String, Sendable {
    case any, all
  }

  /// In the words of the file: `2 of everyone`, `consent of team support`, `open for 5 days`.
  package let text: String
  package let state: State
  /// Whose approvals fill it; of a deputy's, the principal.
  package let have: [Handle]
  /// How many approvals it still lacks.
  package let missing: Int
  /// Who could still give one.
  package let candidates: [Handle]
  /// When time alone would meet it; nil where time does not matter or its clock has not started.
  package let notBefore: Timestamp?
  package let notCounted: [Uncounted]
  /// The alternatives of an `any-of`, each a list of all its needs; the needs of an `each`.
  package let children: [NeedJudgement]
  /// Nil where there are no children.
  package let joint: Joint?
  /// What to say beside the text: `no objection; 1 agreed, 2 silent`.
  package let remark: String
  /// Members whose open objection blocks it.
  package let objectors: [Handle]
  /// Those in ``have`` are to be named beside it; elsewhere the remark counts or names them.
  package let namesHave: Bool
  /// Of those in ``have``, whom a deputy signed for, and which.
  package let deputies: [Handle: Handle]

  package init(
    text: String, state: State, have: [Handle], missing: Int, candidates: [Handle],
    notBefore: Timestamp?, notCounted: [Uncounted], children: [NeedJudgement],
    joint: Joint? = nil, remark: String = "", objectors: [Handle] = [],
    deputies: [Handle: Handle] = [:], namesHave: Bool = true
  ) {
    self.text = text
    self.state = state
    self.have = have
    self.missing = missing
    self.candidates = candidates
    self.notBefore = notBefore
    self.notCounted = notCounted
    self.children = children
    self.joint = joint ?? (children.isEmpty ? nil : .any)
    self.remark = remark
    self.objectors = objectors
    self.deputies = deputies
    self.namesHave = namesHave
  }
}

/// Whether one sign-off counts for anything, and if not everywhere, why not.
package struct SignoffJudgement: Sendable, Equatable {
  /// The payload id.
  package let signoff: String
  package let member: Handle
  package let decision: Decision
  /// It counts for at least one need.
  package let counts: Bool
  /// Why it does not count for the others.
  package let reasons: [ReasonCode]

  package init(
    signoff: String, member: Handle, decision: Decision, counts: Bool, reasons: [ReasonCode]
  ) {
    self.signoff = signoff
    self.member = member
    self.decision = decision
    self.counts = counts
    self.reasons = reasons
  }
}

/// The smallest next step: a smallest set of people who can unblock, and the earliest instant.
package struct NextStep: Sendable, Equatable {
  /// A smallest set of people; of several, the first by handle.
  package let people: [Handle]
  /// Every smallest set, ``people`` first, where there are few enough to list.
  package let alternatives: [[Handle]]
  package let notBefore: Timestamp?
  package let sentence: String
  /// Known to be smallest; false only for large groups with tangled rules.
  package let isSmallest: Bool

  package init(
    people: [Handle], notBefore: Timestamp?, sentence: String, alternatives: [[Handle]] = [],
    isSmallest: Bool = true
  ) {
    self.people = people
    self.alternatives = alternatives
    self.isSmallest = isSmallest
    self.notBefore = notBefore
    self.sentence = sentence
  }
}
