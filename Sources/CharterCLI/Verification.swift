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
    let (tip, places) = try Self.tip(session, engine, revision)
    var report = try engine.verify(
      tip, remembering: memory, expecting: expected ?? Pin.load(repository)?.repository,
      named: revision != nil, behind: places?.stand)
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
    let isBranch = places.map { $0.local == tip || $0.remote?.tip == tip } ?? false
    if report.outcome == .valid, isBranch, let state = try engine.state(of: tip) {
      let now = Memory(state)
      if try engine.mayRemember(now, after: memory) { Self.remember(now, in: repository) }
    }
    self.report = report
  }

  /// The commit to verify, and where the protected branch stands; nil where it cannot be told.
  private static func tip(
    _ session: Session, _ engine: Engine, _ revision: String?
  ) throws -> (tip: ObjectID, places: BranchPlaces?) {
    let repository = engine.repository
    if let revision {
      guard let tip = try repository.resolve(revision) else {
        throw Failure("there is no commit \(revision)", hint: "\("git log --oneline", .command)")
      }
      return (tip, try? BranchPlaces(engine))  // a named commit is verified wherever it stands
    }
    let places = try BranchPlaces(engine)
    guard let tip = places.local ?? places.remote?.tip else {
      throw Failure(
        "the branch \(places.name.shortName) is not in this clone", hint: "git fetch")
    }
    let name = places.local == nil ? places.remote?.name ?? places.name : places.name
    try session.note(
      "Verifying \(name.shortName) at \(tip.hex.prefix(10), .identifier).")
    if let words = try places.warning(in: repository) { try session.warn(words) }
    return (tip, places)
  }

  /// A repository that cannot be written to can be verified all the same.
  private static func remember(_ memory: Memory, in repository: Repository) {
    try? memory.save(repository)  // only the next run's warning about a rollback depends on it
  }
}

extension BranchPlaces {
  /// That the branch here is not where the remote's is, and what mends it; nil where it is, or has
  /// only more.
  func warning(in repository: Repository) throws -> Text? {
    guard let remote, let relation = try relation(in: repository) else { return nil }
    let (name, far) = (name.shortName, remote.name.shortName)
    switch relation {
    case .same, .ahead: return nil
    case .behind:
      let lag = try lag(in: repository)
      let count = lag == 1 ? "one commit" : lag == 0 ? "commits" : "\(lag) commits"
      return "\(name) here is behind \(far) by \(count): \(try catchUp(in: repository), .command)"
    case .parted:
      return "\(name) here holds commits of its own and lacks some of \(far); nothing is lost: "
        + "\("charter propose -m \"why\" --from \(name)", .command) offers what they change, "
        + "\(try setBack(in: repository), .command) sets \(name) back"
    }
  }

  /// The command that brings the branch here to where the remote's is, where it is behind.
  func catchUp(in repository: Repository) throws -> String {
    let far = remote?.name.shortName ?? "origin/\(name.shortName)"
    return try isCheckedOut(in: repository)
      ? "git pull --ff-only" : "git fetch . \(far):\(name.shortName)"
  }

  /// The command that leaves the commits of this clone's branch aside.
  func setBack(in repository: Repository) throws -> String {
    let far = remote?.name.shortName ?? "origin/\(name.shortName)"
    return try isCheckedOut(in: repository)
      ? "git reset --keep \(far)" : "git branch -f \(name.shortName) \(far)"
  }

  private func isCheckedOut(in repository: Repository) throws -> Bool {
    if case .branch(name, _) = try repository.head() { true } else { false }
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
