package import Charters
package import Evidence
package import Git

/// A proposal that has not ended: its branch, what it says, and the sign-offs found for it.
package struct OpenProposal: Sendable {
  package let slug: String
  /// The newest version that is known here.
  package let head: ObjectID
  /// Where the branch of this clone is, where that holds commits on top of the newest version that
  /// no member signed as part of the proposal; nil where it holds none.
  package var handmade: ObjectID?
  /// Where the branch of this clone is; nil where there is none.
  package let localHead: ObjectID?
  /// Where the remote's branch was when it was last looked at.
  package let remoteHead: ObjectID?
  package let facts: ProposalFacts
  /// Every commit that a sign-off reference of the proposal names.
  package let signoffs: [ObjectID]

  package var id: ProposalID { facts.id }
  package var title: Title { facts.message.title }

  /// What a push has to bring where the remote lacks the newest version; nil where it has it.
  package var unsent: Remote.Update? {
    get throws {
      guard localHead == head, remoteHead != head else { return nil }
      return try .init(Self.branch(slug), to: head)
    }
  }

  /// The name of its branch.
  package static func branch(_ slug: String) throws -> ReferenceName {
    try ReferenceName("refs/heads/" + prefix + slug)
  }

  /// What the short names of proposals' branches begin with.
  package static let prefix = "proposals/"

  /// The reference of one sign-off.
  package static func signoffReference(
    _ proposal: ProposalID, _ member: Handle, _ id: PayloadID
  ) throws -> ReferenceName {
    try ReferenceName("\(signoffFolder(proposal))\(member)/\(id.short)")
  }

  /// What the names of a proposal's sign-off references begin with.
  package static func signoffFolder(_ proposal: ProposalID) -> String {
    "refs/charter/signoffs/\(proposal)/"
  }
}

