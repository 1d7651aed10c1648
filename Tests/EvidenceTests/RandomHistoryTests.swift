import Evidence
import Git
import Processes
import Stories
import TestSupport
import Testing

/// For random histories the hook takes a push exactly when `verify` of the result says valid and no
/// rule is broken that only a server can judge; and `check` says the same as the hook.
///
/// `CHARTER_HISTORIES` says how many are told, each with as many pushes as `pushes` says.
@Suite struct RandomHistoryTests {
  static let seeds: Range<UInt64> = {
    let text = Command.inheritedEnvironment["CHARTER_HISTORIES"]
    return 1..<(1 + (text.flatMap { UInt64($0) } ?? 6))
  }()
  static let pushes = 8

  /// What was seen of one push.
  private struct Sight {
    let verdict: Verdict?
    /// Steps and changes that the push would add.
    let fresh: [StepReport]
    let isOnTop: Bool
    let leftOut: [Report.LeftOut]

    /// Whether a server should take it.
    func shouldBeTaken(_ candidate: RandomHistory.Candidate) -> Bool {
      guard let verdict, verdict.report.outcome == .valid, isOnTop, candidate.breaks.isEmpty else {
        return false
      }
      return !fresh.contains { $0.kind == .bare } && leftOut.isEmpty
    }
  }

  @Test(arguments: seeds)
  func hookVerifyAndCheckAgree(_ seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    let story = history.story
    for _ in 0..<Self.pushes {
      let candidate = try history.next()
      let before = try sight(candidate.tip, story)
      let expected = before.shouldBeTaken(candidate)
      let base = story.main
      let check = try check(candidate.tip, on: base, story)
      let outcome = try story.push(["+\(candidate.tip.hex):refs/heads/main"])
      let label = "seed \(seed), \(candidate.what), \(candidate.breaks)"
      #expect(
        outcome.isAccepted == expected,
        "\(label)\n\(outcome.transcript)\n\(before.verdict?.story ?? "nothing to verify")")
      #expect(outcome.movedSomething == outcome.isAccepted, "\(label)")
      compare(check, outcome, isOnTop: before.isOnTop, label)
      guard outcome.isAccepted else { continue }
      story.main = candidate.tip
      story.step = before.verdict?.report.steps.compactMap(\.step).max() ?? story.step
    }
    try story.expectVerdict(story.main, .valid, [])
    try story.server.git.fsck()
  }

  private func sight(_ tip: ObjectID, _ story: Story) throws -> Sight {
    let chain = try story.work.git("rev-list", "--first-parent", tip.hex).split(separator: "\n")
    let old = Set(
      try story.work.git("rev-list", "--first-parent", story.main.hex).split(separator: "\n"))
    let engine = Engine(try story.work.repository())
    var report: Report?
    do {
      report = try engine.verify(tip)
    } catch EvidenceError.notGoverned {
      report = nil
    }
    let fresh = report?.steps.filter { !old.contains($0.commit.hex[...]) } ?? []
    let signoffs = try story.server.references()
      .filter { $0.key.hasPrefix("refs/charter/signoffs/") }.compactMap { ObjectID(hex: $0.value) }
    let left = try fresh.filter { $0.kind == .ratification }.compactMap(\.assessment)
      .flatMap { assessment in
        try engine.leftOut(
          of: assessment,
          among: signoffs.filter {
            try engine.signoff($0)?.message.proposal == assessment.proposal.id
          })
      }
    return Sight(
      verdict: report.map { Verdict(report: $0) }, fresh: fresh,
      isOnTop: chain.contains(story.main.hex[...]), leftOut: left)
  }

  /// What `charter check` says in a clone that knows what the server has.
  private func check(_ tip: ObjectID, on base: ObjectID, _ story: Story) throws -> ProcessResult {
    try story.work.git(
      "fetch", "--quiet", "--prune", story.server.path, "+refs/heads/*:refs/remotes/origin/*",
      "+refs/charter/signoffs/*:refs/charter/signoffs/*")
    try story.work.git("update-ref", "refs/heads/main", base.hex)
    return try Program.run(
      ["check", "\(base)..\(tip)"], in: story.work.directory, env: story.work.environment)
  }

  /// The same verdict; and where `check` answers as a server does, the same words to the letter.
  private func compare(
    _ check: ProcessResult, _ push: PushOutcome, isOnTop: Bool, _ label: String
  ) {
    // What is not on top is for `check` a branch on its way, which it judges as one.
    guard isOnTop else { return }
    let said = check.outputText
    #expect((check.status == 0) == push.isAccepted, "\(label)\n\(said)\n\(push.transcript)")
    guard said.hasPrefix("refused ") else { return }
    func words(_ text: some StringProtocol) -> [Substring] {
      text.split(whereSeparator: \.isWhitespace).map { Substring($0) }
    }
    let remote = push.transcript.split(separator: "\n").filter { $0.hasPrefix("remote:") }
      .map { $0.dropFirst("remote:".count) }.joined(separator: "\n")
    #expect(words(remote) == words(said), "\(label)\n\(said)\n\(push.transcript)")
  }
}
