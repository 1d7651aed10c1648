internal import Charters
internal import Git
internal import Policies

/// Judges one commit that says it is a step, in its place.
struct StepJudge {
  let judge: BranchJudge
  let authority: BranchState
  let message: StepMessage
  let place: Place
  let unmended: [BranchWalk.Unmended]

  struct Verdict {
    var problems: [Problem]
    var assessment: Assessment?
    /// How many of the unmended changes it mends.
    var mended = 0
    /// The fingerprint of the key that signed it.
    var key: String?
  }

  private var date: Timestamp { Timestamp(seconds: place.facts.raw?.seconds ?? 0) }
  private var tree: ObjectID { place.facts.graph.tree }

  func verdict() throws -> Verdict {
    var verdict = Verdict(problems: formProblems())
    if let raw = place.facts.raw {
      let authorship = try judge.commits.authorship(of: raw, in: authority.rulebook)
      verdict.key = authorship.key
      if let problem = authorship.problem(claimed: message.member) {
        verdict.problems.append(problem)
      }
    } else {
      verdict.problems.append(Problem(.notCanonical, "It is not evidence."))
    }
    guard place.facts.graph.parents.count == 2 else {
      verdict.problems.append(
        Problem(.wrongShape, "A step has exactly two parents: the branch and what it decides on."))
      return verdict
    }
    do {
      if try !judge.governed.sameElsewhere(place.parent.tree, tree) {
        verdict.problems.append(
          Problem(.outsideRoot, "It changes files outside \(governedRoot)/ as well."))
      }
      switch message.outcome {
      case .ratified: try judgeRatification(&verdict)
      case .declined, .withdrawn, .lapsed: try judgeClosing(&verdict)
      case .late: try judgeLate(&verdict)
      case .restored: try judgeRestore(&verdict)
      }
    } catch EvidenceError.tooLarge(_, let bytes) {
      verdict.problems.append(
        Problem(.badContent, "It brings a file of \(bytes) bytes; a charter has at most 1 MiB."))
    } catch EvidenceError.tooManyFiles {
      verdict.problems.append(
        Problem(.tooMany, "It changes more than \(GovernedReader.changeLimit) files at once."))
    } catch EvidenceError.notAFile {
      verdict.problems.append(Problem(.badContent, "It puts something else where a file must be."))
    }
    return verdict
  }

  /// Names and number: what every step must have.
  private func formProblems() -> [Problem] {
    var problems: [Problem] = []
    if place.facts.raw?.isUntouched != true {
      problems.append(
        Problem(
          .rewritten, "It was re-written after it was signed (author and committer differ)."))
    }
    if message.repository != authority.repository {
      problems.append(Problem(.wrongRepository, "It names another repository."))
    }
    if message.branch != authority.branch {
      problems.append(Problem(.wrongBranch, "It names another branch, \(message.branch)."))
    }
    if message.step != authority.step + 1 {
      problems.append(
        Problem(
          .wrongStep,
          "It says it is step \(message.step); the next one is "
            + "\(authority.step + 1)."))
    }
    if date < authority.stepDate {
      problems.append(Problem(.badDate, "It is dated before the step that it follows."))
    }
    return problems
  }

  private var isActive: Bool {
    authority.rulebook.roster.members[message.member]?.status == .active
  }

  /// The proposal behind the second parent, judged as of this step's date.
  private func assess(
    landed: ObjectID?, brought: [ObjectID], _ verdict: inout Verdict
  ) throws -> Assessment? {
    let gather = try judge.commits.facts(place.facts.graph.parents[1]).graph
    let isBrought = Set(brought).contains
    guard let head = gather.parents.first, isBrought(gather.id),
      try judge.commits.facts(head).graph.tree == gather.tree
    else {
      verdict.problems.append(
        Problem(
          .wrongShape, "Its second parent is not the record of sign-offs that a ratification has."))
      return nil
    }
    let signoffs =
      try Array(gather.parents.dropFirst()).filter(isBrought)
      + brought.filter {
        if case .signoff = try judge.commits.facts($0).role { true } else { false }
      }
    let assessor = Assessor(
      judge: judge, authority: authority, head: head, brought: brought.filter { $0 != gather.id },
      signoffs: signoffs, now: date)
    let assessment = try assessor.assess(landed: landed, problems: &verdict.problems)
    verdict.assessment = assessment
    guard let assessment else { return nil }
    if assessment.proposal.id != message.proposal {
      verdict.problems.append(
        Problem(.wrongProposal, "It names another proposal than the one it brings."))
    }
    if assessment.proposal.message.title != message.title {
      verdict.problems.append(
        Problem(.wrongProposal, "Its title is not the proposal's title."))
    }
    return assessment
  }

