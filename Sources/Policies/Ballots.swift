import Charters

/// The sign-offs of a case, sorted out once for all rules.
struct Ballots {
  let signoffs: [Signoff]
  let people: People
  /// Open objections, in that order, whoever signed them.
  private(set) var objections: [Objection] = []
  /// Who has said anything at all.
  let spoken: PeopleSet
  let asked: [Int: Standing.Asked]
  private let moot: Set<String>
  /// What each member has decided last by their own hand.
  private let own: [Int: Set<Decision>]

  init(_ c: Case, people: People) {
    // The order in which sign-offs were gathered must not show anywhere.
    let signoffs = c.signoffs.sorted { ($0.date, $0.member, $0.id) < ($1.date, $1.member, $1.id) }
    self.signoffs = signoffs
    self.people = people
    moot = c.mootObjections
    var spoken = PeopleSet()
    var own: [Int: Set<Decision>] = [:]
    var asked: [Int: Standing.Asked] = [:]
    for signoff in signoffs where signoff.speaks && signoff.date <= c.now {
      let voice = signoff.principal ?? signoff.member
      for handle in [signoff.member, voice] {
        if let index = people.index[handle] { spoken.insert(index) }
      }
      if signoff.decision == .ask, signoff.date >= c.openingDate,
        !signoff.defects.contains(.backdated)
      {
        for index in signoff.asks.compactMap({ people.index[$0] }) where asked[index] == nil {
          asked[index] = Standing.Asked(at: signoff.date, by: signoff.member)
        }
      }
      if signoff.principal == nil, !signoff.defects.contains(.superseded),
        let index = people.index[voice]
      {
        own[index, default: []].insert(signoff.decision)
      }
    }
    self.spoken = spoken
    self.asked = asked
    self.own = own
    objections = signoffs.compactMap { signoff -> Objection? in
      guard signoff.decision == .object, objectionProblem(signoff) == nil,
        let person = people.index[signoff.principal ?? signoff.member]
      else { return nil }
      return Objection(
        person: person, id: signoff.id, isByDeputy: signoff.principal != nil)
    }
  }

  /// Why an objection is not open: reasons, none of them where it was settled; nil where it is.
  func objectionProblem(_ signoff: Signoff) -> [ReasonCode]? {
    if !signoff.objectionStands || moot.contains(signoff.id) { return signoff.defects }
    if people.index[signoff.member] == nil { return [.removed] }
    if let principal = signoff.principal {
      guard let index = people.index[principal] else { return [.removed] }
      if let problem = people.deputyProblem(signoff.member, for: principal) { return [problem] }
      if decided(index, .approve, .abstain, .object) { return [.superseded] }
    }
    let hasReason = signoff.reason?.contains { !$0.isWhitespace } ?? false
    return hasReason ? nil : [.noReason]
  }

  /// Whether a member's own last word on it was one of these.
  func decided(_ person: Int, _ decisions: Decision...) -> Bool {
    own[person]?.contains(where: decisions.contains) ?? false
  }

  /// Why this approval or abstention counts for nothing in a rule, whatever group a need names.
  func problems(_ signoff: Signoff, in rule: BoundRule, charters: Set<CharterPath>) -> [ReasonCode]
  {
    guard signoff.defects.isEmpty else { return signoff.defects.sorted() }
    guard let signer = people.index[signoff.member] else { return [.removed] }
    if let principal = signoff.principal {
      if let problem = deputyProblem(signoff, signer, for: principal, in: rule) {
        return [problem]
      }
    } else if let reason = rule.exclusion.reason(signer) {
      return [reason]
    }
    return isFresh(signoff, rule, charters) ? [] : [.stale]
  }

  /// Why a deputy's decision does not stand for the principal's in a rule.
  private func deputyProblem(
    _ signoff: Signoff, _ signer: Int, for principal: Handle, in rule: BoundRule
  ) -> ReasonCode? {
    guard let index = people.index[principal] else { return .removed }
    guard rule.options.deputies else { return .deputyNotAllowed }
    if let problem = people.deputyProblem(signoff.member, for: principal) { return problem }
    guard people.active.contains(signer) else { return .absent }
    return rule.exclusion.reason(index) ?? rule.exclusion.reason(signer)
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