/// Finds the open proposals in the references of a clone.
package struct ProposalRegister {
  private let clone: Clone

  package init(_ clone: Clone) { self.clone = clone }

  /// What stands on a branch that should be a proposal.
  package enum Entry: Sendable {
    case open(OpenProposal)
    /// Everything of it is on the protected branch already.
    case ended(slug: String, head: ObjectID)
    case unreadable(slug: String, head: ObjectID, problems: [Problem])
  }

  /// Every branch `proposals/…`, here and on the remote, sorted by slug.
  package func entries() throws -> [Entry] {
    try heads().sorted { $0.key < $1.key }.map { try entry($0.key, $0.value) }
  }

  /// The open proposals, sorted by slug.
  package func open() throws -> [OpenProposal] {
    try entries().compactMap { if case .open(let proposal) = $0 { proposal } else { nil } }
  }

  /// The proposal that somebody means: a slug, a unique prefix of an id, or nil for the one that
  /// HEAD stands on.
  package func find(_ argument: String?) throws -> OpenProposal {
    let heads = try heads()
    let name: String
    if let argument {
      name =
        argument.hasPrefix(OpenProposal.prefix)
        ? String(argument.dropFirst(OpenProposal.prefix.count)) : argument
    } else {
      guard let here = try slugOfHead(), heads[here] != nil else {
        throw ActError.noProposalHere(known: try open().map(\.slug))
      }
      name = here
    }
    if let found = heads[name] {
      switch try entry(name, found) {
      case .open(let proposal): return proposal
      case .ended: throw ActError.endedProposal(slug: name, step: nil)
      case .unreadable(_, _, let problems):
        throw ActError.unreadableProposal(slug: name, problems: problems)
      }
    }
    let open = try open()
    let matches = open.filter { name.count >= 4 && $0.id.text.hasPrefix(name) }
    guard matches.count < 2 else {
      throw ActError.ambiguousProposal(name, matches: matches.map(\.slug))
    }
    if let match = matches.first { return match }
    if let step = clone.branch.state.ended.first(where: {
      name.count >= 4 && $0.text.hasPrefix(name)
    }) {
      throw ActError.endedProposal(slug: name, step: step.step)
    }
    throw ActError.noSuchProposal(name, known: open.map(\.slug))
  }

  /// The change without approval that brought in exactly a proposal's words, as a forge's merge
  /// button does; nil where none did.
  package func change(thatLanded assessment: Assessment) throws -> ObjectID? {
    guard clone.branch.report.outcome == .unratified else { return nil }
    return try clone.engine.unmended(on: clone.branch.tip).first { commit in
      let tree = try clone.repository.commit(commit).tree
      return try clone.engine.digest(from: clone.branch.state.tree, to: tree) == assessment.digest
    }
  }

  /// The open proposal whose words a change without approval brought in; nil where it is none's.
  package func proposal(landedBy commit: ObjectID, now: Timestamp) throws -> OpenProposal? {
    try open().first { proposal in
      try assess(proposal, now: now).assessment.flatMap(change(thatLanded:)) == commit
    }
  }

  /// The slug of the proposal's branch that HEAD is on.
  package func slugOfHead() throws -> String? {
    guard case .branch(let name, _) = try clone.repository.head() else { return nil }
    let short = name.shortName
    return short.hasPrefix(OpenProposal.prefix)
      ? String(short.dropFirst(OpenProposal.prefix.count)) : nil
  }

  /// Judges a proposal on the protected branch with every sign-off found for it.
  package func assess(
    _ proposal: OpenProposal, now: Timestamp
  ) throws -> (assessment: Assessment?, problems: [Problem]) {
    try clone.engine.assess(
      head: proposal.head, signoffs: proposal.signoffs, on: clone.branch.tip, now: now)
  }

  /// The commits that sign-off references of a proposal name.
  package func signoffs(of id: ProposalID) throws -> [(name: ReferenceName, target: ObjectID)] {
    try clone.repository.references(under: OpenProposal.signoffFolder(id))
  }

  private typealias Heads = (local: ObjectID?, remote: ObjectID?)

  private func heads() throws -> [String: Heads] {
    var heads: [String: Heads] = [:]
    func collect(_ prefix: String, _ keep: (String, ObjectID) -> Void) throws {
      for (name, target) in try clone.repository.references(under: prefix) {
        keep(String(name.text.dropFirst(prefix.count)), target)
      }
    }
    try collect("refs/heads/" + OpenProposal.prefix) { heads[$0, default: (nil, nil)].local = $1 }
    if let remote = clone.remote {
      try collect("refs/remotes/\(remote.name)/" + OpenProposal.prefix) {
        heads[$0, default: (nil, nil)].remote = $1
      }
    }
    return heads
  }

  private func entry(_ slug: String, _ heads: Heads) throws -> Entry {
    guard let newest = try newest(heads) else {
      return .unreadable(slug: slug, head: .zero, problems: [])
    }
    let head = try newest == heads.remote ? newest : signed(newest, above: heads.remote)
    let tip = clone.branch.tip
    // A change without approval may have brought its commits in, which ends nothing.
    if try clone.repository.isAncestor(head, of: clone.branch.state.tip) {
      return .ended(slug: slug, head: head)
    }
    let (facts, problems) = try clone.engine.proposal(head: head, on: tip)
    guard let facts else {
      return try isAfterItsEnd(head)
        ? .ended(slug: slug, head: head)
        : .unreadable(slug: slug, head: head, problems: problems)
    }
    if clone.branch.state.ended[facts.id] != nil { return .ended(slug: slug, head: head) }
    return .open(
      OpenProposal(
        slug: slug, head: head, handmade: newest == head ? nil : newest, localHead: heads.local,
        remoteHead: heads.remote, facts: facts, signoffs: try signoffs(of: facts.id).map(\.target)))
  }

  /// The newest version below commits that nobody signed, such as a plain `git commit` makes on the
  /// proposal's branch; the head itself where there is none, or where that reads well.
  private func signed(_ head: ObjectID, above floor: ObjectID?) throws -> ObjectID {
    let tip = clone.branch.state.tip
    for id in try clone.repository.firstParentChain(of: head, limit: 1_000) {
      if id == floor { return id }
      if try clone.repository.isAncestor(id, of: tip) {
        // All below is on the branch: an ended proposal's last version, or no proposal at all.
        return try clone.engine.base(of: id, on: tip) == id ? head : id
      }
      let (facts, problems) = try clone.engine.proposal(head: id, on: clone.branch.tip)
      if facts != nil, !problems.contains(where: { $0.code == .unsignedContent }) { return id }
    }
    return head
  }

  /// Whether a version was added to a proposal that had been decided meanwhile: its opening is on the
  /// protected branch already.
  private func isAfterItsEnd(_ head: ObjectID) throws -> Bool {
    let versions = Set(try clone.repository.firstParentChain(of: head, limit: 100_000))
    return clone.branch.report.steps.contains { step in
      step.step != nil && step.assessment.map { versions.contains($0.proposal.opening) } == true
    }
  }

  /// The descendant of both; where they parted, the remote's, which the others see.  A branch that
  /// is left over from a proposal that ended gives way to a new one of the same name.
  private func newest(_ heads: Heads) throws -> ObjectID? {
    guard let local = heads.local, let remote = heads.remote else {
      return heads.local ?? heads.remote
    }
    if try clone.repository.isAncestor(remote, of: clone.branch.state.tip) { return local }
    return try clone.repository.isAncestor(remote, of: local) ? local : remote
  }
}
