package import Charters
package import Evidence
package import Git
package import Policies

/// One sign-off as a reader sees it: who said what, and whether it counts.
package struct SignoffLine: Hashable, Sendable {
  package let id: PayloadID
  package let commit: ObjectID
  package let member: Handle
  /// The member in whose place a deputy speaks.
  package let principal: Handle?
  package let decision: Decision
  package let date: Timestamp
  /// The fingerprint of the key that signed; nil where there is no signature to read.
  package let key: String?
  /// It counts for at least one need.
  package let counts: Bool
  /// Why it does not count for others, or for any.
  package let reasons: [ReasonCode]
  /// What the member wrote with it.
  package let text: String?
  /// What an objection is about; none is all of it.
  package let sections: [String]
  /// Members who are asked for advice.
  package let asks: [Handle]
  /// An objection that nothing has settled.
  package let isOpenObjection: Bool

  /// The sign-offs of an assessment, oldest first.
  package static func lines(of assessment: Assessment) -> [SignoffLine] {
    let judged = Dictionary(
      (assessment.judgement?.signoffs ?? []).map { ($0.signoff, $0) },
      uniquingKeysWith: { first, _ in first })
    return assessment.signoffs.map { reading in
      let verdict = judged[reading.payloadID.text]
      return SignoffLine(
        id: reading.payloadID, commit: reading.commit, member: reading.message.member,
        principal: reading.message.principal, decision: reading.message.decision,
        date: reading.date, key: reading.key, counts: verdict?.counts ?? false,
        reasons: verdict?.reasons ?? reading.defects, text: reading.message.reason?.text,
        sections: reading.message.sections, asks: reading.message.asks,
        isOpenObjection: reading.objectionStands)
    }.sorted { ($0.date, $0.id) < ($1.date, $1.id) }
  }

  /// It is an approval that its member stands by, whether or not a rule asks for it.
  package var consents: Bool {
    let harmless: Set<ReasonCode> = [.notInGroup, .proposer, .coAuthor, .subject, .seatUsed]
    return decision == .approve && (counts || harmless.isSuperset(of: reasons))
  }
}
