import Charters
import Console
import Evidence
import Git
import Policies
import Proposals

/// A verification with everything that this clone knows beside the history itself: which branch is
/// meant, what was verified here before, and which sign-offs lie on references.
struct Verification {
  let report: Report
  /// Keys that were reported stolen, with what they signed.
  private(set) var reportedKeys: [ReportedKey] = []

  init(_ session: Session, revision: String?, expecting expected: RepositoryID?) throws {
    let repository = try session.repository()
    let engine = Engine(repository)
    let progress = session.progress("Verifying")
    engine.watch = { done, _ in try progress.update(done) }
    let memory = try Memory.load(repository)
    let (tip, isBranch) = try Self.tip(session, engine, revision)
    var report = try engine.verify(
      tip, remembering: memory, expecting: expected ?? Pin.load(repository)?.repository,
      named: revision != nil)
    try progress.finish()
    if report.outcome != .incomplete {
      let left = try engine.leftOut(of: report)
      report.leftOut = left.map(\.left)
      report.warnings += left.map { $0.left.sentence(step: $0.step) }
      reportedKeys = try engine.reportedKeys(in: report)
      report.warnings += reportedKeys.map(\.sentence)
      report.warnings += try engine.forks(beside: tip).map(\.sentence)
      report.warnings += report.steps(datedAfter: session.now).map(\.futureSentence)
      report.warnings += (try engine.state(of: tip)?.trials ?? [])
        .filter { $0.isOverdue(at: session.now) }.map(\.overdueSentence)
    }
    if report.outcome == .valid, isBranch, let state = try engine.state(of: tip) {
      let now = Memory(state)
      if now != memory { Self.remember(now, in: repository) }
    }
    self.report = report
  }

  /// The commit to verify, and whether it is where the protected branch stands.
  private static func tip(
    _ session: Session, _ engine: Engine, _ revision: String?
  ) throws -> (tip: ObjectID, isBranch: Bool) {
    let repository = engine.repository
    if let revision {
      guard let tip = try repository.resolve(revision) else {
        throw Failure("there is no commit \(revision)", hint: "\("git log --oneline", .command)")
      }
      let places = try? BranchPlaces(engine)  // a named commit is verified wherever it stands
      return (tip, places.map { $0.local == tip || $0.remote?.tip == tip } ?? false)
    }
    let places = try BranchPlaces(engine)
    guard let tip = places.local ?? places.remote?.tip else {
      throw Failure(
        "the branch \(places.name.shortName) is not in this clone", hint: "git fetch")
    }
    let name = places.local == nil ? places.remote?.name ?? places.name : places.name
    try session.note(
      "Verifying \(name.shortName) at \(tip.hex.prefix(10), .identifier).")
    if let remote = places.remote, let words = try places.relation(in: repository)?.words {
      try session.warn("\(places.name.shortName) here is \(words) \(remote.name.shortName)")
    }
    return (tip, true)
  }

  /// A repository that cannot be written to can be verified all the same.
  private static func remember(_ memory: Memory, in repository: Repository) {
    try? memory.save(repository)  // only the next run's warning about a rollback depends on it
  }
}

extension BranchPlaces.Relation {
  /// How it follows "main here is"; nil where there is nothing to warn about.
  fileprivate var words: Text? {
    switch self {
    case .same, .ahead: nil
    case .behind: "older than"
    case .parted: "another history than"
    }
  }
}

extension Report.LeftOut {
  fileprivate func sentence(step: Int) -> String {
    let what = decision == .retract ? "taking back of a decision" : "objection"
    return "The \(what) that \(member) signed on \(date.longText) (\(commit.hex.prefix(10))) is "
      + "not in the record of step \(step)."
  }
}

extension Trial {
  fileprivate var overdueSentence: String {
    "The \(term.rawValue) “\(title)” (step \(step)) ended on \(expires.longText) and is still in "
      + "force: keep it by a proposal that takes its entry out, or take it back with "
      + "charter revert \(step)."
  }
}

extension Engine.Fork {
  fileprivate var sentence: String {
    "\(member) signed on another history of this repository, at \(base.hex.prefix(10)) "
      + "(\(reference.text)); ask which one is right."
  }
}

extension Report {
  /// Entries that say they were made after a moment, more than clocks differ.
  fileprivate func steps(datedAfter now: Timestamp) -> [StepReport] {
    steps.filter { $0.date.seconds > now.seconds + PushReview.clockTolerance }
  }
}

extension StepReport {
  fileprivate var futureSentence: String {
    let name = step.map { "Step \($0)" } ?? String(commit.hex.prefix(10))
    return "\(name) is dated \(date.longText), which is still to come by this computer's clock."
  }
}
