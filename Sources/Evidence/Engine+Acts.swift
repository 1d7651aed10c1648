package import Charters
package import Git
package import Signing

/// What somebody who writes evidence has to know beforehand, read by the same rules that judge it.
extension Engine {
  /// The branch that the oldest founding behind a tip names, whether or not it is valid; nil where
  /// nothing on its first-parent chain says that it is a founding.
  package func foundedBranch(behind tip: ObjectID) throws -> ReferenceName? {
    let chain = try repository.firstParentChain(of: tip, limit: 2_000_000)
    for id in chain.reversed() where try readers.commits.mayBeFounding(id) {
      if case .founding(let message) = try readers.commits.facts(id).role { return message.branch }
    }
    return nil
  }

  /// Changes on a tip's chain that nobody approved and that are not mended, oldest first.
  package func unmended(on tip: ObjectID) throws -> [ObjectID] {
    try walk(tip).unmended.map(\.commit)
  }

  /// The proposal that a head brings to a tip; nil where it brings none, with the reasons.
  package func proposal(
    head: ObjectID, on tip: ObjectID
  ) throws -> (facts: ProposalFacts?, problems: [Problem]) {
    let walk = try walk(tip)
    guard let authority = walk.good, let judge = walk.judge else {
      return (nil, [Problem(.noFounding, "This branch has no valid founding.")])
    }
    let brought = try judge.history.unseen(from: [head], at: authority.position)
    let reader = ProposalReader(judge: judge, authority: authority, brought: brought, head: head)
    var problems: [Problem] = []
    let facts = try reader.read(problems: &problems)
    return (facts, problems)
  }

  /// The newest commit of a tip's chain, up to the last proven one, that is an ancestor of a commit.
  package func base(of commit: ObjectID, on tip: ObjectID) throws -> ObjectID? {
    let walk = try walk(tip)
    guard let authority = walk.good, let judge = walk.judge,
      let position = try judge.history.newestAncestor(of: commit, limit: authority.position)
    else { return nil }
    return judge.history.chain[position]
  }

  /// The earliest moment that evidence on top of these commits may carry.
  package func earliest(after parents: [ObjectID], on tip: ObjectID) throws -> Timestamp {
    let walk = try walk(tip)
    guard let authority = walk.good, let judge = walk.judge else { return Timestamp(seconds: 0) }
    return Timestamp(seconds: try judge.earliest(after: parents, in: authority))
  }

  /// Whose key it is by the roster in force at a tip, unless the member has left.
  package func owner(of key: PublicKey, on tip: ObjectID) throws -> Handle? {
    try walk(tip).good?.rulebook.owner(of: key)
  }

  /// Whose key it is by the roster in a root tree, unless the member has left.
  package func owner(of key: PublicKey, inTree tree: ObjectID) throws -> Handle? {
    try readers.rulebooks.read(tree).owner(of: key)
  }

  /// Why a commit is not signed as a member's by the roster in force at a tip; nil where it is.
  package func signatureProblem(
    of commit: ObjectID, claimed: Handle, on tip: ObjectID
  ) throws -> Problem? {
    guard let raw = try readers.commits.facts(commit).raw, let state = try walk(tip).good else {
      return Problem(.notCanonical, "It is not evidence.", commit: commit)
    }
    return try readers.commits.authorship(of: raw, in: state.rulebook)
      .problem(claimed: claimed, commit: commit)
  }

  /// The policy and the roster that a root tree would put in force.
  package func rulebook(of tree: ObjectID) throws -> Rulebook { try readers.rulebooks.read(tree) }

  /// The governed paths that differ between two root trees; nil is a tree without any.
  package func changes(from old: ObjectID?, to new: ObjectID?) throws -> [GovernedChange] {
    try readers.governed.changes(from: old, to: new)
  }

  /// The fingerprint of what differs between two root trees.
  package func digest(from old: ObjectID?, to new: ObjectID) throws -> AmendmentDigest {
    try readers.governed.digest(readers.governed.changes(from: old, to: new))
  }

  /// The text whose SHA-256 is the fingerprint of what differs between two root trees.
  package func canonicalChanges(from old: ObjectID?, to new: ObjectID) throws -> [UInt8] {
    try readers.governed.canonical(readers.governed.changes(from: old, to: new))
  }

  /// The pieces that some changes are made of; throws where a charter cannot be cut into pieces.
  package func atoms(of changes: [GovernedChange]) throws -> [Atom] {
    try changes.flatMap { change -> [Atom] in
      let path = try CharterPath(change.pathText)
      return try Atom.between(
        change.old.map { try readers.governed.charter(path, $0) },
        change.new.map { try readers.governed.charter(path, $0) })
    }
  }

  /// A charter's text in a root tree; nil where there is none.
  package func charter(_ path: CharterPath, in tree: ObjectID) throws -> CharterText? {
    try readers.governed.charter(path, in: tree)
  }

  /// What a sign-off commit says and its payload id; nil where it is not canonical.
  package func signoff(
    _ commit: ObjectID
  ) throws -> (message: SignoffMessage, id: PayloadID)? {
    let facts = try readers.commits.facts(commit)
    guard let raw = facts.raw, case .signoff(let message) = facts.role else { return nil }
    return (message, PayloadID(member: message.member.text, payload: raw.payload))
  }

  /// Whether a merge only brings a proposal up to date, so that it is nobody's content.
  package func isUpdate(_ merge: Commit, on tip: ObjectID) throws -> Bool {
    let walk = try walk(tip)
    guard let authority = walk.good, let judge = walk.judge else { return false }
    return try UpdateCheck(judge: judge, limit: authority.position).isUpdate(merge)
  }
}
