import Charters
import Policies

/// What would pass with the approvals of some people, time apart.
struct SupposedApprovals {
  let policy: Policy
  let roster: Roster
  let now: Timestamp

  /// Whether these people's approvals would be enough for a change, waits left aside.
  func suffice(
    of people: [Handle], for atoms: [Atom], by proposer: Handle, about subjects: [Handle]
  ) -> Bool {
    let signoffs = people.map { member in
      Signoff(
        id: "supposed:\(member)", commit: "", member: member, principal: nil, decision: .approve,
        date: now, reason: nil, sections: [], despite: [], defects: [], objectionStands: false,
        sameAtoms: Set(atoms.indices), sameCharters: Set(atoms.map(\.charter)), sameProposal: true)
    }
    let judgement = judge(
      Case(
        policy: policy, roster: roster, atoms: atoms, proposers: [proposer], coAuthors: [],
        subjects: subjects, term: .permanent, opened: now, openingDate: now, lastContent: now,
        now: now, signoffs: signoffs, mootObjections: []))
    return judgement.state <= .waitingTime
  }
}
