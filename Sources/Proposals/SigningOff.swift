package import Charters
package import Evidence
package import Git
package import Policies
internal import Signing

/// A member's word on a proposal: approve, object, abstain, retract or comment.
package struct SigningOff {
  package var decision: Decision
  package var reason: Rationale?
  /// What an objection is about, `roles/support.md#Accountabilities`; empty means all of it.
  package var sections: [String] = []

  /// Members who are asked for advice.
  package var asks: [Handle] = []

  /// Objections that an approval overrules: ids, beginnings of ids, or handles of who objects.
  package var despite: [String] = []

  /// The member for whom it is signed, as their deputy.
  package var principal: Handle?

  package init(_ decision: Decision, reason: Rationale? = nil) {
    self.decision = decision
    self.reason = reason
  }

  /// Everything a person should see before signing, and what is signed.
  package struct Draft: Sendable {
    package let proposal: OpenProposal
    package let member: Handle
    package let base: ObjectID
    package let tree: ObjectID
    /// What the version changes against its base.
    package let changes: [GovernedChange]
    package let atoms: [Atom]
    package let digest: AmendmentDigest
    package let sections: [String]
    package let despite: [PayloadID]
    package let principal: Handle?
    /// The member's newest words on the proposal so far.
    package let previous: [SignoffReading]
    /// The same that the member has said on the same version already; nothing new is recorded.
    package let repeated: SignoffReading?

    package var isRepeated: Bool { repeated != nil }
  }

  /// What was recorded.
  package struct Result: Sendable {
    package let reference: ReferenceName
    package let commit: ObjectID
    package let id: PayloadID
  }

  /// Finds out what would be signed; nothing is written.
  package func draft(
    _ proposal: OpenProposal, in clone: Clone, by signatory: Signatory
  ) throws -> Draft {
    if decision == .object, reason == nil { throw ActError.noReason }
    let member = try clone.member(signatory)
    try checkDeputy(member, clone, now: signatory.identity.now)
    for handle in asks where !clone.branch.state.rulebook.roster.present.contains(handle) {
      throw ActError.unknownHandle(handle.text)
    }
    let engine = clone.engine
    guard let base = try engine.base(of: proposal.head, on: clone.branch.tip) else {
      throw ActError.unreadableProposal(slug: proposal.slug, problems: [])
    }
    let tree = try clone.repository.commit(proposal.head).tree
    let baseTree = try clone.repository.commit(base).tree
    let key = signatory.signer.publicKey
    if decision == .approve, try engine.owner(of: key, inTree: baseTree) != member {
      throw ActError.keyTooNew(slug: proposal.slug, fingerprint: key.fingerprint)
    }
    let changes = try engine.changes(from: baseTree, to: tree)
    let atoms = try engine.atoms(of: changes)
    let assessment = try assessment(proposal, clone, now: signatory.identity.now)
    let mine = try words(of: member, assessment)
    let previous = newest(of: mine)
    let overruled = try despite.map { try Self.objection($0, assessment) }
    let named = try sections.map { try Self.section($0, among: atoms) }
    let repeated = (decision.isVoice ? (previous.count == 1 ? previous : []) : mine).first {
      $0.speaks && isSame($0.message, on: proposal.head, base, named, despite: overruled)
    }
    if repeated == nil, decision == .retract,
      previous.isEmpty || previous.allSatisfy(\.isRetraction)
    {
      throw ActError.nothingToRetract
    }
    return Draft(
      proposal: proposal, member: member, base: base, tree: tree, changes: changes, atoms: atoms,
      digest: try engine.digest(from: baseTree, to: tree), sections: named, despite: overruled,
      principal: principal, previous: previous, repeated: repeated)
  }

  /// Whether an earlier word says what this one would: whoever was cut off says it once more.
  private func isSame(
    _ message: SignoffMessage, on revision: ObjectID, _ base: ObjectID, _ sections: [String],
    despite: [PayloadID]
  ) -> Bool {
    message.decision == decision && message.revision == revision && message.base == base
      && message.reason == reason && message.sections == Set(sections).sorted()
      && message.asks == Set(asks).sorted() && message.despite == Set(despite).sorted()
      && message.principal == principal
  }

  /// Signs and records it here; a reference is created once and never moved.
  package func record(
    _ draft: Draft, in clone: Clone, by signatory: Signatory
  ) throws -> Result {
    let state = clone.branch.state
    let proposal = draft.proposal
    var message = SignoffMessage(
      title: proposal.title, reason: reason, repository: state.repository, branch: state.branch,
      proposal: proposal.id, base: draft.base, revision: proposal.head, amendment: draft.digest,
      member: draft.member, decision: decision, sections: draft.sections,
      previous: decision.isVoice ? draft.previous.map(\.payloadID) : [])
    message.asks = Set(asks).sorted()
    message.despite = Set(draft.despite).sorted()
    message.principal = draft.principal
    var earliest = try clone.engine.earliest(after: [proposal.head], on: clone.branch.tip)
    for reading in draft.previous where reading.date <= signatory.identity.now {
      earliest = max(earliest, reading.date)
    }
    let (commit, payload) = try signatory.write(
      tree: draft.tree, parents: [proposal.head], message: message.text, notBefore: earliest,
      in: clone.repository)
    // gpg may sign with a subkey that the member's page does not list.
    if let problem = try clone.engine.signatureProblem(
      of: commit, claimed: draft.member, on: clone.branch.tip)
    {
      throw ActError.refused([problem], on: clone.branch.name)
    }
    let id = PayloadID(member: draft.member.text, payload: payload)
    let reference = try OpenProposal.signoffReference(proposal.id, draft.member, id)
    do throws(GitError) {
      try clone.repository.update([
        .init(name: reference, old: nil, new: commit, message: "charter: \(decision.rawValue)")
      ])
    } catch {
      // The very same words within the same second are the same sign-off.
      guard error.alreadyExists else { throw error }
    }
    return Result(reference: reference, commit: commit, id: id)
  }

  private func assessment(
    _ proposal: OpenProposal, _ clone: Clone, now: Timestamp
  ) throws -> Assessment {
    let (assessment, problems) = try ProposalRegister(clone).assess(proposal, now: now)
    guard let assessment else {
      throw ActError.unreadableProposal(slug: proposal.slug, problems: problems)
    }
    return assessment
  }

  /// Whoever signs for somebody is named in that one's own page, and the day has not passed.
  private func checkDeputy(_ member: Handle, _ clone: Clone, now: Timestamp) throws {
    guard let principal else { return }
    guard let page = clone.branch.state.rulebook.roster.members[principal], page.status != .left
    else { throw ActError.unknownHandle(principal.text) }
    let inForce = page.deputies.filter { $0.isInForce(at: now) }.map(\.who)
    guard inForce.contains(member) else {
      throw ActError.notADeputy(of: principal, known: inForce)
    }
  }

  /// The open objection that somebody means by its id, the beginning of one, or who objects.
  private static func objection(_ text: String, _ assessment: Assessment) throws -> PayloadID {
    let open = assessment.standingObjections
    let digits = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
    let meant = open.filter { reading in
      reading.message.member.text == text
        || (digits.count >= 4 && reading.payloadID.text.dropFirst(7).hasPrefix(digits))
    }
    guard meant.count == 1, let found = meant.first else {
      throw ActError.noSuchObjection(
        text, known: open.map { (id: $0.payloadID.short, member: $0.message.member) })
    }
    return found.payloadID
  }

  /// All that a member has said on a proposal.
  private func words(of member: Handle, _ assessment: Assessment) throws -> [SignoffReading] {
    let mine = assessment.signoffs.filter { $0.message.member == member }
    // One more would stop the proposal for everybody.
    guard mine.count < Self.limit else { throw ActError.tooManySignoffs(limit: Self.limit) }
    return mine
  }

  /// The newest of a member's sign-offs that speak, of every branch where they forked.
  private func newest(of mine: [SignoffReading]) -> [SignoffReading] {
    let spoken = mine.filter {
      $0.speaks && $0.message.decision.isVoice && $0.message.principal == principal
    }
    var superseded: Set<PayloadID> = []
    var stack = spoken.flatMap(\.message.previous)
    let byID = Dictionary(mine.map { ($0.payloadID, $0) }, uniquingKeysWith: { first, _ in first })
    while let id = stack.popLast() {
      guard superseded.insert(id).inserted else { continue }
      stack += byID[id]?.message.previous ?? []
    }
    return spoken.filter { !superseded.contains($0.payloadID) }
  }

  /// The most sign-offs of one member on one proposal (R18).
  package static let limit = 64

  /// `roles/support.md#Accountabilities` from that, from it without `.md`, or from a section alone
  /// where only one changed charter has it.
  private static func section(_ text: String, among atoms: [Atom]) throws -> String {
    func names(_ atom: Atom) -> [String] {
      [atom.section, atom.movedTo].compactMap { $0?.description }
    }
    func covers(_ section: String, _ atom: Atom) -> Bool {
      names(atom).contains { $0 == section || $0.hasPrefix(section + " > ") }
    }
    let parts = text.split(separator: "#", maxSplits: 1).map(String.init)
    var candidates: [String] = []
    if parts.count == 2 {
      let path = parts[0].hasPrefix("Charters/") ? String(parts[0].dropFirst(9)) : parts[0]
      candidates = atoms.filter {
        ($0.charter.display == path || $0.charter.display == path + ".md") && covers(parts[1], $0)
      }.map { "\($0.charter.display)#\(parts[1])" }
    } else {
      candidates = atoms.filter { covers(text, $0) }.map { "\($0.charter.display)#\(text)" }
    }
    let unique = Set(candidates)
    guard unique.count == 1, let found = unique.first else {
      let known = atoms.flatMap { atom in names(atom).map { "\(atom.charter.display)#\($0)" } }
      throw ActError.noSuchSection(text, known: Set(known).sorted())
    }
    return found
  }
}

extension SignoffReading {
  fileprivate var isRetraction: Bool { message.decision == .retract }
}
