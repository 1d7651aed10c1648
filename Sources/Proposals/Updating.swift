internal import Charters
package import Evidence
private import FoundationEssentials
package import Git
internal import Processes
internal import Prose

/// Brings what was decided meanwhile into a proposal, as a signed merge.
///
/// Where each section or field was changed by one side at most, that is nobody's content. Where both
/// changed one, in different sentences, the sentences of both are joined: these are new words, and
/// whoever signs them becomes an author of the proposal.
package struct Updating {
  package init() {}

  /// What came of it.
  package enum Result: Sendable {
    case upToDate(slug: String)
    /// With the pieces of which both sides' sentences are in it.
    case updated(
      slug: String, head: ObjectID, assessment: Assessment, joined: [ProposalMerge.Conflict])
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
    let joined: ProposalMerge.Joined
    do {
      joined = try ProposalMerge(clone).joined(
        own: head, base: base, main: tip, bySentences: true)
    } catch var conflicts as ProposalMerge.Conflicts {
      conflicts.parties = try MergeParties(proposal, since: base, clone)
      throw conflicts
    }
    if !joined.bySentences.isEmpty {
      try ContentReview(clone.engine).requireClean(
        from: repository.commit(head).tree, to: joined.tree)
    }
    let trailers = RevisionTrailers(proposal: proposal.id, member: member)
    let (commit, _) = try signatory.write(
      tree: joined.tree, parents: [head, tip],
      message: trailers.message(
        subject: "Bring in \(clone.branch.name.shortName)", body: nil),
      notBefore: clone.engine.earliest(after: [head, tip], on: tip), in: repository)
    let assessment = try Revising.assess(commit, proposal, clone, signatory)
    try proposal.move(to: commit, in: clone, saying: "charter: update")
    return .updated(
      slug: proposal.slug, head: commit, assessment: assessment, joined: joined.bySentences)
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
    guard isOpen else { return .refused(message: merge.errorText + merge.outputText) }
    try mark(proposal, clone)
    return .marked
  }

  /// Puts the charters that both changed into the working tree as readers would join them, with the
  /// sentences to choose from between markers; git has done that by lines.
  private func mark(_ proposal: OpenProposal, _ clone: Clone) throws {
    let repository = clone.repository
    guard let base = try clone.engine.base(of: proposal.head, on: clone.branch.tip),
      let root = repository.workingDirectory
    else { return }
    let parties = try MergeParties(proposal, since: base, clone)
    let meetings = try ProposalMerge(clone).meetings(
      own: proposal.head, base: base, main: clone.branch.tip, bySentences: true)
    for meeting in meetings {
      let path = meeting.mine.pathText
      switch meeting.outcome {
      case .joined(let id, _):
        try WorkingFiles.replace("\(root)/\(path)", with: repository.blob(id))
        try repository.require(["add", "--", path])
      case .conflict(let conflict):
        guard let prose = conflict.prose, let old = meeting.mine.old, let mine = meeting.mine.new,
          let theirs = meeting.theirs.new
        else { continue }
        let labels = ProseMerge.Labels(
          ours: parties.own, base: "before", theirs: parties.others(path))
        try WorkingFiles.replace("\(root)/\(path)", with: prose.marked(labels))
        // What git joined by lines all the same is to be chosen too.
        let none = String(repeating: "0", count: old.id.hex.count)
        let stages = [
          "0 \(none)\t\(path)", "100644 \(old.id.hex) 1\t\(path)",
          "100644 \(mine.id.hex) 2\t\(path)", "100644 \(theirs.id.hex) 3\t\(path)",
        ]
        try repository.require(
          ["update-index", "--index-info"],
          input: Array((stages.joined(separator: "\n") + "\n").utf8))
      }
    }
  }
}
