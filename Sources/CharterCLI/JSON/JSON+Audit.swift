import Charters
import Evidence
import Git
import History
import Signing

extension JSON {
  /// `charter.audit/1`; the oldest first.
  static func audit(_ audit: Audit, _ engine: Engine) throws -> JSON {
    let (report, query) = (audit.report, audit.query)
    return [
      "schema": "charter.audit/1",
      "repository": .optional(report.repository?.text),
      "branch": .optional(report.branch?.text),
      "tip": .string(report.tip.hex),
      "outcome": .string(report.outcome.rawValue),
      "since": .moment(query.since),
      "until": .moment(query.until),
      "member": .optional(query.member?.text),
      "charter": .optional(query.charter?.display),
      "place": .optional(query.place),
      "beforeFounding": .number(Int64(report.beforeFounding)),
      "warnings": .strings(report.warnings),
      "steps": .array(try audit.entries.map { try entry($0, engine) }),
    ]
  }

  private static func entry(_ entry: Audit.Entry, _ engine: Engine) throws -> JSON {
    let proposal = entry.step.assessment?.proposal
    return step(entry.step, signoffs: signoffs(entry)).adding([
      "proposers": .strings(proposal?.proposers.map(\.text) ?? []),
      "proposed": .moment(proposal?.openingDate),
      "rationale": .optional(proposal?.message.rationale.text),
      "opening": .optional(proposal?.opening.hex),
      "version": .optional(proposal?.head.hex),
      "amendment": .string(entry.amendment.text),
      "inForce": .bool(entry.isInForce),
      "policy": .optional(entry.policy?.hex),
      "keys": .array(
        entry.keys.map {
          ["member": .string($0.member.text), "fingerprint": .string($0.key.fingerprint)]
        }),
      "silent": .strings(entry.silent.map(\.text)),
      "mendedIn": entry.mendedIn.map { .number(Int64($0)) } ?? nil,
      "diff": .comparison(try entry.changes(engine)),
    ])
  }

  private static func signoffs(_ entry: Audit.Entry) -> JSON {
    let read = entry.signoffs.map { signoff($0).adding(["key": .optional($0.key)]) }
    let unread = entry.unreadable.map { unreadable($0).adding(["key": nil]) }
    return .array(read + unread)
  }
}
