package import Charters
package import Git
internal import Policies

/// Judges a push as a whole before any reference moves: what pre-receive, pre-push and CI ask.
///
/// It writes nothing.  Whatever cannot be judged is refused.  git moves the references of a push
/// one by one and may fail at any of them, so each must be right whatever becomes of the others.
package struct PushReview {
  let engine: Engine
  let pin: Pin?
  let now: Timestamp
  let changes: [RefChange]
  /// References as they are before the push.
  let existing: [ReferenceName: ObjectID]
  /// Whether the repository is the one that is pushed to.
  let isServer: Bool
  package var limits = PushLimits()
  /// Asked before each commit and file is judged; throws where there is no more time.
  package var checkpoint: (() throws -> Void)? {
    get { engine.readers.commits.checkpoint }
    nonmutating set {
      engine.readers.commits.checkpoint = newValue
      engine.readers.governed.checkpoint = newValue
    }
  }

  /// Seconds that evidence may be ahead of this machine's clock.
  package static let clockTolerance: Int64 = 600

  /// `repository` must see what is pushed (in a hook: opened from the environment).
  ///
  /// - Parameter existing: what is known of another repository, to which is pushed; nil where it is
  ///   this one.
  package init(
    _ repository: Repository, pin: Pin?, changes: [RefChange], now: Timestamp,
    existing: [ReferenceName: ObjectID]? = nil
  ) throws {
    engine = Engine(repository)
    self.pin = pin
    self.now = now
    self.changes = changes
    isServer = existing == nil
    self.existing =
      try existing
      ?? Dictionary(
        repository.references(under: "refs/").map { ($0.name, $0.target) },
        uniquingKeysWith: { first, _ in first })
  }

  var repository: Repository { engine.repository }

  /// Every reason to refuse the push; none where it may be taken.
  package func refusals() throws -> [Refusal] {
    let misnamed = try nameRefusals()
    guard misnamed.isEmpty else { return misnamed }
    var refusals: [Refusal] = []
    for change in changes where change.name.isUnder("refs/replace/") && change.new != nil {
      refusals.append(
        Refusal(
          change, .badReference, "replacement objects would show other words than were signed",
          wayOut: ["git push without refs/replace/*"]))
    }
    if let refusal = try tooManyCommits() { return refusals + [refusal] }
    guard let branch = try protectedBranch() else {
      return try refusals + ungovernedRefusals()
    }
    let standing = existing[branch].map { [$0] } ?? []
    var tips = standing
    if let main = changes.first(where: { $0.name == branch }) {
      let found = try mainRefusals(main)
      refusals += found
      // What a refused branch would have brought counts for nothing.
      if found.isEmpty, let new = main.new { tips.append(new) }
    }
    let others = changes.filter { $0.name != branch }
    // To judge where the branch stands costs as much as to judge where it goes.
    guard !others.isEmpty else { return refusals }
    let guardian = try ReferenceReview(review: self, branch: branch, tips: tips)
    // What is gone stays gone, even where git then fails to move the branch.
    let keeper =
      try others.contains { $0.new == nil }
      ? ReferenceReview(review: self, branch: branch, tips: standing) : guardian
    for change in others {
      refusals += try (change.new == nil ? keeper : guardian).refusals(change)
    }
    return refusals
  }
}
