package import Charters
package import Git
internal import Policies

/// Judges a push as a whole before any reference moves: what pre-receive, pre-push and CI ask.
///
/// It writes nothing.  Whatever cannot be judged is refused.
package struct PushReview {
  let engine: Engine
  let pin: Pin?
  let now: Timestamp
  let changes: [RefChange]
  /// References as they are before the push.
  let existing: [String: ObjectID]
  package var limits = PushLimits()
  /// Asked before each commit is judged; throws where there is no more time.
  package var checkpoint: (() throws -> Void)? {
    get { engine.readers.commits.checkpoint }
    nonmutating set { engine.readers.commits.checkpoint = newValue }
  }

  /// Seconds that evidence may be ahead of this machine's clock.
  package static let clockTolerance: Int64 = 600

  /// `repository` must see what is pushed (in a hook: opened from the environment).
  package init(
    _ repository: Repository, pin: Pin?, changes: [RefChange], now: Timestamp,
    existing: [String: ObjectID]? = nil
  ) throws {
    engine = Engine(repository)
    self.pin = pin
    self.now = now
    self.changes = changes
    self.existing =
      try existing
      ?? Dictionary(
        repository.references(under: "refs/").map { ($0.name.text, $0.target) },
        uniquingKeysWith: { first, _ in first })
  }

  var repository: Repository { engine.repository }

  /// Every reason to refuse the push; none where it may be taken.
  package func refusals() throws -> [Refusal] {
    var refusals: [Refusal] = []
    for change in changes where change.name.hasPrefix("refs/replace/") && change.new != nil {
      refusals.append(
        Refusal(
          change, .badReference, "replacement objects would show other words than were signed",
          wayOut: ["git push without refs/replace/*"]))
    }
    if let refusal = try tooManyCommits() { return refusals + [refusal] }
    guard let branch = try protectedBranch() else {
      return refusals
        + changes.filter { $0.name.hasPrefix("refs/charter/") }.map(Refusal.notGoverned)
    }
    let main = changes.first { $0.name == branch.text }
    var tips: [ObjectID] = []
    if let old = existing[branch.text] { tips.append(old) }
    if let main {
      let found = try mainRefusals(main)
      refusals += found
      // What a refused branch would have brought counts for nothing.
      if found.isEmpty, let new = main.new { tips.append(new) }
    }
    let guardian = try ReferenceReview(review: self, branch: branch, tips: tips)
    for change in changes where change.name != branch.text {
      refusals += try guardian.refusals(change)
    }
    return refusals
  }

  /// The pinned branch, else the one that a founding names for itself.
  ///
  /// Whoever may push can found a branch of their own beside it, so what was there before goes
  /// first, and of that the branch that HEAD names.
  package func protectedBranch() throws -> ReferenceName? {
    if let pin { return pin.branch }
    let pushed = changes.compactMap { change in change.new.map { (change.name, $0) } }
    let heads = existing.filter { $0.key.hasPrefix("refs/heads/") }
    var names = ["refs/heads/main", "refs/heads/master"]
    switch try repository.head() {
    case .branch(let name, _), .unborn(let name): names.insert(name.text, at: 0)
    case .detached: break
    }
    names += heads.keys.sorted()
    let proposals = "refs/heads/proposals/"
    for (name, tip) in names.compactMap({ name in heads[name].map { (name, $0) } }) + pushed
    where name.hasPrefix("refs/heads/") && !name.hasPrefix(proposals) {
      do {
        let report = try engine.verify(tip)
        guard let branch = report.branch else {
          if report.outcome == .incomplete { return try ReferenceName(name) }
          // It claims a founding that is not valid: judge it as the branch it is pushed to.
          if !report.steps.isEmpty { return try ReferenceName(name) }
          continue
        }
        if branch.text == name { return branch }
      } catch EvidenceError.notGoverned {
        continue
      }
    }
    return nil
  }

  /// What the protected branch may not become.
  private func mainRefusals(_ change: RefChange) throws -> [Refusal] {
    guard let new = change.new else {
      return [
        Refusal(
          change, .deletion, "this branch holds the record of every decision and stays",
          wayOut: ["git push without deleting it"])
      ]
    }
    let chain = try repository.firstParentChain(of: new, limit: 2_000_000)
    if let old = change.old ?? existing[change.name], !chain.contains(old) {
      return [
        Refusal(
          change, .historyRewritten,
          "what was decided before would no longer be in this branch's own history",
          wayOut: [
            "Nothing is lost. Look at what the server has:", "  git fetch && charter log",
            "Then make your change a proposal:", "  charter propose -m \"why\" --from HEAD",
          ])
      ]
    }
    let report: Report
    do {
      report = try engine.verify(new)
    } catch EvidenceError.notGoverned {
      return [
        Refusal(
          change, .noFounding, "this history does not begin with the founding that is in force",
          wayOut: ["git fetch && git reset --keep origin/\(shortBranch(change))"])
      ]
    }
    if report.outcome == .incomplete {
      return [
        Refusal(
          change, .incomplete, "this copy is cut short, so nothing can be proven",
          wayOut: report.warnings)
      ]
    }
    if let pin, let found = report.repository, found != pin.repository {
      return [
        Refusal(
          change, .foundingReplaced, "this is another founding than the one this server keeps",
          wayOut: ["The server's repository id is:", "  \(pin.repository)"]
            + (report.current.first?.continues == nil
              ? []
              : [
                "If all of you trust the new start, on the server:",
                "  git config charter.repository \\", "    \(found)",
              ]))
      ]
    }
    if let founded = report.branch, founded.text != change.name {
      return [
        Refusal(
          change, .wrongBranch, "its founding names another branch, \(founded.shortName)",
          wayOut: ["Push it there:", "  git push origin HEAD:\(founded.shortName)"])
      ]
    }
    let known = try change.old.map {
      Set(try repository.firstParentChain(of: $0, limit: 2_000_000))
    }
    return try stepRefusals(change, report, known: known ?? [])
      + clockRefusals(change) + leftOutRefusals(change, report, known: known ?? [])
  }

  private func shortBranch(_ change: RefChange) -> String {
    String(change.name.dropFirst("refs/heads/".count))
  }

  /// Every new commit that is no proper step though it should be one.
  private func stepRefusals(
    _ change: RefChange, _ report: Report, known: Set<ObjectID>
  ) -> [Refusal] {
    let new = report.steps.filter { !known.contains($0.commit) }
    let bad = new.filter { !$0.problems.isEmpty || $0.kind == .bare }
    if bad.isEmpty {
      guard report.outcome != .valid else { return [] }
      return [
        Refusal(
          change, .notMended,
          "an earlier change on this branch was made without approval and is not mended",
          wayOut: ["See which one:", "  charter verify", "Take it back:", "  charter restore"])
      ]
    }
    let blocks = bad.map { step in
      Refusal.Block(
        commit: step.commit, subject: step.title, problems: step.problems,
        assessment: step.assessment.map { .init(value: $0) })
    }
    let code = bad[0].problems.first?.code ?? .changedWithoutApproval
    return [
      Refusal(
        change, code, code.headline, blocks: blocks, wayOut: code.wayOut(shortBranch(change)))
    ]
  }

  /// Evidence that is dated ahead of this machine's clock.
  private func clockRefusals(_ change: RefChange) throws -> [Refusal] {
    guard let new = change.new else { return [] }
    let old = (change.old ?? existing[change.name]).map { [$0] } ?? []
    let late = try repository.commits(from: [new], hiding: old).filter(isAhead)
    guard !late.isEmpty else { return [] }
    return [
      Refusal(
        change, .futureDate, Problem.Code.futureDate.headline,
        blocks: try late.map {
          Refusal.Block(
            commit: $0, subject: try engine.readers.commits.facts($0).graph.subject,
            problems: [Problem(.futureDate, "It is dated ahead of the server's clock.")],
            assessment: nil)
        }, wayOut: ["Set this computer's clock, then sign again."])
    ]
  }

  /// Whether a commit is evidence dated more than ten minutes ahead.
  func isAhead(_ id: ObjectID) throws -> Bool {
    let facts = try engine.readers.commits.facts(id)
    if case .plain = facts.role { return false }
    return facts.graph.committerSeconds > now.seconds + Self.clockTolerance
  }
}
