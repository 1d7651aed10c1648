package import Charters
package import Git

/// Judges what a repository's history proves.  One engine for verify, status, ratify and the hook.
///
/// Its answers are a pure function of the object database and the tip that it is asked about.
package final class Engine {
  package let repository: Repository
  let readers: Readers
  private var walks: [ObjectID: BranchWalk] = [:]
  /// Told how far a long judgement has come: commits done, and of how many.
  package var watch: ((Int, Int) throws -> Void)?

  package init(_ repository: Repository) {
    self.repository = repository
    readers = Readers(repository)
  }

  /// Judges the whole first-parent chain of a tip.
  ///
  /// Throws `notGoverned` where no commit of it even claims to be a founding; a shallow or partial
  /// repository, or a missing object, gives the outcome *incomplete*, never *valid*.
  package func verify(_ tip: ObjectID) throws -> Report {
    do {
      return try walk(tip).report
    } catch EvidenceError.incomplete(let what) {
      var report = Report(
        repository: nil, branch: nil, tip: tip, outcome: .incomplete, steps: [])
      report.warnings = [what.sentence]
      return report
    }
  }

  /// The state in force at the newest proven commit of a tip's chain, and whether the tip is it.
  ///
  /// Throws `notGoverned`, or `incomplete`; nil where even the founding is not valid.
  package func state(of tip: ObjectID) throws -> BranchState? { try walk(tip).good }

  /// Judges a proposal's head as if it were landed now on this tip; nil with problems where the
  /// commits do not hold one proposal.
  package func assess(
    head: ObjectID, signoffs: [ObjectID], on tip: ObjectID, now: Timestamp
  ) throws -> (assessment: Assessment?, problems: [Problem]) {
    let walk = try walk(tip)
    guard let authority = walk.good, let judge = walk.judge else {
      return (nil, [Problem(.noFounding, "This branch has no valid founding.")])
    }
    return try complete {
      let brought = try judge.history.unseen(from: [head] + signoffs, at: authority.position)
      let assessor = Assessor(
        judge: judge, authority: authority, head: head, brought: brought, signoffs: signoffs,
        now: now)
      var problems: [Problem] = []
      let assessment = try assessor.assess(landed: nil, problems: &problems)
      return (assessment, problems)
    }
  }

  /// The walk over a tip's chain, made once.
  func walk(_ tip: ObjectID) throws -> BranchWalk {
    if let known = walks[tip] { return known }
    if repository.isShallow { throw EvidenceError.incomplete(.shallow) }
    if try repository.isPartial { throw EvidenceError.incomplete(.partial) }
    let walk = try complete { try BranchWalk(readers, tip: tip, watch: watch) }
    walks[tip] = walk
    return walk
  }

  /// A missing object means that this copy is incomplete.
  private func complete<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as GitError where error.isNotFound {
      throw EvidenceError.incomplete(.missingObject(error.message))
    }
  }
}

extension EvidenceError.Incompleteness {
  /// What is wrong with this copy and the command that completes it.
  package var sentence: String {
    switch self {
    case .shallow: "This copy is cut short (a shallow clone); complete it with: \(command)"
    case .partial: "This copy leaves files out (a partial clone); complete it with: \(command)"
    case .missingObject(let what): "This copy lacks an object (\(what)); fetch it with: \(command)"
    }
  }

  /// The exact command.
  package var command: String {
    switch self {
    case .shallow: "git fetch --unshallow"
    case .partial: "git clone --no-filter URL"
    case .missingObject: "git fetch --refetch"
    }
  }
}
