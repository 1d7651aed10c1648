internal import Charters
package import Evidence
package import Git
internal import Processes

/// Fetches proposals and sign-offs, and tidies away those that have ended.
package struct Syncing {
  package init() {}

  /// What is new, and what is only here.
  package struct Result {
    package let clone: Clone
    package let opened: [OpenProposal]
    /// New versions of proposals that were known.
    package let revised: [OpenProposal]
    package let ended: [String]
    /// New sign-offs on open proposals: who, and on which.
    package let signoffs: [(proposal: OpenProposal, message: SignoffMessage)]
    /// References of sign-offs that the remote does not have.
    package let unsent: [ReferenceName]
    /// Proposals whose newest version the remote does not have.
    package let unsentVersions: [OpenProposal]
    /// How many steps the remote's branch is ahead of this clone's.
    package let behind: Int
  }

  /// Throws `ActError.git` where the remote cannot be fetched; nil without a remote.
  package func sync(_ clone: Clone) throws -> Result? {
    guard let remote = clone.remote else { return nil }
    let before = try ProposalRegister(clone).open()
    let fetched = try remote.fetch(into: clone.repository)
    guard fetched.succeeded else {
      throw ActError.git(command: ["git", "fetch"], message: fetched.errorText)
    }
    try prune(remote, clone.repository)
    let clone = try clone.reread()
    try clone.remember()
    let after = try ProposalRegister(clone).open()
    try tidy(clone)
    let known = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let open = Set(after.map(\.id))
    return Result(
      clone: clone, opened: after.filter { known[$0.id] == nil },
      revised: after.filter { known[$0.id].map(\.head) ?? $0.head != $0.head },
      ended: before.filter { !open.contains($0.id) }.map(\.slug),
      signoffs: try news(after, known, clone), unsent: try unsent(remote, clone),
      unsentVersions: try after.filter { try $0.unsent != nil },
      behind: try behind(clone))
  }

  /// Forgets branches of proposals that are gone from the remote.
  private func prune(_ remote: Remote, _ repository: Repository) throws {
    let there = Set(try remote.references(["refs/heads/proposals/*"], from: repository).keys)
    let prefix = "refs/remotes/\(remote.name)/"
    let gone = try repository.references(under: prefix + OpenProposal.prefix).filter {
      try !there.contains(ReferenceName("refs/heads/" + $0.name.text.dropFirst(prefix.count)))
    }
    try repository.update(
      gone.map { .init(name: $0.name, old: $0.target, new: nil, message: "charter: sync") })
  }

  /// Deletes references of sign-offs that are in the protected branch's history.
  private func tidy(_ clone: Clone) throws {
    let done = try clone.repository.references(under: "refs/charter/signoffs/").filter {
      try clone.repository.isAncestor($0.target, of: clone.branch.state.tip)
    }
    try clone.repository.update(
      done.map { .init(name: $0.name, old: $0.target, new: nil, message: "charter: sync") })
  }

  private func news(
    _ after: [OpenProposal], _ known: [ProposalID: OpenProposal], _ clone: Clone
  ) throws -> [(proposal: OpenProposal, message: SignoffMessage)] {
    try after.flatMap { proposal in
      let old = Set(known[proposal.id]?.signoffs ?? [])
      // Oldest first; ids have an order that means nothing.
      let dated = try proposal.signoffs.filter { !old.contains($0) }.map { commit in
        (commit, seconds: try clone.repository.commit(commit).committerSeconds)
      }
      return try dated.sorted { ($0.seconds, $0.0) < ($1.seconds, $1.0) }.compactMap { commit, _ in
        try clone.engine.signoff(commit).map { (proposal, $0.message) }
      }
    }
  }

  private func unsent(_ remote: Remote, _ clone: Clone) throws -> [ReferenceName] {
    let there = try remote.references(["refs/charter/signoffs/*"], from: clone.repository)
    return try clone.repository.references(under: "refs/charter/signoffs/").map(\.name)
      .filter { there[$0] == nil }
  }

  private func behind(_ clone: Clone) throws -> Int {
    guard let local = clone.branch.localTip, local != clone.branch.tip else { return 0 }
    let chain = try clone.repository.firstParentChain(of: clone.branch.tip, limit: 1_000_000)
    return chain.firstIndex(of: local) ?? 0
  }
}
