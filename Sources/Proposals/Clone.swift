package import Charters
package import Evidence
package import Git
internal import Processes
internal import Signing

/// This copy of a governed repository: what acts read and change.
package struct Clone {
  package let repository: Repository
  package let engine: Engine
  package private(set) var branch: ProtectedBranch
  /// The team's shared repository; nil where there is none.
  package let remote: Remote?

  /// Opens what is here; nothing is fetched.
  package init(_ repository: Repository, engine: Engine? = nil) throws {
    let engine = engine ?? Engine(repository)
    var found: Remote?
    branch = try ProtectedBranch(engine) { name in
      found = try Remote(of: name, in: repository)
      return found
    }
    self.repository = repository
    self.engine = engine
    remote = found
  }

  /// The same clone after its references have moved.
  package func reread() throws -> Clone { try Clone(repository, engine: engine) }

  /// Fetches from the remote and looks again; what git said where that failed.
  package func fetched() throws -> (clone: Clone, failure: String?) {
    guard let remote else { return (self, nil) }
    let result = try remote.fetch(into: repository)
    let clone = try reread()
    return (clone, result.succeeded ? nil : result.errorText)
  }

  /// Keeps in mind how far the branch has been verified, where it is valid.
  package func remember() throws {
    guard branch.report.outcome == .valid else { return }
    let now = Memory(branch.state)
    if try Memory.load(repository) != now { try now.save(repository) }
  }

  /// The member who acts: the one whose key signs.
  package func member(_ signatory: Signatory) throws -> Handle {
    let key = signatory.signer.publicKey
    guard let handle = try engine.owner(of: key, on: branch.tip) else {
      throw ActError.notAMember(
        fingerprint: key.fingerprint, key: key.line,
        members: branch.state.rulebook.roster.present)
    }
    return handle
  }
}
