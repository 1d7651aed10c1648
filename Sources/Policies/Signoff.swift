package import Charters

/// What a member says in a sign-off.
package enum Decision: String, CaseIterable, Hashable, Sendable {
  case approve, object, abstain, retract, comment, ask
}

/// Why a sign-off does not count.
package enum ReasonCode: String, CaseIterable, Hashable, Sendable, Comparable {
  case notInGroup = "not-in-group"
  case removed
  case proposer
  case coAuthor = "co-author"
  case subject
  case stale
  case seatUsed = "seat-used"
  case superseded
  case forked
  case badSignature = "bad-signature"
  case unknownKey = "unknown-key"
  case wrongRepository = "wrong-repository"
  case wrongBranch = "wrong-branch"
  case wrongProposal = "wrong-proposal"
  case endedProposal = "ended-proposal"
  case unknownBase = "unknown-base"
  case digestMismatch = "digest-mismatch"
  case notCanonical = "not-canonical"
  case wrongRevision = "wrong-revision"
  case absent
  case noReason = "no-reason"
  case backdated
  case deputyExpired = "deputy-expired"
  case deputyNotAllowed = "deputy-not-allowed"
  case proxyUsed = "proxy-used"

  /// Whether a sign-off with this defect is still something that its member said here.
  var leavesVoice: Bool {
    switch self {
    case .badSignature, .unknownKey, .wrongRepository, .wrongBranch, .wrongProposal,
      .notCanonical, .wrongRevision, .removed, .endedProposal:
      false
    default: true
    }
  }

  package static func < (a: ReasonCode, b: ReasonCode) -> Bool { a.rawValue < b.rawValue }
}

/// One gathered sign-off as the evidence shows it.
///
/// Everything that needs git, keys or a history is already answered here, so that judging is a pure
/// function of values.
package struct Signoff: Sendable {
  /// The payload id, `sha256:…`: what identifies a sign-off.
  package let id: String
  /// The commit that carries it, in hex, for display.
  package let commit: String
  package let member: Handle
  /// The member for whom a deputy signs.
  package let principal: Handle?
  package let decision: Decision
  package let date: Timestamp
  package let reason: String?
  /// The sections that an objection names; none means all that the proposal changes.
  package let sections: [String]
  /// The objections that an approval overrules.
  package let despite: [String]
  /// Whom it asks for advice.
  package let asks: [Handle]
  /// It is this member's own word, signed for this proposal, whatever it counts for.
  package let speaks: Bool
  /// Why it counts for nothing anywhere; empty when nothing is wrong with it.
  package let defects: [ReasonCode]
  /// Whether this objection is still open by its evidence, whatever its defects as a vote.
  package let objectionStands: Bool
  /// Indexes into the case's atoms whose old and new words are those that were signed.
  package let sameAtoms: Set<Int>
  /// Charters whose whole change is what was signed.
  package let sameCharters: Set<CharterPath>
  /// Whether the whole proposal is what was signed.
  package let sameProposal: Bool

  package init(
    id: String, commit: String, member: Handle, principal: Handle?, decision: Decision,
    date: Timestamp, reason: String?, sections: [String], despite: [String],
    defects: [ReasonCode], objectionStands: Bool, sameAtoms: Set<Int>,
    sameCharters: Set<CharterPath>, sameProposal: Bool, asks: [Handle] = [], speaks: Bool? = nil
  ) {
    self.id = id
    self.commit = commit
    self.member = member
    self.principal = principal
    self.decision = decision
    self.date = date
    self.reason = reason
    self.sections = sections
    self.despite = despite
    self.asks = asks
    self.speaks = speaks ?? defects.allSatisfy(\.leavesVoice)
    self.defects = defects
    self.objectionStands = objectionStands
    self.sameAtoms = sameAtoms
    self.sameCharters = sameCharters
    self.sameProposal = sameProposal
  }
}
