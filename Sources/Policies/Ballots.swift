import Charters

/// The sign-offs of a case, sorted out once for all rules.
struct Ballots {
  let signoffs: [Signoff]
  let people: People
  /// Who has an open objection.
  let objecting: PeopleSet
  private let moot: Set<String>

  init(_ c: Case, people: People) {
    // The order in which sign-offs were gathered must not show anywhere.
    let signoffs = c.signoffs.sorted { ($0.date, $0.member, $0.id) < ($1.date, $1.member, $1.id) }
    self.signoffs = signoffs
    self.people = people
    moot = c.mootObjections
    var objecting = PeopleSet()
    for signoff in signoffs
    where signoff.decision == .object
      && Self.objectionProblem(signoff, people: people, moot: c.mootObjections) == nil
    {
      if let index = people.index[signoff.member] { objecting.insert(index) }
    }
    self.objecting = objecting
  }

  /// Why an objection is not open: reasons, none of them where it was settled.
  private static func objectionProblem(
    _ signoff: Signoff, people: People, moot: Set<String>
  ) -> [ReasonCode]? {
    if !signoff.objectionStands || moot.contains(signoff.id) {
      return signoff.defects
    }
    if people.index[signoff.member] == nil { return [.removed] }
    if signoff.principal != nil { return [.deputyNotAllowed] }
    let hasReason = signoff.reason?.contains { !$0.isWhitespace } ?? false
    return hasReason ? nil : [.noReason]
  }

  func objectionProblem(_ signoff: Signoff) -> [ReasonCode]? {
    Self.objectionProblem(signoff, people: people, moot: moot)
  }

  /// Why this approval or abstention counts for nothing in a rule, whatever group a need names.
  func problems(_ signoff: Signoff, in rule: BoundRule, charters: Set<CharterPath>) -> [ReasonCode]
  {
    guard signoff.defects.isEmpty else { return signoff.defects.sorted() }
    guard let index = people.index[signoff.member] else { return [.removed] }
    guard signoff.principal == nil else { return [.deputyNotAllowed] }
    if let reason = rule.exclusion.reason(index) { return [reason] }
    return isFresh(signoff, rule, charters) ? [] : [.stale]
  }

  /// An approval counts only if what was signed is, for every change that the rule matched, what
  /// would land: nobody's approval is composed out of pieces.
  private func isFresh(_ signoff: Signoff, _ rule: BoundRule, _ charters: Set<CharterPath>) -> Bool
  {
    guard rule.atoms.allSatisfy(signoff.sameAtoms.contains) else { return false }
    switch rule.options.staleWhen {
    case .sectionChanges: return true
    case .charterChanges: return charters.isSubset(of: signoff.sameCharters)
    case .proposalChanges: return signoff.sameProposal
    }
  }
}

/// What the sign-offs come to in one judgement of a rule.
struct Tally {
  /// Who has an approval that counts for every change that the rule matched.
  private(set) var approved = PeopleSet()
  private(set) var abstained = PeopleSet()
  /// Why a member's approval does not count at all, for members without one that does.
  private(set) var refused: [Handle: ReasonCode] = [:]
  /// The same for every sign-off, by its place in the order of the ballots.
  private(set) var problems: [Int: [ReasonCode]] = [:]

  init(_ ballots: Ballots, _ rule: BoundRule, charters: Set<CharterPath>) {
    var superseded: [Handle: ReasonCode] = [:]
    for (place, signoff) in ballots.signoffs.enumerated() {
      guard signoff.decision == .approve || signoff.decision == .abstain else { continue }
      let problems = ballots.problems(signoff, in: rule, charters: charters)
      self.problems[place] = problems
      let index = ballots.people.index[signoff.member]
      if signoff.decision == .abstain {
        if problems.isEmpty, let index { abstained.insert(index) }
      } else if problems.isEmpty {
        if let index { approved.insert(index) }
      } else if problems.contains(.superseded) {
        superseded[signoff.member] = .superseded
      } else {
        refused[signoff.member] = problems.first
      }
    }
    refused.merge(superseded) { newer, _ in newer }
    for index in approved.indexes { refused[ballots.people.handles[index]] = nil }
  }
}
