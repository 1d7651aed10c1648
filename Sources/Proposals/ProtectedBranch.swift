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
  /// The newest proven state behind the tip.
  package let state: BranchState
  package let outcome: Report.Outcome

  /// Finds it by the founding behind HEAD, `main`, `master` or the remote's default branch.
  ///
  /// Throws `notFounded`, `diverged`, or `unproven` where even the founding does not hold.
  package init(_ engine: Engine, remote: (ReferenceName) throws -> Remote?) throws {
    let repository = engine.repository
    let name = try BranchPlaces.name(engine)
    let remote = try remote(name)
    self.name = name
    localTip = try repository.target(of: name)
    remoteTip = try remote.flatMap { try repository.target(of: $0.tracking(name)) }
    switch (localTip, remoteTip) {
    case (let local?, let far?):
      if try repository.isAncestor(far, of: local) {
        tip = local
      } else if try repository.isAncestor(local, of: far) {
        tip = far
      } else {
        throw ActError.diverged(branch: name, remote: remote?.name ?? "")
      }
    case (let one?, nil), (nil, let one?): tip = one
    case (nil, nil): throw ActError.notFounded
    }
    let report: Report
    do {
      report = try engine.verify(tip)
    } catch EvidenceError.notGoverned {
      throw ActError.notFounded
    }
    outcome = report.outcome
    guard outcome != .incomplete, let state = try engine.state(of: tip) else {
      throw ActError.unproven(report)
    }
    self.state = state
  }

  /// Refuses where a change that nobody approved, or worse, stands on the branch.
  package func requireProven(_ engine: Engine) throws {
    guard outcome != .valid else { return }
    throw ActError.unmended(try engine.unmended(on: tip), outcome: outcome)
  }
}
