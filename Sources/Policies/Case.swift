package import Charters

/// Everything that a judgement depends on: same case, same judgement.
package struct Case: Sendable {
  /// The policy in force, never the one that the proposal would bring.
  package let policy: Policy
  /// The people in force, never those that the proposal would bring.
  package let roster: Roster
  package let atoms: [Atom]
  /// The opening's signer first, then those whom it names as fellow proposers.
  package let proposers: [Handle]
  package let coAuthors: [Handle]
  /// People whose membership, role or keys the proposal alters.
  package let subjects: [Handle]
  package let term: Term
  /// The last day of an experiment or an emergency; nil for a permanent change.
  package let expires: Day?
  package let affects: Affects
  /// The step whose experiment or emergency it takes back word for word while that holds, so that
  /// nobody needs to approve it.
  package let undoes: Int?
  /// Named as fellow proposers and not confirmed by anything they signed: a name alone takes
  /// nobody's place away, but they are not asked for an approval either.
  package let claimed: [Handle]
  /// When the wait began; nil where nobody but the proposer has answered yet.
  package let opened: Timestamp?
  /// The opening's own date, from which `close-after` runs.
  package let openingDate: Timestamp
  /// Since when the latest words are there by somebody else's word too; nil where nobody has
  /// answered them yet.
  package let lastContent: Timestamp?
  /// Who signed the latest words; the opening's signer where nil.
  package let lastAuthor: Handle?
  package let now: Timestamp
  package let signoffs: [Signoff]
  /// Ids of objections that ended because their words are gone or their objector left.
  package let mootObjections: Set<String>

  package init(
    policy: Policy, roster: Roster, atoms: [Atom], proposers: [Handle], coAuthors: [Handle],
    subjects: [Handle], term: Term, opened: Timestamp?, openingDate: Timestamp,
    lastContent: Timestamp?, now: Timestamp, signoffs: [Signoff], mootObjections: Set<String>,
    expires: Day? = nil, affects: Affects = Affects(), undoes: Int? = nil,
    claimed: [Handle] = [], lastAuthor: Handle? = nil
  ) {
    self.policy = policy
    self.roster = roster
    self.atoms = atoms
    self.proposers = proposers
    self.coAuthors = coAuthors
    self.subjects = subjects
    self.term = term
    self.expires = expires
    self.affects = affects
    self.undoes = undoes
    self.claimed = claimed
    self.opened = opened
    self.openingDate = openingDate
    self.lastContent = lastContent
    self.lastAuthor = lastAuthor
    self.now = now
    self.signoffs = signoffs
    self.mootObjections = mootObjections
  }
}
