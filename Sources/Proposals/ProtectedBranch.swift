package import Evidence
package import Git

/// The branch that the founding names, where it stands here and on the remote, and what is proven.
package struct ProtectedBranch: Sendable {
  package let name: ReferenceName
  /// The newer of both: what acts build on.
  package let tip: ObjectID
  /// Nil where this clone has no such branch of its own.
  package let localTip: ObjectID?
  /// Where the remote's was when it was last looked at; nil without a remote.
  package let remoteTip: ObjectID?
  /// This clone's branch has commits that the remote's has not and that are no valid steps; acts
  /// build on the remote's and leave it alone.
  package let localIsAstray: Bool
  /// The newest proven state behind the tip.
  package let state: BranchState
  package let report: Report

  /// Finds it by the founding behind HEAD, `main`, `master` or the remote's default branch.
  ///
  /// Throws `notFounded`, or `unproven` where even the founding does not hold.
  package init(_ engine: Engine, remote: (ReferenceName) throws -> Remote?) throws {
    let repository = engine.repository
    let name = try BranchPlaces.name(engine)
    let remote = try remote(name)
    self.name = name
    localTip = try repository.target(of: name)
    remoteTip = try remote.flatMap { try repository.target(of: $0.tracking(name)) }
    let memory = try Memory.load(repository)
    func verify(_ tip: ObjectID) throws -> Report {
      do {
        return try engine.verify(tip, remembering: memory, expecting: nil, named: false)
      } catch EvidenceError.notGoverned {
        throw ActError.notFounded
      }
    }
    guard let newest = remoteTip ?? localTip else { throw ActError.notFounded }
    var chosen = (tip: newest, report: try verify(newest))
    var isAstray = false
    if let local = localTip, local != newest, try !repository.isAncestor(local, of: newest) {
      // Commits of this clone that the remote has not: good where they are steps, else left aside.
      let isAhead = try repository.isAncestor(newest, of: local)
      let own = isAhead ? try verify(local) : nil
      if let own, own.outcome == .valid || chosen.report.outcome != .valid {
        chosen = (local, own)
      } else {
        isAstray = true
      }
    }
    (tip, report) = chosen
    localIsAstray = isAstray
    guard report.outcome != .incomplete, let state = try engine.state(of: tip) else {
      throw ActError.unproven(report)
    }
    self.state = state
  }

  /// Refuses where a change that nobody approved, or worse, stands on the branch.
  package func requireProven(_ engine: Engine) throws {
    switch report.outcome {
    case .valid: return
    case .rollback, .incomplete: throw ActError.unproven(report)
    case .invalid, .unratified:
      throw ActError.unmended(try engine.unmended(on: tip), outcome: report.outcome)
    }
  }
}
