internal import Charters
package import Evidence
private import FoundationEssentials
package import Git
internal import Processes

/// Brings what was decided meanwhile into a proposal, as a signed merge that is nobody's content.
package struct Updating {
  package init() {}

  /// What came of it.
  package enum Result: Sendable {
    case upToDate(slug: String)
    case updated(slug: String, head: ObjectID, assessment: Assessment)
  }

  /// Signs the merge and moves the proposal's branch here; throws `ProposalMerge.Conflicts` with
  /// nothing changed where both sides changed the same words.
  package func update(
    _ argument: String?, in clone: Clone, by signatory: Signatory
  ) throws -> Result {
    try clone.branch.requireProven(clone.engine)
    let repository = clone.repository
    let proposal = try ProposalRegister(clone).find(argument)
    guard proposal.handmade == nil else {
      throw ActError.handmade(slug: proposal.slug, head: proposal.head)
    }
    let member = try clone.member(signatory)
    let (head, tip) = (proposal.head, clone.branch.tip)
    guard try !repository.isAncestor(tip, of: head) else { return .upToDate(slug: proposal.slug) }
    guard let base = try clone.engine.base(of: head, on: tip) else {
      throw ActError.unreadableProposal(slug: proposal.slug, problems: [])
    }
    let tree = try ProposalMerge(clone).joined(own: head, base: base, main: tip)
    let trailers = RevisionTrailers(proposal: proposal.id, member: member)
    let (commit, _) = try signatory.write(
      tree: tree, parents: [head, tip],
      message: trailers.message(
        subject: "Bring in \(clone.branch.name.shortName)", body: nil),
      notBefore: clone.engine.earliest(after: [head, tip], on: tip), in: repository)
    let assessment = try Revising.assess(commit, proposal, clone, signatory)
    try proposal.move(to: commit, in: clone, saying: "charter: update")
    return .updated(slug: proposal.slug, head: commit, assessment: assessment)
  }

  /// What became of leaving both sides' words in the working tree.
  package enum Choice: Sendable {
    /// They are there, marked where git could not join them; `charter revise` makes a version of it.
    case marked
    /// HEAD is not on the proposal's branch.
    case elsewhere(slug: String, branch: ReferenceName)
    /// git left everything as it was; its words.
    case refused(message: String)
  }

  /// Leaves a merge of the protected branch open in the working tree, for a person to choose the
  /// words; nothing is committed.
  package func leaveChoice(_ argument: String?, in clone: Clone) throws -> Choice {
    let proposal = try ProposalRegister(clone).find(argument)
    let branch = try OpenProposal.branch(proposal.slug)
    guard case .branch(branch, _) = try clone.repository.head() else {
      return .elsewhere(slug: proposal.slug, branch: branch)
    }
    guard proposal.localHead == proposal.head else {
      throw ActError.behindRemote(slug: proposal.slug, remote: clone.remote?.name ?? "")
    }
    let merge = try clone.repository.attempt([
      "-c", "merge.verifySignatures=false", "merge", "--quiet", "--no-commit", "--no-ff",
      clone.branch.tip.hex,
    ])
    let isOpen = FileManager.default.fileExists(
      atPath: try clone.repository.gitPath("MERGE_HEAD"))
    return isOpen ? .marked : .refused(message: merge.errorText + merge.outputText)
  }
}
