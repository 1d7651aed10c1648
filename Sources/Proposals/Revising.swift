private import FoundationEssentials
package import Charters
package import Evidence
package import Git

/// Adds a version to the proposal that HEAD stands on, from the working tree's edits.
package struct Revising {
  package var subject: String?
  package var body: Rationale?

  package init(subject: String? = nil, body: Rationale? = nil) {
    self.subject = subject
    self.body = body
  }

  /// What was added.
  package struct Result: Sendable {
    package let slug: String
    package let head: ObjectID
    package let member: Handle
    /// The fingerprints before and after; the same where no word changed.
    package let assessment: Assessment
    /// It only takes back versions that nobody answered for.
    package var tookBack = false
  }

  /// Signs the version and moves the proposal's branch.
  ///
  /// Where nobody answers for the newest versions and nothing was edited on top of them, it takes
  /// them back.  Where a merge is waiting to be committed, with files put right by hand, the version is that
  /// merge.  Commits that nobody signed are offered anew, as one signed version in their place.
  package func revise(in clone: Clone, by signatory: Signatory) throws -> Result {
    let repository = clone.repository
    let member = try clone.member(signatory)
    let proposal = try ProposalRegister(clone).find(nil)
    guard let head = proposal.localHead, head == proposal.head || head == proposal.handmade else {
      throw ActError.behindRemote(slug: proposal.slug, remote: clone.remote?.name ?? "")
    }
    var underWay = try mergeHead(clone)
    if let known = underWay, try repository.isAncestor(known, of: head) {
      // Recorded already; only its mark was left.
      try repository.require(["merge", "--quit"])
      underWay = nil
    }
    let merged = try underWay ?? Self.merged(by: proposal, clone)
    let before = try repository.commit(proposal.head).tree
    let snapshot = try GovernedSnapshot(repository)
    let tree =
      underWay == nil
      ? try snapshot.tree(onto: merged.map { try repository.commit($0).tree } ?? before)
      : try snapshot.wholeTree()
    if merged == nil, let last = proposal.facts.lastAnswered {
      if tree == before { return try takeBack(proposal, in: clone, by: signatory, as: member) }
      let words = try repository.commit(last).tree
      guard try clone.engine.changes(from: words, to: tree).isEmpty else {
        throw ActError.editsOnOrphans(slug: proposal.slug)
      }
    }
    if merged == nil, tree == before {
      // Signed here and not sent, as where somebody was cut off: sending it is all that is left.
      guard clone.remote != nil, proposal.handmade == nil, proposal.remoteHead != head else {
        throw ActError.nothingChanged
      }
      return Result(
        slug: proposal.slug, head: head, member: member,
        assessment: try Self.assess(head, proposal, clone, signatory))
    }
    try ContentReview(clone.engine).requireClean(from: before, to: tree)
    let parents = [proposal.head] + (merged.map { [$0] } ?? [])
    let (commit, _) = try signatory.write(
      tree: tree, parents: parents,
      message: try message(
        of: proposal, by: member,
        preset: merged == nil
          ? "Revise: \(proposal.title)" : "Bring in what was decided since"),
      notBefore: clone.engine.earliest(after: parents, on: clone.branch.tip), in: repository)
    let assessment = try Self.assess(commit, proposal, clone, signatory)
    let branch = try OpenProposal.branch(proposal.slug)
    try snapshot.settleIndex(on: commit)
    try repository.update([
      .init(name: branch, old: head, new: commit, message: "charter: revise")
    ])
    if underWay != nil { try repository.require(["merge", "--quit"]) }
    return Result(slug: proposal.slug, head: commit, member: member, assessment: assessment)
  }

  /// Signs a version with the words of the last one that somebody answers for.
  private func takeBack(
    _ proposal: OpenProposal, in clone: Clone, by signatory: Signatory, as member: Handle
  ) throws -> Result {
    let (engine, tip) = (clone.engine, clone.branch.tip)
    guard let last = proposal.facts.lastAnswered,
      try engine.base(of: last, on: tip) == proposal.facts.base
    else { throw ActError.broughtInSince(slug: proposal.slug) }
    let (commit, _) = try signatory.write(
      tree: clone.repository.commit(last).tree, parents: [proposal.head],
      message: try message(
        of: proposal, by: member, preset: "Take back what nobody answers for"),
      notBefore: engine.earliest(after: [proposal.head], on: tip), in: clone.repository)
    let assessment = try Self.assess(commit, proposal, clone, signatory)
    try proposal.move(to: commit, in: clone, saying: "charter: revise")
    return Result(
      slug: proposal.slug, head: commit, member: member, assessment: assessment, tookBack: true)
  }

  private func message(
    of proposal: OpenProposal, by member: Handle, preset: String
  ) throws -> String {
    let subject = subject ?? String(preset.prefix(100))
    guard let title = Title(subject) else { throw ActError.unusableTitle(subject) }
    let trailers = RevisionTrailers(proposal: proposal.id, member: member)
    return trailers.message(subject: title.text, body: body)
  }

  /// The commit of the protected branch that unsigned commits brought into a proposal; nil where
  /// they brought none.
  private static func merged(by proposal: OpenProposal, _ clone: Clone) throws -> ObjectID? {
    guard let handmade = proposal.handmade else { return nil }
    let base = try clone.engine.base(of: handmade, on: clone.branch.tip)
    return base == proposal.facts.base ? nil : base
  }

  /// What a merge that is under way brings in; it must be the protected branch.
  private func mergeHead(_ clone: Clone) throws -> ObjectID? {
    let path = try clone.repository.gitPath("MERGE_HEAD")
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let text = String(decoding: try WorkingFiles.read(path), as: UTF8.self)
    guard let id = ObjectID(hex: text.prefix(40)), text.utf8.count == 41,
      try clone.repository.isAncestor(id, of: clone.branch.tip)
    else { throw ActError.unfinished("merge") }
    return id
  }

  /// The proposal as it would be judged; throws where something would stop it for ever.
  static func assess(
    _ head: ObjectID, _ proposal: OpenProposal, _ clone: Clone, _ signatory: Signatory
  ) throws -> Assessment {
    let (assessment, problems) = try clone.engine.assess(
      head: head, signoffs: proposal.signoffs, on: clone.branch.tip, now: signatory.identity.now)
    guard let assessment else { throw ActError.refused(problems, on: clone.branch.name) }
    // Taking everything back is a version too; it says so when it is to be made official.
    let mendable: Set<Problem.Code> = [.outOfDate, .missingPrevious, .tooMany, .changesNothing]
    let grave = assessment.problems.filter { !mendable.contains($0.code) }
    guard grave.isEmpty else { throw ActError.refused(grave, on: clone.branch.name) }
    return assessment
  }
}