  private func judgeRatification(_ verdict: inout Verdict) throws {
    guard let assessment = try assess(landed: tree, brought: place.brought, &verdict) else {
      return
    }
    requireApproval(assessment, &verdict)
  }

  private func requireApproval(_ assessment: Assessment, _ verdict: inout Verdict) {
    if assessment.digest != message.amendment {
      verdict.problems.append(
        Problem(.digestMismatch, "The fingerprint it states is not that of what it lands."))
    }
    verdict.problems += assessment.problems
    guard assessment.judgement?.state != .approved else { return }
    let next = assessment.judgement?.next.sentence ?? "It could not be judged."
    verdict.problems.append(Problem(.notApproved, "It lacks required approvals. \(next)"))
  }

  private func judgeClosing(_ verdict: inout Verdict) throws {
    if tree != place.parent.tree {
      verdict.problems.append(
        Problem(.partialLanding, "It ends a proposal and changes words all the same."))
    }
    if message.amendment != .noChange {
      verdict.problems.append(
        Problem(.digestMismatch, "The fingerprint it states is not that of no change."))
    }
    guard let assessment = try assess(landed: nil, brought: place.brought, &verdict) else {
      return
    }
    verdict.problems += assessment.problems.filter(\.stopsClosing)
    let isProposer = assessment.proposal.proposers.contains(message.member)
    let state = assessment.judgement?.state
    let entitled =
      switch message.outcome {
      case .withdrawn: isProposer
      case .lapsed: isActive && state == .lapsed
      case .declined:
        isProposer
          || (isActive
            && (state == .blocked || state == .impossible || !assessment.proposal.isAnswered))
      default: false
      }
    if !entitled {
      verdict.problems.append(
        Problem(.notEntitled, message.outcome.refusal(member: message.member)))
    }
  }

  private func judgeLate(_ verdict: inout Verdict) throws {
    if tree != place.parent.tree {
      verdict.problems.append(
        Problem(.partialLanding, "Late approvals change no words; this does."))
    }
    guard let index = mendedIndex(&verdict) else { return }
    if !isActive {
      verdict.problems.append(
        Problem(.notEntitled, "\(message.member) is not an active member."))
    }
    let brought = try judge.history.unseen(
      from: [place.facts.graph.parents[1]], at: authority.position)
    guard let assessment = try assess(landed: unmended[index].tree, brought: brought, &verdict)
    else { return }
    requireApproval(assessment, &verdict)
    verdict.mended = index + 1
  }

  private func judgeRestore(_ verdict: inout Verdict) throws {
    guard let index = mendedIndex(&verdict) else { return }
    if !isActive {
      verdict.problems.append(
        Problem(.notEntitled, "\(message.member) is not an active member."))
    }
    if place.facts.graph.parents[1] != authority.good {
      verdict.problems.append(
        Problem(.wrongShape, "A restore goes back to the last approved step, \(authority.good)."))
    }
    if try !judge.governed.sameGoverned(tree, authority.tree) {
      verdict.problems.append(
        Problem(.partialLanding, "The words it restores are not those last approved."))
    }
    let check = ContentCheck(governed: judge.governed, repository: judge.repository)
    verdict.problems += try check.problems(from: authority.tree, to: tree)
    let changes = try judge.governed.changes(from: place.parent.tree, to: tree)
    if try judge.governed.digest(changes) != message.amendment {
      verdict.problems.append(
        Problem(.digestMismatch, "The fingerprint it states is not that of what it restores."))
    }
    verdict.mended = index + 1
  }

  /// Which of the unmended changes is the newest that it mends.
  private func mendedIndex(_ verdict: inout Verdict) -> Int? {
    guard let index = unmended.firstIndex(where: { $0.commit == message.mends }) else {
      verdict.problems.append(
        Problem(.wrongShape, "What it says it mends is no change that needs mending."))
      return nil
    }
    return index
  }
}

extension Problem {
  /// A refused idea may be closed whatever its words are, but it must be one proposal.
  fileprivate var stopsClosing: Bool {
    switch code {
    case .wrongShape, .wrongRepository, .wrongBranch, .endedProposal, .missingPrevious, .tooMany,
      .rewritten,
      .badSignature, .unknownKey, .wrongProposal:
      true
    default: false
    }
  }
}

extension StepOutcome {
  fileprivate func refusal(member: Handle) -> String {
    switch self {
    case .withdrawn: "\(member) did not make this proposal, so cannot withdraw it."
    case .lapsed: "The proposal has not run out of time, so it cannot be ended for that."
    case .declined:
      "Only who made the proposal may decline it while it can still be approved."
    default: "\(member) may not do this."
    }
  }
}
