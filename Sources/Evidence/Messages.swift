package import Charters
package import Git
package import Policies

/// The signed message of a founding.
package struct FoundingMessage: Hashable, Sendable {
  package var organisation: Title
  package var body: Rationale?
  package var branch: ReferenceName
  package var member: Handle
  /// The id of the repository that this one continues.
  package var continues: RepositoryID?

  package init(organisation: Title, body: Rationale?, branch: ReferenceName, member: Handle) {
    self.organisation = organisation
    self.body = body
    self.branch = branch
    self.member = member
    continues = nil
  }

  private static let grammar: CanonicalMessage.Grammar = [
    (.format, .once), (.branch, .once), (.member, .once), (.continues, .optional),
  ]

  /// The canonical text.
  package var text: String {
    var trailers: [(key: CanonicalMessage.Key, value: String)] = [
      (.format, "1"), (.branch, branch.text), (.member, member.text),
    ]
    if let continues { trailers.append((.continues, continues.text)) }
    return CanonicalMessage(title: "Found: \(organisation)", body: body?.text, trailers: trailers)
      .text
  }

  package init?(_ text: String) {
    guard let message = CanonicalMessage(text) else { return nil }
    self.init(message)
  }

  init?(_ message: CanonicalMessage) {
    guard message.obeys(Self.grammar), message.value(.format) == "1",
      let organisation = subject(after: "Found", in: message.title),
      let branch = branchName(message), let member = message.value(.member).flatMap({ Handle($0) })
    else { return nil }
    self.organisation = organisation
    body = message.body.flatMap({ Rationale($0) })
    self.branch = branch
    self.member = member
    if let value = message.value(.continues) {
      guard let id = RepositoryID(value) else { return nil }
      continues = id
    }
  }
}

/// The signed message of a proposal's first commit.
package struct OpeningMessage: Hashable, Sendable {
  package var title: Title
  package var rationale: Rationale
  package var repository: RepositoryID
  package var branch: ReferenceName
  package var member: Handle
  package var with: [Handle]
  package var term: Term
  package var expires: Day?
  /// Handles, `team x` or `role y` whom the proposal names as affected.
  package var affects: [String]
  package var effective: Day?

  package init(
    title: Title, rationale: Rationale, repository: RepositoryID, branch: ReferenceName,
    member: Handle, with: [Handle] = [], affects: [String] = []
  ) {
    self.title = title
    self.rationale = rationale
    self.repository = repository
    self.branch = branch
    self.member = member
    self.with = with.sorted()
    self.affects = affects.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    term = .permanent
  }

  private static let grammar: CanonicalMessage.Grammar = [
    (.format, .once), (.repository, .once), (.branch, .once), (.member, .once), (.with, .many),
    (.term, .once), (.expires, .optional), (.affects, .many), (.effective, .optional),
  ]

  package var text: String {
    var trailers: [(key: CanonicalMessage.Key, value: String)] = [
      (.format, "1"), (.repository, repository.text), (.branch, branch.text),
      (.member, member.text),
    ]
    trailers += with.map { (.with, $0.text) }
    trailers.append((.term, term.rawValue))
    if let expires { trailers.append((.expires, expires.text)) }
    trailers += affects.map { (.affects, $0) }
    if let effective { trailers.append((.effective, effective.text)) }
    return CanonicalMessage(title: title.text, body: rationale.text, trailers: trailers).text
  }

  package init?(_ text: String) {
    guard let message = CanonicalMessage(text) else { return nil }
    self.init(message)
  }

  init?(_ message: CanonicalMessage) {
    guard message.obeys(Self.grammar), message.value(.format) == "1",
      let title = Title(message.title),
      let rationale = message.body.flatMap({ Rationale($0) }),
      let repository = message.value(.repository).flatMap(RepositoryID.init),
      let branch = branchName(message), let member = message.value(.member).flatMap({ Handle($0) }),
      let term = message.value(.term).flatMap(Term.init)
    else { return nil }
    self.title = title
    self.rationale = rationale
    self.repository = repository
    self.branch = branch
    self.member = member
    self.term = term
    with = message.values(.with).compactMap { Handle($0) }
    affects = message.values(.affects)
    guard with.count == message.values(.with).count, affects.allSatisfy(Self.isAffected) else {
      return nil
    }
    if let value = message.value(.expires) {
      guard let day = Day(value) else { return nil }
      expires = day
    }
    if let value = message.value(.effective) {
      guard let day = Day(value) else { return nil }
      effective = day
    }
    guard (expires == nil) == (term == .permanent) else { return nil }
  }

  private static func isAffected(_ value: String) -> Bool {
    if Handle(value) != nil { return true }
    for prefix in ["team ", "role "] where value.hasPrefix(prefix) {
      let parts = value.dropFirst(prefix.count).split(
        separator: "/", omittingEmptySubsequences: false)
      return parts.allSatisfy { Handle($0) != nil }
    }
    return false
  }
}

/// The last paragraph of a later revision: which proposal it belongs to and who signed it.
package struct RevisionTrailers: Hashable, Sendable {
  package var proposal: ProposalID
  package var member: Handle

  package init(proposal: ProposalID, member: Handle) {
    self.proposal = proposal
    self.member = member
  }

  /// The whole message of a revision with this subject and body.
  package func message(subject: String, body: Rationale?) -> String {
    CanonicalMessage(
      title: subject, body: body?.text,
      trailers: [(.proposal, proposal.text), (.member, member.text)]
    ).text
  }

  /// Reads the last paragraph; each of both keys stands there once, other `Charter-` keys nowhere.
  package init?(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    let start = (lines.lastIndex(of: "") ?? -1) + 1
    guard start > 0 else { return nil }
    let all = lines.compactMap(CanonicalMessage.trailer)
    let last = lines[start...].compactMap(CanonicalMessage.trailer)
    guard all.count == last.count, last.count == 2,
      let proposal = last.first(where: { $0.key == .proposal }).flatMap({ ProposalID($0.value) }),
      let member = last.first(where: { $0.key == .member }).flatMap({ Handle($0.value) })
    else { return nil }
    self.proposal = proposal
    self.member = member
  }
}

/// The title behind `Verb: `.
func subject(after verb: String, in line: String) -> Title? {
  line.hasPrefix(verb + ": ") ? Title(line.dropFirst(verb.count + 2)) : nil
}

/// `Charter-Branch`, which must be a full name below `refs/heads/`.
func branchName(_ message: CanonicalMessage) -> ReferenceName? {
  guard let value = message.value(.branch), value.hasPrefix("refs/heads/") else { return nil }
  return try? ReferenceName(value)  // nil is right: the message is then not canonical
}
