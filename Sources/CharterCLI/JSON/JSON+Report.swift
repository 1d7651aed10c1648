import Charters
import Evidence
import Git
import Policies
import History

extension JSON {
  /// `charter.verify/1`.
  ///
  /// - Parameter since: the number of the first step to list; the judgement is always of all.
  static func verify(
    _ report: Report, reportedKeys: [ReportedKey] = [], since: Int? = nil
  ) -> JSON {
    [
      "schema": "charter.verify/1",
      "repository": .optional(report.repository?.text),
      "branch": .optional(report.branch?.text),
      "tip": .string(report.tip.hex),
      "outcome": .string(report.outcome.rawValue),
      "beforeFounding": .number(Int64(report.beforeFounding)),
      "steps": .array(report.steps(since: since).map { step($0) }),
      "leftOut": .array(
        report.leftOut.map { left in
          [
            "proposal": .string(left.proposal.text),
            "member": .string(left.member.text),
            "decision": .string(left.decision.rawValue),
            "commit": .string(left.commit.hex),
            "date": .moment(left.date),
          ]
        }),
      "reportedKeys": .array(
        reportedKeys.map { key in
          [
            "member": .string(key.member.text),
            "key": .string(key.fingerprint),
            "since": .number(Int64(key.since)),
            "reportedIn": key.reportedIn.map { .number(Int64($0)) } ?? nil,
            "steps": .array(key.steps.map { .number(Int64($0)) }),
            "approvals": .array(key.approvals.map { .number(Int64($0)) }),
          ]
        }),
      "warnings": .strings(report.warnings),
    ]
  }

  /// - Parameter signoffs: what stands for them; nil for the shared shape.
  static func step(_ step: StepReport, signoffs: JSON? = nil) -> JSON {
    [
      "step": step.step.map { .number(Int64($0)) } ?? nil,
      "commit": .string(step.commit.hex),
      "kind": .string(step.kind.rawValue),
      "outcome": .string(step.outcome.rawValue),
      "proposal": .optional(step.proposal?.text),
      "title": .string(step.title),
      "performedBy": .optional(step.performedBy?.text),
      "key": .optional(step.key),
      "date": .moment(step.date),
      "charters": .strings(step.charters),
      "rules": .rules(step.assessment?.judgement),
      "signoffs": signoffs ?? .signoffs(step.assessment),
      "problems": .problems(step.problems),
      "mendedBy": .optional(step.mendedBy?.hex),
      "continues": .optional(step.continues?.text),
    ]
  }

  static func problems(_ problems: [Problem]) -> JSON {
    .array(
      problems.map { problem in
        [
          "code": .string(problem.code.rawValue),
          "message": .string(problem.message),
          "commit": .optional(problem.commit?.hex),
        ]
      })
  }
}
