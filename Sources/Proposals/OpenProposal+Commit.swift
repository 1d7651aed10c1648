package import Evidence
package import Git

extension ProposalRegister {
  /// The proposal that a commit is the head of, whether or not a branch here has its name; nil
  /// where the commit brings none to a tip of the protected branch.
  ///
  /// CI checks out commits and seldom branches.
  package static func proposal(
    at head: ObjectID, on tip: ObjectID, _ engine: Engine
  ) throws -> OpenProposal? {
    let repository = engine.repository
    guard let facts = try engine.proposal(head: head, on: tip).facts,
      try repository.firstParentChain(of: head, limit: 100_000).contains(facts.opening)
    else { return nil }
    let marker = "/" + OpenProposal.prefix
    let branch = try repository.references(under: "refs/").first {
      $0.target == head && $0.name.text.contains(marker)
    }
    let slug = branch.flatMap { $0.name.text.split(separator: marker, maxSplits: 1).last }
    let signoffs = try repository.references(under: OpenProposal.signoffFolder(facts.id))
    return OpenProposal(
      slug: slug.map(String.init)
        ?? (Slug(title: facts.message.title.text) ?? Slug(proposalID: facts.id.text)).text,
      head: head, localHead: nil, remoteHead: nil, facts: facts,
      signoffs: signoffs.map(\.target))
  }
}
