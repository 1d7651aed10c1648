internal import Charters
internal import Git

/// One pass over a first-parent chain, oldest first, that judges every commit in its place.
final class BranchWalk {
  private(set) var report: Report
  /// The newest proven state; nil where there is no valid founding.
  private(set) var good: BranchState?
  private(set) var judge: BranchJudge?
  /// Changes since `good` that nobody approved, oldest first; indexes into the report's steps.
  private(set) var unmended: [Unmended] = []
  private let readers: Readers

  struct Unmended {
    let position: Int
    let commit: ObjectID
    let tree: ObjectID
    let index: Int
    /// It says that it is a step, was judged, and is none.
    let claims: Bool
  }

  /// - Parameter watch: told how many commits are judged, and of how many.
  init(
    _ readers: Readers, tip: ObjectID, watch: ((Int, Int) throws -> Void)? = nil
  ) throws {
    self.readers = readers
    report = Report(repository: nil, branch: nil, tip: tip, outcome: .invalid, steps: [])
    let chain = try readers.repository.firstParentChain(of: tip, limit: 2_000_000)
    let search = try FoundingSearch(readers, chain: chain.reversed())
    guard let founding = search.founding else {
      guard let claim = search.claim else { throw EvidenceError.notGoverned(tip: tip) }
      report.steps = [claim]
      return
    }
    let judge = BranchJudge(readers, founding: founding.commit)
    self.judge = judge
    try readers.commits.prepare(
      readers.repository.commits(from: [tip], hiding: [founding.commit.id]).reversed())
    good = founding.state
    report = Report(
      repository: founding.state.repository, branch: founding.state.branch, tip: tip,
      outcome: .valid, steps: [founding.report])
    report.beforeFounding = founding.index
    judge.record(position: 0, isStep: true, date: founding.state.stepDate)
    for (done, id) in chain.reversed().dropFirst(founding.index + 1).enumerated() {
      try watch?(done, chain.count - founding.index)
      guard try advance(to: readers.commits.facts(id), self.judge ?? judge) else {
        report.outcome = .invalid
        return
      }
    }
    if unmended.contains(where: \.claims) {
      report.outcome = .invalid
    } else if !unmended.isEmpty {
      report.outcome = .unratified
    }
  }

  /// Judges the next commit; false where nothing behind it can be judged.
  private func advance(to facts: CommitFacts, _ judge: BranchJudge) throws -> Bool {
    guard let authority = good else { return false }
    let position = judge.history.chain.count
    let parent = try judge.commits.facts(judge.history.chain[position - 1]).graph
    let brought = try judge.history.append(facts.graph)
    judge.record(position: position, isStep: false, date: authority.stepDate)
    let lineage = try Lineage(
      judge: judge, facts: facts, parent: parent, brought: brought,
      since: unmended.isEmpty ? nil : authority.position)
    let place = Place(facts: facts, parent: parent, position: position, brought: brought)
    var entry = try StepReport(place, judge)
    if let broken = lineage.broken {
      entry.problems = [broken]
      entry.outcome = .invalid
      report.steps.append(entry)
      return false
    }
    if case .step(let message) = facts.role {
      try take(message, place, authority, judge, &entry)
    } else {
      try takeOther(place, lineage, authority, judge, &entry)
    }
    return true
  }

  /// A commit that says it is a step.
  private func take(
    _ message: StepMessage, _ place: Place, _ authority: BranchState, _ judge: BranchJudge,
    _ entry: inout StepReport
  ) throws {
    entry.proposal = message.proposal
    entry.performedBy = message.member
    entry.title = message.title.text
    let mends = message.outcome == .late || message.outcome == .restored
    if !unmended.isEmpty, !mends {
      entry.outcome = .notJudged
      entry.problems = [
        Problem(
          .notMended,
          "An earlier change was made without approval; this step is not judged until "
            + "that is mended.")
      ]
      keep(entry, place, claims: false)
      return
    }
    let step = StepJudge(
      judge: judge, authority: authority, message: message, place: place, unmended: unmended)
    let verdict = try step.verdict()
    entry.assessment = verdict.assessment
    entry.problems = verdict.problems
    entry.key = verdict.key
    guard verdict.problems.isEmpty else {
      entry.kind = .bare
      entry.outcome = .invalid
      keep(entry, place, claims: true)
      return
    }
    entry.step = message.step
    entry.kind = message.outcome.kind
    entry.outcome = message.outcome.reported
    report.steps.append(entry)
    try commit(message, place, authority, judge, verdict)
  }

