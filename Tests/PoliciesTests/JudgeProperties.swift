import TestSupport
import Testing

@testable import Charters
@testable import Policies

/// What must hold of every policy: it is monotone, order never matters, and the same case gives
/// the same judgement.
@Suite struct JudgeProperties {
  static let rounds: UInt64 = 400

  private func each(
    _ rounds: UInt64 = Self.rounds, _ body: (Case, inout RandomCase) throws -> Void
  ) throws {
    for seed in 0..<rounds {
      var random = RandomCase(seed: seed)
      let c = try random.judged()
      try body(c, &random)
    }
  }

  @Test func sameCaseSameJudgement() throws {
    try each { c, _ in #expect(judge(c) == judge(c)) }
  }

  @Test func orderNeverMatters() throws {
    try each { c, random in
      let shuffled = c.with(
        rules: c.policy.rules.shuffled(using: &random.generator),
        signoffs: c.signoffs.shuffled(using: &random.generator))
      let (a, b) = (judge(c), judge(shuffled))
      #expect(a.state == b.state)
      #expect(a.next.people == b.next.people)
      #expect(a.next.notBefore == b.next.notBefore)
      #expect(a.signoffs == b.signoffs)
      func key(_ rule: RuleJudgement) -> String { "\(rule.name) \(rule.binding ?? "")" }
      #expect(a.rules.sorted { key($0) < key($1) } == b.rules.sorted { key($0) < key($1) })
    }
  }

  /// A first approval never makes anything worse, in any rule, at any time.
  @Test func aFirstApprovalNeverHurts() throws {
    try each { c, random in
      let before = judge(c)
      let silent = c.roster.present.filter { member in
        !c.signoffs.contains {
          $0.member == member && $0.principal == nil && $0.decision != .comment
            && $0.decision != .ask
        }
      }
      for member in silent {
        let approval = random.signoff(member, .approve, c.atoms, at: c.now, number: 99)
        let after = judge(c.answered(by: [member], c.signoffs + [approval]))
        #expect(after.state <= before.state, "\(member)")
        for (old, new) in zip(before.rules, after.rules) { #expect(new.state <= old.state) }
      }
    }
  }

  /// An objection never helps more than a comment by the same person would.
  @Test func anObjectionNeverHelps() throws {
    try each { c, random in
      for member in c.roster.members.keys.sorted() {
        // The objection is the member's newest decision: an earlier approval counts no more.
        let others = c.signoffs.filter {
          $0.member != member || $0.principal != nil || $0.decision == .ask
        }
        let comment = random.signoff(member, .comment, c.atoms, at: c.now, number: 98)
        let objection = random.signoff(member, .object, c.atoms, at: c.now, number: 99)
        let said = judge(c.answered(by: [member], c.signoffs + [comment]))
        let objected = judge(c.answered(by: [member], others + [objection]))
        // Somebody's earlier objection would be replaced by this one.
        if c.signoffs.contains(where: {
          ($0.principal ?? $0.member) == member && $0.decision == .object
        }) {
          continue
        }
        #expect(objected.state >= said.state, "\(member)")
      }
    }
  }

  /// What is impossible is so: nobody's approval and no end of an objection changes it.
  @Test func impossibleIsExact() throws {
    try each { c, random in
      let judgement = judge(c)
      guard judgement.state != .lapsed else { return }
      let best = everybodys(c, c.roster.present, &random).map { signoffs in
        judge(
          c.with(
            signoffs: signoffs, opened: .some(c.opened ?? c.now),
            lastContent: .some(c.lastContent ?? c.now))
        ).state
      }.min()
      #expect((best ?? .error > .waitingTime) == (judgement.state >= .impossible))
    }
  }

  /// Approvals by all of these people despite the objections, those of the absent by a deputy too.
  private func everybodys(
    _ c: Case, _ people: [Handle], _ random: inout RandomCase, despite: [String] = []
  ) -> [[Signoff]] {
    random.ways(
      of: people, for: people, by: c.roster.present, c.roster, c.atoms, at: c.now,
      despite: despite)
  }

  /// The next step is a smallest set of people, the first by handle of those that are soonest.
  @Test func nextStepIsSmallest() throws {
    try each(200) { c, random in
      let judgement = judge(c)
      guard judgement.state > .approved, judgement.state < .impossible else { return }
      let found = bruteNextStep(c, &random)
      #expect(found.contains(judgement.next.people), "\(found) \(judgement.next)")
      #expect(judgement.next.isSmallest)
      if let first = found.first, first.isEmpty { #expect(judgement.next.people.isEmpty) }
      #expect(Set(judgement.next.alternatives).isSubset(of: Set(found)))
    }
  }

  /// Every smallest set of people whose acts leave at most time to wait for, by who signs.
  private func bruteNextStep(_ c: Case, _ random: inout RandomCase) -> [[Handle]] {
    let people = c.roster.present
    let hearing = Hearing(c)
    var best: (size: Int, sets: [[Handle]])?
    for bits in 0..<(1 << people.count) {
      let acting = people.indices.filter { bits >> $0 & 1 == 1 }.map { people[$0] }
      guard best.map({ acting.count <= $0.size }) ?? true else { continue }
      // Who acts takes back objections too; earlier approvals of theirs that count stay.
      let kept = c.signoffs.map { signoff in
        let isTakenBack =
          acting.contains(signoff.principal ?? signoff.member)
          && [.object, .abstain].contains(signoff.decision)
        return isTakenBack ? signoff.asComment : signoff
      }
      let objections = kept.filter { $0.decision == .object }.map(\.id)
      let signers = hearing.signers(hearing.people.set(acting))
      let isEnough = everybodys(c, acting, &random, despite: objections).contains { approvals in
        judge(c.answered(by: signers, kept + approvals)).state <= .waitingTime
      }
      guard isEnough else { continue }
      if best.map({ acting.count < $0.size }) ?? true { best = (acting.count, []) }
      best?.sets.append(signers)
    }
    return (best?.sets ?? []).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// A lock-out is found exactly where judging every change by every proposer finds one.
  @Test func lockoutIsExact() throws {
    for seed in 0..<Self.rounds {
      var random = RandomCase(seed: seed + 50_000)
      let text = random.policyText()
      let roster = try random.roster()
      let policy = try #require(Policy.read(Array(text.utf8)).policy)
      let isLocked = !policy.lockout(roster: roster).isEmpty
      let expected = try bruteLockout(policy, roster, random)
      #expect(isLocked == expected, "\(seed)\n\(text)")
    }
  }

  private func bruteLockout(
    _ policy: Policy, _ roster: Roster, _ random: RandomCase
  ) throws -> Bool {
    let start = Timestamp(seconds: 1_700_000_000)
    func canPass(_ atoms: [Atom], _ subjects: [Handle]) -> Bool {
      roster.active.contains { proposer in
        let c = Case(
          policy: policy, roster: roster, atoms: atoms, proposers: [proposer], coAuthors: [],
          subjects: subjects, term: .permanent, opened: start, openingDate: start,
          lastContent: start, now: start, signoffs: [], mootObjections: [],
          affects: Affects(opening: roster.present.map { .person($0) }))
        var random = random
        return everybodys(c, roster.present, &random).contains {
          judge(c.with(signoffs: $0)).state <= .waitingTime
        }
      }
    }
    let policyEdit = [Atom(charter: .policy, section: .policy, change: .edit)]
    let new = try CharterPath("Charters/members/newcomer.md")
    let pieces: [SectionPath] =
      [.intro, .field("kind"), .field("name"), .field("email"), .field("keys")]
    let newMember = pieces.map { Atom(charter: new, section: $0, change: .create) }
    let edits = try roster.present.map { member in
      let path = try CharterPath("Charters/members/\(member.text).md")
      return (Atom(charter: path, section: .field("status"), change: .edit), member)
    }
    return !canPass(policyEdit, []) || !canPass(newMember, [new.member].compactMap(\.self))
      || !edits.contains { canPass([$0.0], [$0.1]) }
  }
}
