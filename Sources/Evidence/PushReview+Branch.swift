internal import Charters
internal import Git
internal import Policies

extension PushReview {
  /// What the protected branch may not become.
  func mainRefusals(_ change: RefChange) throws -> [Refusal] {
    guard let new = change.new else {
      return [
        Refusal(
          change, .deletion, "this branch holds the record of every decision and stays",
          wayOut: ["git push without deleting it"])
      ]
    }
    let chain = try repository.firstParentChain(of: new, limit: 2_000_000)
    let old = existing[change.name]
    if let old, !chain.contains(old) {
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
          wayOut: ["git fetch && git reset --keep origin/\(change.name.shortName)"])
      ]
    }
    if report.outcome == .incomplete {
      return [
        Refusal(
          change, .incomplete, "this copy is cut short, so nothing can be proven",
          wayOut: report.warnings)
      ]
    }
    if let kept = try pin?.repository ?? old.flatMap(founding), let found = report.repository,
      found != kept
    {
      return [
        Refusal(
          change, .foundingReplaced, "this is another founding than the one this server keeps",
          wayOut: ["The server's repository id is:", "  \(kept)"]
            + (report.current.first?.continues == nil
              ? []
              : [
                "A new start is taken only where the server's owner names it:",
                "  charter hooks install --server --repository \\", "    \(found)",
              ]))
      ]
    }
    if let founded = report.branch, founded != change.name {
      return [
        Refusal(
          change, .wrongBranch, "its founding names another branch, \(founded.shortName)",
          wayOut: ["Push it there:", "  git push origin HEAD:\(founded.shortName)"])
      ]
    }
    let known = try old.map {
      Set(try repository.firstParentChain(of: $0, limit: 2_000_000))
    }
    return try stepRefusals(change, report, known: known ?? [])
      + clockRefusals(change) + ageRefusals(change, report, known: known)
      + leftOutRefusals(change, report, known: known ?? [])
  }

  /// The founding that is in force where the branch stands; nil where nothing is governed there.
  private func founding(of tip: ObjectID) throws -> RepositoryID? {
    do {
      return try engine.verify(tip).repository
    } catch EvidenceError.notGoverned {
      return nil
    }
  }

  /// New steps that lie back longer than this server's owner allows; the first push of a branch
  /// brings its whole past.
  private func ageRefusals(
    _ change: RefChange, _ report: Report, known: Set<ObjectID>?
  ) -> [Refusal] {
    guard let hours = limits.stepAgeHours, let known else { return [] }
    let steps = report.steps.filter { !known.contains($0.commit) && $0.step != nil }
    let old = steps.filter { ($0.date.seconds + Int64(hours) * 3600) < now.seconds }
    guard !old.isEmpty else { return [] }
    return [
      Refusal(
        change, .badDate, "a step is dated longer ago than this server takes",
        blocks: old.map { step in
          Refusal.Block(
            commit: step.commit, subject: step.title,
            problems: [
              Problem(
                .badDate,
                "It is dated \(step.date.iso8601), and only \(hours) hours may lie between.")
            ], assessment: nil)
        },
        wayOut: [
          "Make it anew:", "  git fetch && git reset --keep origin/\(change.name.shortName)",
          "  charter ratify",
        ])
    ]
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
        change, code, code.headline, blocks: blocks, wayOut: code.wayOut(change.name.shortName))
    ]
  }

  /// Evidence that is dated ahead of this machine's clock.
  private func clockRefusals(_ change: RefChange) throws -> [Refusal] {
    guard let new = change.new else { return [] }
    let old = existing[change.name].map { [$0] } ?? []
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
