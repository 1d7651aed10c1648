import Charters
import Evidence
import Git
import History

extension JSON {
  /// `charter.log/1`; newest first.
  static func log(
    _ log: HistoryLog, of report: Report, earlier: [EarlierCommit],
    changes: (StepReport) throws -> [FileComparison]?
  ) rethrows -> JSON {
    [
      "schema": "charter.log/1",
      "repository": .optional(report.repository?.text),
      "branch": .optional(report.branch?.text),
      "tip": .string(report.tip.hex),
      "outcome": .string(report.outcome.rawValue),
      "steps": .array(try log.entries.map { try entry($0, changes: changes($0.step)) }),
      "beforeFounding": .array(
        earlier.map { commit in
          [
            "commit": .string(commit.id.hex), "date": .moment(commit.date),
            "title": .string(commit.subject),
          ]
        }),
    ]
  }

  private static func entry(
    _ entry: HistoryLog.Entry, changes: [FileComparison]?
  ) -> JSON {
    let proposal = entry.step.assessment?.proposal
    let more: JSON = step(entry.step).adding([
      "proposers": .strings(proposal?.proposers.map(\.text) ?? []),
      "proposed": .moment(proposal?.openingDate),
      "rationale": .optional(proposal?.message.rationale.text),
      "secondsToDecision": entry.step.secondsToDecision.map { .number($0) } ?? nil,
      "silent": .strings(entry.silent.map(\.text)),
      "mendedIn": entry.mendedIn.map { .number(Int64($0)) } ?? nil,
    ])
    return changes.map { more.adding(["diff": .comparison($0)]) } ?? more
  }
}
