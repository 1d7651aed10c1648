import Charters
import Evidence
import Git
import History
import Prose

extension JSON {
  /// `charter.log/1`; newest first.
  ///
  /// - Parameter showsWords: the redline of each step too.
  static func log(
    _ rows: [LogView.Row], of report: Report, earlier: [EarlierCommit],
    notices: [HistoryNotice], reportedKeys: [ReportedKey], showsWords: Bool
  ) -> JSON {
    [
      "schema": "charter.log/1",
      "repository": .optional(report.repository?.text),
      "branch": .optional(report.branch?.text),
      "tip": .string(report.tip.hex),
      "outcome": .string(report.outcome.rawValue),
      "steps": .array(
        rows.map { row in
          entry(
            row, reportedKeys.filter { $0.concerns(row.entry.step) }, showsWords: showsWords)
        }),
      "beforeFounding": .array(
        earlier.map { commit in
          [
            "commit": .string(commit.id.hex), "date": .moment(commit.date),
            "title": .string(commit.subject), "path": .string(commit.path),
          ]
        }),
      "notices": .array(notices.map(notice)),
    ]
  }

  private static func entry(
    _ row: LogView.Row, _ doubts: [ReportedKey], showsWords: Bool
  ) -> JSON {
    let entry = row.entry
    let proposal = entry.step.assessment?.proposal
    let more: JSON = step(entry.step).adding([
      "proposers": .strings(proposal?.proposers.map(\.text) ?? []),
      "proposed": .moment(proposal?.openingDate),
      "rationale": .optional(proposal?.message.rationale.text),
      "secondsToDecision": entry.step.secondsToDecision.map { .number($0) } ?? nil,
      "consented": .strings(entry.consented.map(\.text)),
      "answered": .array(
        entry.answered.map { member in
          [
            "member": .string(member.text),
            "roles": .strings(entry.roles(of: member).map(\.text)),
          ]
        }),
      "silent": .strings(entry.silent.map(\.text)),
      "oldPath": .optional(entry.mark?.oldPath),
      "changes": .array(row.files.map(changes)),
      "reportedKeys": .array(
        doubts.map { ["member": .string($0.member.text), "key": .string($0.fingerprint)] }),
      "mendedIn": entry.mendedIn.map { .number(Int64($0)) } ?? nil,
    ])
    return showsWords && entry.step.kind != .founding
      ? more.adding(["diff": .comparison(row.files)]) : more
  }

  /// What happened to each section of a charter.
  static func changes(_ file: FileComparison) -> JSON {
    [
      "charter": .string(file.path),
      "change": .string(file.change.rawValue),
      "sections": .array(
        RedlineView(isStrict: true).sections(file).map { section in
          [
            "section": .string(section.name),
            "change": .string(section.fate.rawValue),
            "oldSection": .optional(section.oldName),
            "classes": .strings(section.classes.names),
            "summary": .string(section.summary),
          ]
        }),
    ]
  }
}
