import Charters
import Console
import Evidence
import Git
import Policies
import Proposals

/// One end of a proposal, from judging it to the last line on the screen.
struct EndingScreen {
  let session: Session
  let clone: Clone
  let acting: ActingOptions
  var json = false

  func run(
    _ ending: Ending, on argument: String?, by signatory: Signatory, dryRun: Bool = false
  ) throws -> ExitStatus {
    var ending = ending
    ending.pushes = !acting.push.noPush
    if !dryRun, let question = ending.outcome.question,
      try !session.confirm("\(question)", acting)
    {
      throw Failure("nothing was changed", status: .no)
    }
    switch try ending.perform(on: argument, in: clone, by: signatory, dryRun: dryRun) {
    case .landed(let step):
      try report(step)
      return step.landing.workingTreeFollowed ? .done : .impossible
    case .notYet(let assessment):
      return try refuse(assessment, dryRun: dryRun)
    case .refusedByRemote(let message):
      throw lock(in: message) ?? Failure(refusedBy: clone.remote, message)
    case .unreached(let message):
      throw lock(in: message) ?? Failure(unreached: clone.remote, message)
    case .raced:
      throw Failure(
        "others were faster \(Ending.attempts) times", hint: "try again in a moment",
        status: .no)
    }
  }

  /// A lock in this clone, and not one of the remote's, that was in the way.
  private func lock(in message: String) -> Failure? {
    guard message.contains("'\(clone.repository.commonDirectory)") else { return nil }
    return Failure(lockIn: message)
  }

  private func report(_ step: LandedStep) throws {
    if json { try session.print(document(step)) }
    let title = step.assessment?.proposal.message.title.text ?? ""
    let words = "\(.ok) \(title, .strong) \(step.outcome.past) (step \(step.number))" as Text
    if json { try session.note(words) } else { try session.print(words) }
    let landing = step.landing
    if landing.localIsAstray {
      try session.warn(
        "your \(clone.branch.name.shortName) holds commits that nobody approved and was left alone")
    } else if let locked = Failure(lockIn: landing.workingTreeMessage ?? "") {
      try session.warn("your files do not show it yet")
      let errors = session.errors
      try errors.write(locked.text(width: errors.terminal.isTerminal ? errors.terminal.width : nil))
    } else if !landing.workingTreeFollowed {
      try session.warn("your edits are in the way, so your files do not show it yet")
      try session.note("\(block: landing.workingTreeMessage ?? "")")
      try session.hint(
        "\("git stash && git switch \(clone.branch.name.shortName)", .command), "
          + "\("git merge --ff-only \(step.commit.hex.prefix(10))", .command), then "
          + "\("git stash pop", .command) brings your edits back")
    }
    if let words = landing.leftOnRemote {
      try session.warn("the ended proposal's branch is still on \(clone.remote?.name ?? "there")")
      try session.note("\(block: words)")
    }
    if step.outcome == .ratified {
      try session.note(
        "In force now; undoing it is a new proposal: "
          + "\("charter revert \(step.number) -m \"why\"", .command)")
    } else if step.outcome == .late {
      let left = try clone.engine.unmended(on: step.commit)
      if let next = left.first {
        let count: Text = left.count == 1 ? "one change" : "\(left.count) changes"
        try session.note(
          "Still to be approved or taken back: \(count), the oldest \(next.hex.prefix(10), .identifier)"
        )
      } else {
        try session.note("Every change on \(clone.branch.name.shortName) is approved now.")
      }
    } else {
      try session.note(
        "Its reasons are kept; to try again with other words: "
          + "\("charter propose -m \"why\" --from \(Self.head(of: step))", .command)")
    }
  }

  private static func head(of step: LandedStep) -> String {
    String(step.assessment?.proposal.head.hex.prefix(10) ?? "")
  }

  /// The answer is no, or not yet: 1 and 8.
  private func refuse(_ assessment: Assessment, dryRun: Bool) throws -> ExitStatus {
    let isWaiting =
      assessment.problems.isEmpty
      && [State.waitingTime, .waitingPeople].contains(assessment.state)
    if json { try session.print(document(assessment)) }
    if assessment.mayLand {
      if !json { try session.print("\(.ok) all that the rules ask for is there") }
      return .done
    }
    let screen = NextStepScreen(assessment: assessment, terminal: session.output.terminal)
    if !json {
      try session.print(
        "\(.waiting) \(assessment.proposal.message.title.text, .strong) "
          + "is not approved yet")
      try session.output.write(screen.text)
    }
    if !dryRun {
      let outOfDate = assessment.problems.contains { $0.code == .outOfDate }
      throw Failure(
        isWaiting ? "it cannot be made official yet" : "it cannot be made official",
        hint: outOfDate ? "\("charter update", .command)" : "\("charter status", .command)",
        status: isWaiting ? .waiting : .no)
    }
    return isWaiting ? .waiting : .no
  }

  private func document(_ step: LandedStep) -> JSON {
    document(
      step.outcome, step.assessment,
      [
        "step": .number(Int64(step.number)), "commit": .string(step.commit.hex),
        "performedBy": .string(step.member.text), "pushed": .bool(step.landing.pushed),
      ])
  }

  private func document(_ assessment: Assessment) -> JSON {
    document(
      nil, assessment, ["step": .null, "commit": .null, "performedBy": .null, "pushed": false])
  }

  /// Done or not, a document has the same keys.
  private func document(
    _ outcome: StepOutcome?, _ assessment: Assessment?,
    _ landed: KeyValuePairs<String, JSON>
  ) -> JSON {
    ([
      "schema": "charter.ratify/1", "outcome": .optional(outcome?.rawValue),
      "proposal": .optional(assessment?.proposal.id.text),
      "state": .optional(assessment?.state.rawValue),
      "problems": .strings(assessment?.problems.map(\.message) ?? []),
      "next": .optional(assessment?.judgement?.next.sentence),
    ] as JSON).adding(landed)
  }
}

extension StepOutcome {
  /// What is asked before it; nil where it only brings approvals or words back.
  var question: String? {
    switch self {
    case .ratified: "Make it official?"
    case .declined, .withdrawn, .lapsed: "End this proposal? It cannot be opened again."
    case .late, .restored: nil
    }
  }

  /// What became of the proposal, after its title.
  var past: String {
    switch self {
    case .ratified: "is in force"
    case .declined: "was declined"
    case .withdrawn: "was withdrawn"
    case .lapsed: "ran out of time"
    case .late: "was approved afterwards"
    case .restored: "is restored"
    }
  }
}
