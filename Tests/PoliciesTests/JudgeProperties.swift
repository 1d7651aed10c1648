import TestSupport
import Testing

@testable import Charters
@testable import Policies

/// What must hold of every policy: it is monotone, order never matters, and the same case gives
/// the same judgement.
@Suite struct JudgeProperties {
  static let rounds: UInt64 = 400

  private func each(_ body: (Case, inout RandomCase) throws -> Void) throws {
    for seed in 0..<Self.rounds {
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
        !c.signoffs.contains { $0.member == member && $0.decision != .comment }
      }
      for member in silent {
        let approval = random.signoff(member, .approve, c.atoms, at: c.now, number: 99)
        let opened = c.opened ?? (c.proposers.contains(member) ? nil : c.now)
        let after = judge(c.with(signoffs: c.signoffs + [approval], opened: .some(opened)))
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
        let others = c.signoffs.filter { $0.member != member }
        let opened = c.opened ?? (c.proposers.contains(member) ? nil : c.now)
        let comment = random.signoff(member, .comment, c.atoms, at: c.now, number: 98)
        let objection = random.signoff(member, .object, c.atoms, at: c.now, number: 99)
        let said = judge(c.with(signoffs: c.signoffs + [comment], opened: .some(opened)))
        let objected = judge(c.with(signoffs: others + [objection], opened: .some(opened)))
        // Somebody's earlier objection would be replaced by this one.
        if c.signoffs.contains(where: { $0.member == member && $0.decision == .object }) {
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
      var number = 100
      let everybody = c.roster.present.map { member in
        number += 1
        return random.signoff(member, .approve, c.atoms, at: c.now, number: number)
      }
      let best = judge(c.with(signoffs: everybody, opened: .some(c.opened ?? c.now)))
      #expect((best.state > .waitingTime) == (judgement.state >= .impossible))
    }
  }

  /// The next step is a smallest set of people, the first by handle of those that are soonest.
  @Test func nextStepIsSmallest() throws {
    try each { c, random in
      let judgement = judge(c)
      guard judgement.state > .approved, judgement.state < .impossible else { return }
      let found = bruteNextStep(c, &random)
      #expect(found.contains(judgement.next.people), "\(found) \(judgement.next)")
      #expect(judgement.next.isSmallest)
      if let first = found.first, first.isEmpty { #expect(judgement.next.people.isEmpty) }
      #expect(Set(judgement.next.alternatives).isSubset(of: Set(found)))
    }
  }

  /// Every smallest set of people whose acts leave at most time to wait for.
  private func bruteNextStep(_ c: Case, _ random: inout RandomCase) -> [[Handle]] {
    let people = c.roster.present
    var best: [[Handle]] = []
    for bits in 0..<(1 << people.count) {
      let acting = people.indices.filter { bits >> $0 & 1 == 1 }.map { people[$0] }
      guard best.first.map({ acting.count <= $0.count }) ?? true else { continue }
      let kept = c.signoffs.filter { !acting.contains($0.member) }
      let approvals = acting.enumerated().map { index, member in
        random.signoff(member, .approve, c.atoms, at: c.now, number: 100 + index)
      }
      let starts = acting.contains { !c.proposers.contains($0) && c.roster.active.contains($0) }
      let opened = c.opened ?? (starts ? c.now : nil)
      // Who acts takes back objections too; earlier approvals of theirs that count stay.
      let earlier = c.signoffs.filter { acting.contains($0.member) && $0.decision == .approve }
      let after = judge(c.with(signoffs: kept + earlier + approvals, opened: .some(opened)))
      guard after.state <= .waitingTime else { continue }
      if let first = best.first, acting.count < first.count { best = [] }
      best.append(acting)
    }
    return best.sorted { $0.lexicographicallyPrecedes($1) }
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
        let signoffs = roster.present.enumerated().map { index, member in
          random.signoff(member, .approve, atoms, at: start, number: index)
        }
        let judgement = judge(
          Case(
            policy: policy, roster: roster, atoms: atoms, proposers: [proposer], coAuthors: [],
            subjects: subjects, term: .permanent, opened: start, openingDate: start,
            lastContent: start, now: start, signoffs: signoffs, mootObjections: []))
        return judgement.state <= .waitingTime
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
