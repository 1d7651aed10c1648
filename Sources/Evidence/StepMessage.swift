package import Charters
package import Git

/// The signed message of a step after the founding.
package struct StepMessage: Hashable, Sendable {
  package var title: Title
  package var body: Rationale?
  package var repository: RepositoryID
  package var branch: ReferenceName
  package var step: Int
  /// The proposal that ends; nil in a restore.
  package var proposal: ProposalID?
  package var amendment: AmendmentDigest
  /// The newest bare change that a late merge or restore mends.
  package var mends: ObjectID?
  package var member: Handle
  package var outcome: StepOutcome

  package init(
    title: Title, body: Rationale? = nil, repository: RepositoryID, branch: ReferenceName,
    step: Int, proposal: ProposalID?, amendment: AmendmentDigest, mends: ObjectID? = nil,
    member: Handle, outcome: StepOutcome
  ) {
    self.title = title
    self.body = body
    self.repository = repository
    self.branch = branch
    self.step = step
    self.proposal = proposal
    self.amendment = amendment
    self.mends = mends
    self.member = member
    self.outcome = outcome
  }

  private static let grammar: CanonicalMessage.Grammar = [
    (.format, .once), (.repository, .once), (.branch, .once), (.step, .once),
    (.proposal, .optional), (.amendment, .once), (.mends, .optional), (.member, .once),
    (.outcome, .once),
  ]

  package var text: String {
    var trailers: [(key: CanonicalMessage.Key, value: String)] = [
      (.format, "1"), (.repository, repository.text), (.branch, branch.text),
      (.step, String(step)),
    ]
    if let proposal { trailers.append((.proposal, proposal.text)) }
    trailers.append((.amendment, amendment.text))
    if let mends { trailers.append((.mends, mends.hex)) }
    trailers.append((.member, member.text))
    trailers.append((.outcome, outcome.rawValue))
    return CanonicalMessage(
      title: "\(outcome.verb): \(title)", body: body?.text, trailers: trailers
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
      let number = message.value(.step), let step = Int(number), step > 0, String(step) == number,
      let amendment = message.value(.amendment).flatMap(AmendmentDigest.init),
      let member = message.value(.member).flatMap({ Handle($0) }),
      let outcome = message.value(.outcome).flatMap(StepOutcome.init),
      let title = subject(after: outcome.verb, in: message.title)
    else { return nil }
    self.title = title
    body = message.body.flatMap({ Rationale($0) })
    self.repository = repository
    self.branch = branch
    self.step = step
    self.amendment = amendment
    self.member = member
    self.outcome = outcome
    if let value = message.value(.proposal) {
      guard let id = ProposalID(value) else { return nil }
      proposal = id
    }
    if let value = message.value(.mends) {
      guard let id = ObjectID(hex: value) else { return nil }
      mends = id
    }
    guard (proposal == nil) == (outcome == .restored),
      (mends == nil) == (outcome != .restored && outcome != .late)
    else { return nil }
  }
}

/// How a step ended a proposal, or mended a change that nobody approved.
package enum StepOutcome: String, Sendable, CaseIterable {
  case ratified, declined, withdrawn, lapsed, late, restored

  /// The verb that begins the message.
  package var verb: String {
    switch self {
    case .ratified: "Ratify"
    case .declined: "Decline"
    case .withdrawn: "Withdraw"
    case .lapsed: "Lapse"
    case .late: "Late"
    case .restored: "Restore"
    }
  }

  /// Ends a proposal and leaves every word as it was.
  package var isClosing: Bool { self == .declined || self == .withdrawn || self == .lapsed }
}
