package import Charters

/// What the sign-offs come to in one judgement of a rule.
struct Tally {
  /// Whose approval counts for every change that the rule matched.
  private(set) var approved = Voices()
  private(set) var abstained = Voices()
  /// Who signs for whom in this rule.
  private(set) var hands: [Int: Int] = [:]
  /// Whose one proxy each deputy has used; that it came to nothing since gives it to nobody else,
  /// or somebody's objection could help.
  private(set) var proxies: [Int: Int] = [:]
  /// Open objections that this rule hears, with the approvals that count and overrule them.
  private(set) var objections: [Objection]
  /// Approvals that do not count at all, of people without one that does.
  private(set) var refused: [Uncounted] = []
  /// Why not, for every sign-off, by its place in the order of the ballots.
  private(set) var problems: [Int: [ReasonCode]] = [:]

  init(_ ballots: Ballots, _ rule: BoundRule, charters: Set<CharterPath>) {
    objections = ballots.objections.filter { rule.options.deputies || !$0.isByDeputy }
    var refused: [Voice: ReasonCode] = [:]
    var places: [Int] = []
    for (place, signoff) in ballots.signoffs.enumerated() {
      guard signoff.decision == .approve || signoff.decision == .abstain else { continue }
      let found = ballots.problems(signoff, in: rule, charters: charters)
      problems[place] = found
      if found.isEmpty {
        places.append(place)
      } else if signoff.decision == .approve {
        let voice = Voice(member: signoff.member, principal: signoff.principal)
        // A word that was taken back explains least.
        let isOld = found.contains(.superseded)
        if !isOld || refused[voice] == nil { refused[voice] = isOld ? .superseded : found.first }
      }
    }
    // Whoever decides in person comes first: no deputy is needed for them then.
    for place in places where ballots.signoffs[place].principal == nil { count(place, ballots) }
    for place in places where ballots.signoffs[place].principal != nil {
      if let problem = proxyProblem(ballots.signoffs[place], ballots) {
        problems[place] = [problem]
        let signoff = ballots.signoffs[place]
        if signoff.decision == .approve {
          refused[Voice(member: signoff.member, principal: signoff.principal)] = problem
        }
      } else {
        count(place, ballots)
      }
    }
    self.refused = refused.filter { voice, _ in
      guard let index = ballots.people.index[voice.principal ?? voice.member] else { return true }
      return voice.principal == nil
        ? !approved.own.contains(index) : !approved.byDeputy.contains(index)
    }.map { Uncounted(member: $0.key.member, principal: $0.key.principal, reason: $0.value) }
      .sorted { $0.sortKey < $1.sortKey }
  }

  private struct Voice: Hashable {
    let member: Handle
    let principal: Handle?
  }

  /// One proxy a person a rule; nobody is signed for twice, nor for and against.
  private mutating func proxyProblem(_ signoff: Signoff, _ ballots: Ballots) -> ReasonCode? {
    let people = ballots.people
    guard let principal = signoff.principal.flatMap({ people.index[$0] }),
      let signer = people.index[signoff.member]
    else { return .removed }
    if let other = proxies[signer], other != principal { return .proxyUsed }
    if proxies.contains(where: { $0.value == principal && $0.key != signer }) {
      return .superseded
    }
    proxies[signer] = principal
    // Whoever decides in person is not decided for; of the absent only an approval counts little.
    if ballots.decided(principal, .object, .abstain) { return .superseded }
    if people.active.contains(principal), approved.own.contains(principal) { return .superseded }
    if objections.contains(where: { $0.person == principal && $0.isByDeputy }) { return .forked }
    return nil
  }

  private mutating func count(_ place: Int, _ ballots: Ballots) {
    let signoff = ballots.signoffs[place]
    let people = ballots.people
    guard let voice = people.index[signoff.principal ?? signoff.member],
      let signer = people.index[signoff.member]
    else { return }
    let isByDeputy = signoff.principal != nil
    if isByDeputy { hands[voice] = signer }
    guard signoff.decision == .approve else {
      abstained.insert(voice, isByDeputy: isByDeputy)
      return
    }
    approved.insert(voice, isByDeputy: isByDeputy)
    for index in objections.indices where signoff.despite.contains(objections[index].id) {
      objections[index].despite.insert(voice, isByDeputy: isByDeputy)
    }
  }
}

extension Voices {
  mutating func insert(_ person: Int, isByDeputy: Bool) {
    if isByDeputy { byDeputy.insert(person) } else { own.insert(person) }
  }
}

/// A sign-off that does not count for a need, and why.
package struct Uncounted: Hashable, Sendable {
  package let member: Handle
  /// For whom they signed as a deputy.
  package let principal: Handle?
  package let reason: ReasonCode

  package init(member: Handle, principal: Handle? = nil, reason: ReasonCode) {
    self.member = member
    self.principal = principal
    self.reason = reason
  }

  /// `kim`, or `kim for ana`.
  package var name: String { member.text + (principal.map { " for \($0.text)" } ?? "") }

  var sortKey: String { name }
}
