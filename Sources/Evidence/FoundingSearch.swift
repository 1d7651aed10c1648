internal import Charters
internal import Git

/// Looks for the commit that founded a governed repository: the oldest valid one on the chain.
struct FoundingSearch {
  struct Founding {
    let index: Int
    let commit: Commit
    let state: BranchState
    let report: StepReport
  }

  private(set) var founding: Founding?
  /// The first commit that says it is a founding and is none, where no other is one.
  private(set) var claim: StepReport?

  /// `chain`: the first-parent chain, oldest first.
  init(_ readers: Readers, chain: [ObjectID]) throws {
    for (index, id) in chain.enumerated() where try readers.commits.mayBeFounding(id) {
      let facts = try readers.commits.facts(id)
      guard case .founding(let message) = facts.role, let raw = facts.raw,
        try readers.governed.entry(Array("\(governedRoot)/policy.yml".utf8), in: raw.tree) != nil
      else { continue }
      let rulebook = try readers.rulebooks.read(raw.tree)
      let authorship = try readers.commits.authorship(of: raw, in: rulebook)
      let problems = try Self.problems(message, raw, rulebook, authorship, readers)
      let report = StepReport(
        step: problems.isEmpty ? 0 : nil, commit: id, kind: problems.isEmpty ? .founding : .bare,
        outcome: problems.isEmpty ? .founded : .invalid, proposal: nil,
        title: message.organisation.text, performedBy: message.member, key: authorship.key,
        date: Timestamp(seconds: raw.seconds), changes: try readers.governed.files(of: raw.tree),
        assessment: nil, problems: problems, mendedBy: nil)
      guard problems.isEmpty else {
        claim = claim ?? report
        continue
      }
      let repository = RepositoryID(foundingContent: try readers.repository.object(id).bytes)
      let state = BranchState(
        repository: repository, branch: message.branch, founding: id,
        organisation: message.organisation.text, tip: id, tree: raw.tree, position: 0, step: 0,
        stepDate: Timestamp(seconds: raw.seconds), good: id, rulebook: rulebook, ended: [:])
      founding = Founding(index: index, commit: facts.graph, state: state, report: report)
      return
    }
  }

  private static func problems(
    _ message: FoundingMessage, _ raw: RawCommit, _ rulebook: Rulebook,
    _ authorship: Authorship, _ readers: Readers
  ) throws -> [Problem] {
    var problems: [Problem] = []
    if message.continues != nil {
      problems.append(
        Problem(.notSupported, "Continuing an earlier repository is not supported yet."))
    }
    if raw.parents.count > 1 {
      problems.append(Problem(.wrongShape, "A founding has at most one parent."))
    }
    if !raw.isUntouched {
      problems.append(
        Problem(.rewritten, "It was re-written after it was signed (author and committer differ)."))
    }
    if let problem = authorship.problem(claimed: message.member) { problems.append(problem) }
    problems += rulebook.problems
    do {
      let check = ContentCheck(governed: readers.governed, repository: readers.repository)
      problems += try check.problems(from: nil, to: raw.tree)
    } catch EvidenceError.tooManyFiles {
      problems.append(Problem(.tooMany, "It holds more than 10,000 charters."))
    }
    return problems
  }
}
