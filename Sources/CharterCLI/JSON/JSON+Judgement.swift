import Charters
import Evidence
import Git
import History
import Policies

// The parts that status, check, verify and policy simulate have in common.

extension JSON {
  /// `rules` of the shared shape: one entry a rule and binding.
  static func rules(_ judgement: Judgement?) -> JSON {
    .array((judgement?.rules ?? []).map(rule))
  }

  /// `next` of the shared shape; null where nothing was judged.
  static func next(_ judgement: Judgement?) -> JSON {
    guard let next = judgement?.next else { return nil }
    return [
      "people": .strings(next.people.map(\.text)),
      "notBefore": .moment(next.notBefore),
      "sentence": .string(next.sentence),
      "isSmallest": .bool(next.isSmallest),
    ]
  }

  private static func rule(_ rule: RuleJudgement) -> JSON {
    [
      "name": .string(rule.name),
      "why": .optional(rule.why),
      "binding": .optional(rule.binding),
      "matched": .array(rule.atoms.map(atom)),
      "state": .string(rule.state.rawValue),
      "needs": .array(rule.needs.map(need)),
    ]
  }

  /// A piece of a change.
  static func atom(_ atom: Atom) -> JSON {
    [
      "charter": .string(atom.charter.display),
      "section": .string(atom.section.description),
      "change": .string(atom.change.rawValue),
      "movedTo": .optional(atom.movedTo?.description),
    ]
  }

  private static func need(_ need: NeedJudgement) -> JSON {
    [
      "need": .string(need.text),
      "state": .string(need.state.rawValue),
      "have": .strings(need.have.map(\.text)),
      "missing": .number(Int64(need.missing)),
      "notBefore": .moment(need.notBefore),
      "candidates": .strings(need.candidates.map(\.text)),
      "objectors": .strings(need.objectors.map(\.text)),
      "remark": .string(need.remark),
      "notCounted": .array(
        need.notCounted.map { uncounted in
          [
            "member": .string(uncounted.member.text),
            "for": .optional(uncounted.principal?.text),
            "reason": .string(uncounted.reason.rawValue),
          ]
        }),
      "deputies": .array(
        need.deputies.sorted { $0.key < $1.key }.map { principal, deputy in
          ["member": .string(deputy.text), "for": .string(principal.text)]
        }),
      "anyOf": .array(need.joint == .any ? need.children.map(Self.need) : []),
      "allOf": .array(need.joint == .all ? need.children.map(Self.need) : []),
    ]
  }

  /// `signoffs` of the shared shape: every one that was seen, those that cannot be read too.
  static func signoffs(_ assessment: Assessment?) -> JSON {
    guard let assessment else { return [] }
    let readings = SignoffLine.lines(of: assessment).map(signoff)
    return .array(readings + assessment.unreadable.map(unreadable))
  }

  static func unreadable(_ unreadable: UnreadableSignoff) -> JSON {
    [
      "member": .optional(unreadable.claimedMember?.text),
      "decision": nil,
      "commit": .string(unreadable.commit.hex),
      "for": nil,
      "counts": false,
      "reasons": [.string(unreadable.reason.rawValue)],
    ]
  }

  static func signoff(_ line: SignoffLine) -> JSON {
    [
      "member": .string(line.member.text),
      "decision": .string(line.decision.rawValue),
      "commit": .string(line.commit.hex),
      "for": .optional(line.principal?.text),
      "counts": .bool(line.counts),
      "reasons": .strings(line.reasons.map(\.rawValue)),
      "id": .string(line.id.text),
      "date": .moment(line.date),
      "text": .optional(line.text),
      "sections": .strings(line.sections),
    ]
  }

  /// A moment as ISO 8601 in UTC, or null.
  static func moment(_ moment: Timestamp?) -> JSON { .optional(moment?.iso8601) }
}
