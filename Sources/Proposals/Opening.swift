package import Charters
package import Evidence
package import Git
package import Policies

/// Opens a proposal: a branch with one signed commit on top of the protected branch.
package struct Opening {
  package var title: Title?
  package var rationale: Rationale
  /// Members who propose it together with the signer.
  package var with: [Handle] = []
  /// Whom it says it affects: handles, `team x`, `role y`.
  package var affects: [String] = []
  /// How long it is meant to hold; for anything but a permanent change with ``expires``.
  package var term = Term.permanent
  /// The last day of an experiment or an emergency.
  package var expires: Day?
  /// What is said of an experiment; without a hypothesis its title, else its first reason, is one.
  package var plan = Experiment.Plan()
  /// The member who answers for an experiment or an emergency; nil is whoever opens it.
  package var sponsor: Handle?
  /// From when on its words are said to be in effect; nil is the day of the step.
  package var effective: Day?
  package var source = Source.workingTree(paths: nil)

  package enum Source: Sendable {
    /// The edits of the working tree; nil takes every charter.
    case workingTree(paths: [String]?)
    /// What a commit changes against the newest commit of the protected branch behind it.
    case revision(ObjectID)
    /// These contents in the place of those in force; the working tree is left alone.
    case files([String: [UInt8]])
    /// What takes back what one commit of the protected branch changed against an earlier one.
    case inverse(of: ObjectID, before: ObjectID)
  }

  package init(title: Title?, rationale: Rationale) {
    self.title = title
    self.rationale = rationale
  }

  /// What was opened.
  package struct Result: Sendable {
    package let slug: Slug
    package let id: ProposalID
    package let head: ObjectID
    package let member: Handle
    package let title: Title
    package let assessment: Assessment
  }

  /// Writes the opening, creates the branch and moves HEAD to it; other edits stay as they are.
  ///
  /// Nothing has changed where this throws before the branch is there.
  package func open(in clone: Clone, by signatory: Signatory) throws -> Result {
    try clone.branch.requireProven(clone.engine)
    let member = try clone.member(signatory)
    let state = clone.branch.state
    for handle in with + [sponsor].compactMap(\.self)
    where state.rulebook.roster.status(of: handle) ?? .left == .left {
      throw ActError.unknownHandle(handle.text)
    }
    if let result = try resumed(member, clone, now: signatory.identity.now) { return result }
    let parent = try parent(clone)
    let base = try clone.repository.commit(parent).tree
    try checkTerm(now: signatory.identity.now)
    let (tree, entries) = try trialled(tree(clone, onto: base), from: base, clone, by: member)
    let changes = try clone.engine.changes(from: base, to: tree)
    guard !changes.isEmpty else { throw ActError.nothingChanged }
    try ContentReview(clone.engine).requireClean(from: base, to: tree)
    let title = try title ?? Self.title(for: changes)
    var message = OpeningMessage(
      title: title, rationale: rationale, repository: state.repository, branch: state.branch,
      member: member, with: Set(with).filter { $0 != member }.sorted(),
      affects: Array(Set(affects)))
    message.term = term
    message.expires = expires
    message.effective = effective
    let (commit, payload) = try signatory.write(
      tree: tree, parents: [parent], message: message.text,
      notBefore: clone.engine.earliest(after: [parent], on: clone.branch.tip),
      in: clone.repository)
    let assessment = try assess(commit, clone, now: signatory.identity.now)
    let id = ProposalID(openingPayload: payload)
    let slug = try (Slug(title: title.text) ?? Slug(proposalID: id.text))
      .free { try Self.isTaken($0, clone) }
    try enter(commit, slug, clone)
    if case .workingTree = source { try write(entries, clone) }
    return Result(
      slug: slug, id: id, head: commit, member: member, title: title, assessment: assessment)
  }

  private func checkTerm(now: Timestamp) throws {
    for text in affects where Affected(text) == nil { throw ActError.affectsNobody(text) }
    guard term != .permanent else { return }
    guard let expires else { throw ActError.noEnd(term.rawValue) }
    guard expires.end > now else { throw ActError.endHasPassed(expires) }
  }

  /// The tree with what an experiment or an emergency must say in the charters themselves, and the
  /// charters that were changed for that.
  private func trialled(
    _ tree: ObjectID, from base: ObjectID, _ clone: Clone, by member: Handle
  ) throws -> (tree: ObjectID, entries: [TrialEntries.Edit]) {
    guard term != .permanent, let expires else { return (tree, []) }
    var said = plan
    if term == .experiment, said.hypothesis == nil {
      said.hypothesis = String((title?.text ?? rationale.text).prefix { $0 != "\n" })
    }
    let entries = try TrialEntries(
      clone: clone, until: expires, sponsor: sponsor ?? member, plan: said
    ).edits(from: base, to: tree)
    // What was asked for must not get lost where the pages have their entries already.
    if entries.isEmpty, plan != Experiment.Plan() || sponsor != nil {
      throw ActError.trialSaidAlready
    }
    var edits: [String: Repository.TreeEdit] = [:]
    for entry in entries {
      let id = try clone.repository.write(.blob, entry.bytes)
      edits[entry.path] = .put(mode: 0o100644, id: id)
    }
    return (edits.isEmpty ? tree : try clone.repository.tree(tree, applying: edits), entries)
  }

  private func write(_ entries: [TrialEntries.Edit], _ clone: Clone) throws {
    guard let root = clone.repository.workingDirectory else { return }
    for entry in entries {
      try WorkingFiles.replace("\(root)/\(entry.path)", with: entry.bytes)
    }
  }

  /// The commit that the proposal builds on: where HEAD is, for words edited there.
  private func parent(_ clone: Clone) throws -> ObjectID {
    switch source {
    case .workingTree: break
    case .revision, .files, .inverse: return clone.branch.tip
    }
    switch try clone.repository.head() {
    case .branch(clone.branch.name, let id):
      guard !clone.branch.localIsAstray else {
        throw ActError.astray(branch: clone.branch.name, remote: clone.remote?.name ?? "origin")
      }
      return id
    case .branch(let name, _):
      throw ActError.wrongBranch(now: name.shortName, wanted: clone.branch.name.shortName)
    case .unborn(let name):
      throw ActError.wrongBranch(now: name.shortName, wanted: clone.branch.name.shortName)
    case .detached(let id):
      guard id == clone.branch.tip else {
        throw ActError.wrongBranch(now: id.hex, wanted: clone.branch.name.shortName)
      }
      return id
    }
  }

  func tree(_ clone: Clone, onto base: ObjectID) throws -> ObjectID {
    switch source {
    case .workingTree(let paths):
      return try GovernedSnapshot(clone.repository).tree(onto: base, paths: paths)
    case .files(let files):
      return try clone.repository.tree(
        base,
        applying: files.mapValues {
          .put(mode: 0o100644, id: try clone.repository.write(.blob, $0))
        })
    case .revision(let revision):
      guard let from = try clone.engine.base(of: revision, on: clone.branch.tip) else {
        let name = clone.branch.name
        throw ActError.refused(
          [Problem(.wrongShape, "That commit does not build on \(name.shortName).")], on: name)
      }
      return try ProposalMerge(clone).joined(
        own: revision, base: from, main: clone.branch.tip
      ).tree
    case .inverse(let step, let before):
      return try ProposalMerge(clone).joined(
        own: before, base: step, main: clone.branch.tip
      ).tree
    }
  }

  func assess(
    _ commit: ObjectID, _ clone: Clone, now: Timestamp
  ) throws -> Assessment {
    let (assessment, problems) = try clone.engine.assess(
      head: commit, signoffs: [], on: clone.branch.tip, now: now)
    guard let assessment else { throw ActError.refused(problems, on: clone.branch.name) }
    // Being out of date is mended by an update; everything else would stop it for ever.
    let grave = assessment.problems.filter { $0.code != .outOfDate }
    guard grave.isEmpty else { throw ActError.refused(grave, on: clone.branch.name) }
    return assessment
  }

  func enter(_ commit: ObjectID, _ slug: Slug, _ clone: Clone) throws {
    let branch = try OpenProposal.branch(slug.text)
    if case .workingTree(let paths) = source {
      try GovernedSnapshot(clone.repository).settleIndex(on: commit, paths: paths)
    }
    if try clone.repository.target(of: branch) != commit {
      try clone.repository.update([
        .init(name: branch, old: nil, new: commit, message: "charter: propose")
      ])
    }
    switch source {
    case .workingTree:
      try clone.repository.require(
        ["symbolic-ref", "-m", "charter: propose", "HEAD", branch.text])
    case .revision, .files, .inverse:
      // With edits in the way git refuses; the proposal is open all the same.
      _ = try clone.repository.attempt(["checkout", "--quiet", branch.shortName, "--"])
    }
  }

  private static func isTaken(_ slug: String, _ clone: Clone) throws -> Bool {
    let branch = try OpenProposal.branch(slug)
    if try clone.repository.target(of: branch) != nil { return true }
    guard let remote = clone.remote else { return false }
    return try clone.repository.target(of: remote.tracking(branch)) != nil
  }

  /// A title for a proposal that nobody named: what it does to which charter.
  private static func title(for changes: [GovernedChange]) throws -> Title {
    let names = changes.map { String($0.pathText.dropFirst(governedRoot.count + 1)) }
    let verb =
      if changes.allSatisfy({ $0.old == nil }) {
        "Add"
      } else if changes.allSatisfy({ $0.new == nil }) { "Remove" } else { "Change" }
    let object = names.count == 1 ? names[0] : "\(names.count) charters"
    guard let title = Title("\(verb) \(object)".prefix(100)) else {
      throw ActError.unusableTitle("\(verb) \(object)")
    }
    return title
  }
}
