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
      guard let (founding, report) = try Self.read(id, at: index, continuing: nil, readers) else {
        continue
      }
      if let founding {
        self.founding = founding
        return
      }
      claim = claim ?? report
    }
  }

  /// The founding that a commit is, or why it is none; nil where it does not say that it is one.
  ///
  /// - Parameter state: what it is to continue; nil is a first founding.
  static func read(
    _ id: ObjectID, at index: Int, continuing state: BranchState?, _ readers: Readers
  ) throws -> (founding: Founding?, report: StepReport)? {
    let facts = try readers.commits.facts(id)
    guard case .founding(let message) = facts.role, let raw = facts.raw,
      try readers.governed.entry(Array("\(governedRoot)/policy.yml".utf8), in: raw.tree) != nil
    else { return nil }
    let rulebook = try readers.rulebooks.read(raw.tree)
    let authorship = try readers.commits.authorship(of: raw, in: rulebook)
    var problems = try Self.problems(message, raw, rulebook, authorship, readers)
    problems += Self.problems(message, raw, continuing: state)
    let isSound = problems.isEmpty
    let report = StepReport(
      step: isSound ? 0 : nil, commit: id, kind: isSound ? .founding : .bare,
      outcome: isSound ? .founded : .invalid, proposal: nil, title: message.organisation.text,
      performedBy: message.member, key: authorship.key, date: Timestamp(seconds: raw.seconds),
      changes: try readers.governed.files(of: raw.tree), assessment: nil, problems: problems,
      mendedBy: nil, continues: isSound ? message.continues : nil)
    guard isSound else { return (nil, report) }
    let new = BranchState(
      repository: RepositoryID(foundingContent: try readers.repository.object(id).bytes),
      branch: message.branch, founding: id, organisation: message.organisation.text, tip: id,
      tree: raw.tree, position: 0, step: 0, stepDate: Timestamp(seconds: raw.seconds), good: id,
      rulebook: rulebook)
    return (Founding(index: index, commit: facts.graph, state: new, report: report), report)
  }

  /// What a new start must fit, and that a first founding is none.
  private static func problems(
    _ message: FoundingMessage, _ raw: RawCommit, continuing state: BranchState?
  ) -> [Problem] {
    guard let state else {
      return message.continues.map {
        [
          Problem(
            .foundingReplaced,
            "It says that it continues \($0.text.prefix(16))…, which is not here.")
        ]
      } ?? []
    }
    var problems: [Problem] = []
    if message.continues != state.repository {
      problems.append(
        Problem(
          .foundingReplaced, "This branch was founded before; a second founding is none."))
    }
    if message.branch != state.branch {
      problems.append(Problem(.wrongBranch, "It names another branch, \(message.branch)."))
    }
    if raw.seconds < state.stepDate.seconds {
      problems.append(Problem(.badDate, "It is dated before the step that it follows."))
    }
    return problems
  }

  private static func problems(
    _ message: FoundingMessage, _ raw: RawCommit, _ rulebook: Rulebook, _ authorship: Authorship,
    _ readers: Readers
  ) throws -> [Problem] {
    var problems: [Problem] = []
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
      problems.append(Problem(.tooMany, "It holds more than \(GovernedReader.changeLimit) files."))
    }
    return problems
  }
}
