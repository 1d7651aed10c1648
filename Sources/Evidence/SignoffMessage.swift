package import Charters
package import Git
package import Policies

/// The signed message of a sign-off: approve, object, abstain, retract, comment or ask.
package struct SignoffMessage: Hashable, Sendable {
  package var title: Title
  package var reason: Rationale?
  package var repository: RepositoryID
  package var branch: ReferenceName
  package var proposal: ProposalID
  package var base: ObjectID
  package var revision: ObjectID
  package var amendment: AmendmentDigest
  package var member: Handle
  /// Whose place a deputy takes.
  package var principal: Handle?
  package var decision: Decision
  /// What an objection is about, `roles/support.md#Accountabilities`; none means all of it.
  package var sections: [String]
  /// Objections that an approval overrules.
  package var despite: [PayloadID]
  /// Members who are asked for advice.
  package var asks: [Handle]
  /// This member's previous sign-offs on the proposal.
  package var previous: [PayloadID]

  package init(
    title: Title, reason: Rationale?, repository: RepositoryID, branch: ReferenceName,
    proposal: ProposalID, base: ObjectID, revision: ObjectID, amendment: AmendmentDigest,
    member: Handle, decision: Decision, sections: [String] = [], previous: [PayloadID] = []
  ) {
    self.title = title
    self.reason = reason
    self.repository = repository
    self.branch = branch
    self.proposal = proposal
    self.base = base
    self.revision = revision
    self.amendment = amendment
    self.member = member
    self.decision = decision
    self.sections = Set(sections).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self.previous = Set(previous).sorted()
    despite = []
    asks = []
  }

  private static let grammar: CanonicalMessage.Grammar = [
    (.format, .once), (.repository, .once), (.branch, .once), (.proposal, .once), (.base, .once),
    (.revision, .once), (.amendment, .once), (.member, .once), (.principal, .optional),
    (.decision, .once), (.section, .many), (.despite, .many), (.asks, .many), (.previous, .many),
  ]

  package var text: String {
    var trailers: [(key: CanonicalMessage.Key, value: String)] = [
      (.format, "1"), (.repository, repository.text), (.branch, branch.text),
      (.proposal, proposal.text), (.base, base.hex), (.revision, revision.hex),
      (.amendment, amendment.text), (.member, member.text),
    ]
    if let principal { trailers.append((.principal, principal.text)) }
    trailers.append((.decision, decision.rawValue))
    trailers += sections.map { (.section, $0) }
    trailers += despite.map { (.despite, $0.text) }
    trailers += asks.map { (.asks, $0.text) }
    trailers += previous.map { (.previous, $0.text) }
    return CanonicalMessage(
      title: "\(decision.verb): \(title)", body: reason?.text, trailers: trailers
    ).text
  }

  package init?(_ text: String) {
    guard let message = CanonicalMessage(text) else { return nil }
    self.init(message)
  }

  init?(_ message: CanonicalMessage) {
    guard message.obeys(Self.grammar), message.value(.format) == "1",
      let repository = message.value(.repository).flatMap(RepositoryID.init),
      let branch = branchName(message),
      let proposal = message.value(.proposal).flatMap(ProposalID.init),
      let base = message.value(.base).flatMap(ObjectID.init(hex:)),
      let revision = message.value(.revision).flatMap(ObjectID.init(hex:)),
      let amendment = message.value(.amendment).flatMap(AmendmentDigest.init),
      let member = message.value(.member).flatMap({ Handle($0) }),
      let decision = message.value(.decision).flatMap(Decision.init),
      let title = subject(after: decision.verb, in: message.title)
    else { return nil }
    self.title = title
    reason = message.body.flatMap({ Rationale($0) })
    self.repository = repository
    self.branch = branch
    self.proposal = proposal
    self.base = base
    self.revision = revision
    self.amendment = amendment
    self.member = member
    self.decision = decision
    sections = message.values(.section)
    despite = message.values(.despite).compactMap { PayloadID($0) }
    asks = message.values(.asks).compactMap { Handle($0) }
    previous = message.values(.previous).compactMap { PayloadID($0) }
    if let value = message.value(.principal) {
      guard let handle = Handle(value) else { return nil }
      principal = handle
    }
    guard despite.count == message.values(.despite).count,
      asks.count == message.values(.asks).count,
      previous.count == message.values(.previous).count,
      sections.isEmpty || decision == .object, sections.allSatisfy(Self.isSection),
      despite.isEmpty || decision == .approve, asks.isEmpty == (decision != .ask)
    else { return nil }
  }

  /// `path#section`, the path below `Charters/`.
  private static func isSection(_ value: String) -> Bool {
    guard let mark = value.utf8.firstIndex(of: 35), value[mark...].utf8.count > 1 else {
      return false
    }
    return (try? CharterPath("Charters/" + value[..<mark])) != nil  // else it names no charter
  }
}

extension Decision {
  /// The verb that begins the message.
  package var verb: String {
    switch self {
    case .approve: "Approve"
    case .object: "Object"
    case .abstain: "Abstain"
    case .retract: "Retract"
    case .comment: "Comment"
    case .ask: "Ask"
    }
  }

  /// Comment and ask supersede nothing and are superseded by nothing.
  package var isVoice: Bool { self != .comment && self != .ask }
}