  /// Takes a proven step into the state.
  private func commit(
    _ message: StepMessage, _ place: Place, _ authority: BranchState, _ judge: BranchJudge,
    _ verdict: StepJudge.Verdict
  ) throws {
    let mended = verdict.mended
    for change in unmended.prefix(mended) {
      report.steps[change.index].mendedBy = place.facts.id
    }
    let lastMended = mended > 0 ? unmended[mended - 1] : nil
    unmended.removeFirst(mended)
    var state = authority
    state.step = message.step
    state.stepDate = Timestamp(seconds: place.facts.raw?.seconds ?? 0)
    if let proposal = message.proposal { state.ended.insert(proposal, step: message.step) }
    judge.record(position: place.position, isStep: true, date: state.stepDate)
    if unmended.isEmpty {
      state.tip = place.facts.id
      state.tree = place.facts.graph.tree
      state.position = place.position
    } else if message.outcome == .late, let lastMended {
      state.tip = lastMended.commit
      state.tree = lastMended.tree
      state.position = lastMended.position
    }
    if message.outcome == .late {
      state.good = lastMended?.commit ?? state.good
    } else if unmended.isEmpty {
      state.good = place.facts.id
    }
    state.rulebook = try judge.rulebooks.read(state.tree)
    try state.follow(verdict.assessment, outcome: message.outcome, judge)
    good = state
  }

  /// A commit that does not say it is a step.
  private func takeOther(
    _ place: Place, _ lineage: Lineage, _ authority: BranchState, _ judge: BranchJudge,
    _ entry: inout StepReport
  ) throws {
    var problems: [Problem] = []
    var claims = place.facts.claimsStep
    if case .founding(let message) = place.facts.role {
      if message.continues != nil, try startAnew(place, authority, &entry) { return }
      claims = false
      problems += entry.problems
      problems.append(
        Problem(.foundingReplaced, "This branch was founded before; a second founding is none."))
    } else if claims {
      problems.append(
        Problem(
          .notCanonical,
          "It says that it is a step and is not written as one: "
            + "\(place.facts.defect?.reason.rawValue ?? "its form is not the agreed one")."))
    }
    if lineage.landsGoverned {
      problems.append(
        Problem(
          .changedWithoutApproval,
          "It changes charters, and nobody's approval is recorded with "
            + "it."))
    } else {
      let check = ContentCheck(governed: judge.governed, repository: judge.repository)
      problems += try check.problems(from: place.parent.tree, to: place.facts.graph.tree)
    }
    guard problems.isEmpty else {
      entry.problems = problems
      keep(entry, place, claims: claims)
      return
    }
    guard unmended.isEmpty else { return }
    var state = authority
    state.tip = place.facts.id
    state.tree = place.facts.graph.tree
    state.position = place.position
    good = state
  }

  /// Takes a founding that continues this repository: all from it on is judged by what it brings.
  ///
  /// False where it is none; the entry then has its problems.
  private func startAnew(
    _ place: Place, _ authority: BranchState, _ entry: inout StepReport
  ) throws -> Bool {
    guard
      let (found, new) = try FoundingSearch.read(
        place.facts.id, at: place.position, continuing: authority, readers)
    else { return false }
    guard let founding = found else {
      entry.problems = new.problems
      return false
    }
    let judge = BranchJudge(readers, founding: founding.commit)
    judge.record(position: 0, isStep: true, date: founding.state.stepDate)
    self.judge = judge
    report.abandoned += unmended.count
    unmended = []
    good = founding.state
    report.repository = founding.state.repository
    entry = new
    entry.changes = try judge.governed.changes(
      from: place.parent.tree, to: place.facts.graph.tree)
    report.steps.append(entry)
    return true
  }

  private func keep(_ entry: StepReport, _ place: Place, claims: Bool) {
    unmended.append(
      Unmended(
        position: place.position, commit: place.facts.id, tree: place.facts.graph.tree,
        index: report.steps.count, claims: claims))
    report.steps.append(entry)
  }
}

/// One commit in its place on the chain.
struct Place {
  let facts: CommitFacts
  /// Its first parent.
  let parent: Commit
  let position: Int
  /// What its other parents bring, parents first.
  let brought: [ObjectID]
}

extension StepReport {
  /// The entry of a commit before it is judged: a change without approval.
  init(_ place: Place, _ judge: BranchJudge) throws {
    self.init(
      step: nil, commit: place.facts.id, kind: .bare, outcome: .bare, proposal: nil,
      title: place.facts.graph.subject, performedBy: nil, key: nil,
      date: Timestamp(seconds: place.facts.graph.committerSeconds),
      changes: try judge.governed.changes(
        from: place.parent.tree, to: place.facts.graph.tree),
      assessment: nil, problems: [], mendedBy: nil, continues: nil)
  }
}

extension StepOutcome {
  var kind: StepReport.Kind {
    switch self {
    case .ratified: .ratification
    case .declined, .withdrawn, .lapsed: .closing
    case .late: .late
    case .restored: .restore
    }
  }

  /// What a report calls the step.
  package var reported: StepReport.Outcome {
    switch self {
    case .ratified: .ratified
    case .declined: .declined
    case .withdrawn: .withdrawn
    case .lapsed: .lapsed
    case .late: .late
    case .restored: .restored
    }
  }
}
