package import Evidence
package import Git

/// Where the protected branch stands, here and on the remote, before anything of it is judged.
package struct BranchPlaces: Hashable, Sendable {
  /// The name that the founding gives it.
  package let name: ReferenceName
  /// Nil where this clone has no such branch of its own.
  package let local: ObjectID?
  package let remote: Place?

  /// The branch as it was on the remote when that was last looked at.
  package struct Place: Hashable, Sendable {
    package let name: ReferenceName
    package let tip: ObjectID
  }

  /// How the branch here and the remote's lie to each other.
  package enum Relation: Hashable, Sendable {
    case same, behind, ahead, parted
  }

  /// Throws `notFounded` where no branch has a founding behind it.
  package init(_ engine: Engine) throws {
    let repository = engine.repository
    let name = try Self.name(engine)
    self.name = name
    local = try repository.target(of: name)
    var place: Place?
    if let remote = try Remote(of: name, in: repository) {
      let tracking = try remote.tracking(name)
      place = try repository.target(of: tracking).map { Place(name: tracking, tip: $0) }
    }
    remote = place
  }

  /// Both places, as verification asks for them.
  package var stand: BranchStand { BranchStand(local: local, remote: remote?.tip) }

  /// How many commits of the remote's branch the one here lacks; 0 where it is not behind.
  package func lag(in repository: Repository) throws -> Int {
    guard let local, let remote else { return 0 }
    let chain = try repository.firstParentChain(of: remote.tip, limit: 1_000_000)
    return chain.firstIndex(of: local) ?? 0
  }

  /// Nil where the branch stands in one place only, or a commit of it is not in this copy.
  package func relation(in repository: Repository) throws -> Relation? {
    guard let local, let remote else { return nil }
    if local == remote.tip { return .same }
    do {
      if try repository.isAncestor(local, of: remote.tip) { return .behind }
      return try repository.isAncestor(remote.tip, of: local) ? .ahead : .parted
    } catch let error where error.isNotFound {
      return nil
    }
  }

  /// The branch that the founding behind `main`, `master`, HEAD or a remote's default branch names.
  ///
  /// What a server pinned or this clone has verified before goes first.  Where the copy is cut
  /// short, so that no founding can be found, it is what those branches are called.
  package static func name(_ engine: Engine) throws -> ReferenceName {
    let repository = engine.repository
    let known = try [Pin.load(repository)?.branch, Memory.load(repository)?.pin().branch]
    for name in known.compactMap(\.self) where try repository.target(of: name) != nil {
      return name
    }
    let candidates = try candidates(repository)
    do {
      for (_, tip) in candidates {
        if let name = try engine.foundedBranch(behind: tip) { return name }
      }
    } catch let error as GitError where error.isNotFound {
      if let (name, _) = candidates.first { return name }
    }
    throw ActError.notFounded
  }

  /// Branches whose history may hold the founding, the likeliest first, as this clone would call
  /// them.
  private static func candidates(
    _ repository: Repository
  ) throws -> [(name: ReferenceName, tip: ObjectID)] {
    var found: [(name: ReferenceName, tip: ObjectID)] = []
    for text in ["refs/heads/main", "refs/heads/master"] {
      let name = try ReferenceName(text)
      if let target = try repository.target(of: name) { found.append((name, target)) }
    }
    switch try repository.head() {
    case .branch(let name, let id): found.append((name, id))
    case .detached(let id): found.append((try ReferenceName("refs/heads/main"), id))
    case .unborn: break
    }
    for suffix in ["main", "master", "HEAD"] {
      let name = try ReferenceName("refs/heads/\(suffix == "HEAD" ? "main" : suffix)")
      found += try repository.references(under: "refs/remotes/")
        .filter { $0.name.text.hasSuffix("/" + suffix) }.map { (name, $0.target) }
    }
    return found
  }
}
