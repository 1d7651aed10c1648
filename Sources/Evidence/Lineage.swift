internal import Git

/// What the other parents of a first-parent commit bring, and whether they may.
///
/// A step brings its own proposal and nothing else that is governed; whoever brings a founding or
/// a step swaps or hides history.
struct Lineage {
  /// Why nothing behind this commit can be judged.
  let broken: Problem?
  /// The commit changes governed words.
  let landsGoverned: Bool

  /// `since`: the good position, where changes without approval are waiting to be mended.
  init(
    judge: BranchJudge, facts: CommitFacts, parent: Commit, brought: [ObjectID], since: Int?
  ) throws {
    landsGoverned = try !judge.governed.sameGoverned(parent.tree, facts.graph.tree)
    var all = brought
    var gathers: Set<ObjectID> = []
    var own: ProposalID?
    if case .step(let message) = facts.role {
      own = message.proposal
      gathers = Set(facts.graph.parents.dropFirst())
      if message.outcome == .late, let since {
        all = try judge.history.unseen(from: Array(gathers), at: since)
      }
    }
    var foreign: ObjectID?
    var proposals: Set<ProposalID> = []
    for id in all {
      let commit = try judge.commits.facts(id)
      if commit.claimsStep {
        broken = Problem(
          .foreignHistory,
          "It brings in a commit that was itself a step, so it would swap or hide "
            + "history.", commit: id)
        return
      }
      let changes = try Self.changesGoverned(commit.graph, judge)
      guard changes || commit.carriesKeys else { continue }
      let proposal = Self.proposal(of: commit)
      if let proposal { proposals.insert(proposal) }
      let belongs = own != nil && (gathers.contains(id) || proposal == own)
      if !belongs { foreign = foreign ?? id }
    }
    guard let foreign else {
      broken = nil
      return
    }
    if case .step = facts.role {
      broken = Problem(
        .foreignHistory,
        "It brings in charter changes or sign-offs that do not belong to its "
          + "proposal.", commit: foreign)
    } else if !landsGoverned {
      broken = Problem(
        .foreignHistory, "It brings in charter changes or sign-offs and lands none of them.",
        commit: foreign)
    } else if proposals.count > 1 {
      broken = Problem(
        .foreignHistory, "It brings in \(proposals.count) proposals at once.", commit: foreign)
    } else {
      broken = nil
    }
  }

  /// Whether a commit's governed words are those of none of its parents.
  static func changesGoverned(_ commit: Commit, _ judge: BranchJudge) throws -> Bool {
    if commit.parents.isEmpty { return try judge.governed.root(of: commit.tree) != nil }
    return try !commit.parents.contains {
      try judge.governed.sameGoverned(judge.commits.facts($0).graph.tree, commit.tree)
    }
  }

  /// The proposal that a commit opens or names.
  static func proposal(of facts: CommitFacts) -> ProposalID? {
    switch facts.role {
    case .opening: facts.raw.map { ProposalID(openingPayload: $0.payload) }
    case .signoff(let message): message.proposal
    case .revision(let trailers): trailers.proposal
    default: facts.claimedProposal
    }
  }
}
