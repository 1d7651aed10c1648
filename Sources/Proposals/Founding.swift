package import Charters
package import Evidence
package import Git
internal import Signing

/// Founds a governed repository: one signed commit that brings the charters of the working tree.
package struct Founding {
  package let organisation: Title
  package var body: Rationale?
  /// The repository that this one continues: a new start, on top of its branch.
  package var continues: RepositoryID?

  package init(organisation: Title, body: Rationale? = nil, continues: RepositoryID? = nil) {
    self.organisation = organisation
    self.body = body
    self.continues = continues
  }

  /// What was founded.
  package struct Result: Sendable {
    package let state: BranchState
    package let member: Handle
    package let commit: ObjectID
    /// The governed paths that it brought.
    package let paths: [String]
  }

  /// Throws `alreadyFounded` where a founding stands behind HEAD.
  package static func requireUnfounded(_ repository: Repository, _ engine: Engine) throws {
    switch try repository.head() {
    case .unborn: return
    case .branch(_, let tip), .detached(let tip):
      do {
        guard let state = try engine.state(of: tip) else { return }
        throw ActError.alreadyFounded(state.repository)
      } catch EvidenceError.notGoverned {
        return
      }
    }
  }

  /// The founding that HEAD stands on, where it is the signatory's own and was interrupted before
  /// the index and the memory followed; they do now.  Nil where there is none such.
  package static func finished(
    in repository: Repository, by signatory: Signatory
  ) throws -> Result? {
    guard case .branch(let branch, let tip) = try repository.head() else { return nil }
    let engine = Engine(repository)
    let state: BranchState
    do {
      guard let found = try engine.state(of: tip) else { return nil }
      state = found
    } catch EvidenceError.notGoverned {
      return nil
    }
    guard state.branch == branch, state.founding == tip, try Memory.load(repository) == nil,
      let member = try engine.owner(of: signatory.signer.publicKey, on: tip)
    else { return nil }
    try GovernedSnapshot(repository).settleIndex(on: tip)
    try Memory(state).save(repository)
    return Result(
      state: state, member: member, commit: tip,
      paths: try engine.changes(from: nil, to: state.tree).map(\.pathText))
  }

  /// Throws where nothing could be founded: a founding stands behind HEAD, or HEAD is on no branch.
  package static func requirePlace(_ repository: Repository) throws {
    try requireUnfounded(repository, Engine(repository))
    _ = try place(repository)
  }

  /// Commits the charters of the working tree on the current branch, on top of what it has.
  ///
  /// The commit is verified before the branch moves, so what the engine would refuse (a lock-out, a
  /// key in two hands, a file outside the layout) leaves nothing behind.
  package func found(
    in repository: Repository, by signatory: Signatory
  ) throws -> Result {
    let engine = Engine(repository)
    if continues == nil { try Self.requireUnfounded(repository, engine) }
    let (branch, parent) = try Self.place(repository)
    let base = try parent.map { try repository.commit($0).tree }
    let tree = try GovernedSnapshot(repository).tree(onto: base)
    try ContentReview(engine).requireClean(from: nil, to: tree)
    let rulebook = try engine.rulebook(of: tree)
    guard rulebook.problems.isEmpty else { throw ActError.refused(rulebook.problems, on: branch) }
    let key = signatory.signer.publicKey
    guard let member = try engine.owner(of: key, inTree: tree) else {
      throw ActError.notAMember(
        fingerprint: key.fingerprint, key: key.line, members: rulebook.roster.present)
    }
    var message = FoundingMessage(
      organisation: organisation, body: body, branch: branch, member: member)
    message.continues = continues
    // Of a new start all of what was before is in its ancestry.
    let earliest = try parent.flatMap { tip in
      try continues.map { _ in try engine.earliest(after: [tip], on: tip) }
    }
    let (commit, _) = try signatory.write(
      tree: tree, parents: parent.map { [$0] } ?? [], message: message.text,
      notBefore: earliest ?? Timestamp(seconds: 0), in: repository)
    let report = try engine.verify(commit)
    guard report.outcome == .valid, let state = try engine.state(of: commit) else {
      throw ActError.refused(report.steps.flatMap(\.problems), on: branch)
    }
    try GovernedSnapshot(repository).settleIndex(on: commit)
    try repository.update([
      .init(
        name: branch, old: parent, new: commit,
        message: continues == nil ? "charter: init" : "charter: refound")
    ])
    try Memory(state).save(repository)
    return Result(
      state: state, member: member, commit: commit,
      paths: try engine.changes(from: continues == nil ? nil : base, to: tree).map(\.pathText))
  }

  private static func place(
    _ repository: Repository
  ) throws -> (branch: ReferenceName, parent: ObjectID?) {
    switch try repository.head() {
    case .unborn(let name): (name, nil)
    case .branch(let name, let id): (name, id)
    case .detached(let id): throw ActError.wrongBranch(now: id.hex, wanted: "main")
    }
  }
}
