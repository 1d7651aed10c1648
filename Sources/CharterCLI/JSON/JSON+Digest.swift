import Charters
import Evidence
import History
import Prose

extension JSON {
  /// `charter.digest/1`.
  static func digest(_ digest: Digest) -> JSON {
    [
      "schema": "charter.digest/1",
      "organisation": .string(digest.organisation),
      "since": .moment(digest.since),
      "until": .moment(digest.until),
      "changes": .array(digest.changes.map(entry)),
      "refused": .array(digest.refused.map(entry)),
      "open": .array(
        digest.open.map { one in
          listed(one.standing).adding([
            "concerns": .strings(one.affected),
            "waitsFor": .array(
              one.asked.map { asked in
                ["members": .strings(asked.members.map(\.text)), "what": .string(asked.words)]
              }),
          ])
        }),
      "unmended": .number(Int64(digest.unmended)),
    ]
  }

  private static func entry(_ one: Digest.Entry) -> JSON {
    [
      "step": one.step.step.map { .number(Int64($0)) } ?? nil,
      "title": .string(one.step.title),
      "outcome": .string(one.step.outcome.rawValue),
      "date": .moment(one.step.date),
      "proposers": .strings(one.step.assessment?.proposal.proposers.map(\.text) ?? []),
      "rationale": .optional(one.step.assessment?.proposal.message.rationale.text),
      "charters": .array(
        one.files.map { file in
          [
            "charter": .string(file.path), "change": .string(file.change.rawValue),
            "sections": .array(
              file.sections.filter { !$0.isLayoutOnly }.map { section in
                ["section": .string(section.name), "summary": .string(section.summary)]
              }),
          ]
        }),
      "concerns": .strings(one.affected),
      "consented": .strings(one.entry.consented.map(\.text)),
      "silent": .strings(one.entry.silent.map(\.text)),
    ]
  }
}
