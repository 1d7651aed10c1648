import Charters
import Evidence
import Git
import History

extension JSON {
  /// `charter.log/1`; newest first.
  static func log(
    _ log: HistoryLog, of report: Report, earlier: [EarlierCommit], reportedKeys: [ReportedKey],
    changes: (StepReport) throws -> [FileComparison]?
  ) rethrows -> JSON {
    [
      "schema": "charter.log/1",
      "repository": .optional(report.repository?.text),
      "branch": .optional(report.branch?.text),
      "tip": .string(report.tip.hex),
      "outcome": .string(report.outcome.rawValue),
      "steps": .array(
        try log.entries.map { one in
          try entry(
            one, reportedKeys.filter { $0.concerns(one.step) }, changes: changes(one.step))
        }),
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
    _ entry: HistoryLog.Entry, _ doubts: [ReportedKey], changes: [FileComparison]?
  ) -> JSON {
    let proposal = entry.step.assessment?.proposal
    let more: JSON = step(entry.step).adding([
      "proposers": .strings(proposal?.proposers.map(\.text) ?? []),
      "proposed": .moment(proposal?.openingDate),
      "rationale": .optional(proposal?.message.rationale.text),
      "secondsToDecision": entry.step.secondsToDecision.map { .number($0) } ?? nil,
      "consented": .strings(entry.consented.map(\.text)),
      "silent": .strings(entry.silent.map(\.text)),
      "reportedKeys": .array(
        doubts.map { ["member": .string($0.member.text), "key": .string($0.fingerprint)] }),
      "mendedIn": entry.mendedIn.map { .number(Int64($0)) } ?? nil,
    ])
    return changes.map { more.adding(["diff": .comparison($0)]) } ?? more
  }
}
