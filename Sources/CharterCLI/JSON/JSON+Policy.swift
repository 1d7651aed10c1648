import Charters
import Git
import Policies

// What the policy tools say, as documents.

extension JSON {
  /// `charter.policy-explain/1` of a charter.
  static func explanation(
    _ part: CharterPart, _ matters: [PolicySituation.Matter], _ place: PolicyPlace
  ) -> JSON {
    [
      "schema": "charter.policy-explain/1", "charter": .string(part.charter.display),
      "section": .optional(part.section?.description), "commit": .optional(place.commit?.hex),
      "matters": .array(matters.map(matter)),
    ]
  }

  /// `charter.policy-explain/1` of everything.
  static func overview(_ overview: PolicyOverview, _ place: PolicyPlace) -> JSON {
    let rows = overview.rows.map { name, matters -> JSON in
      ["of": .string(name), "matters": .array(matters.map(matter))]
    }
    return [
      "schema": "charter.policy-explain/1", "commit": .optional(place.commit?.hex),
      "kinds": .array(rows),
    ]
  }

  static func matter(_ matter: PolicySituation.Matter) -> JSON {
    [
      "changes": .array(matter.changes.map(atom)),
      "least": matter.least.map { .number(Int64($0)) } ?? nil,
      "people": .strings(matter.people.map(\.text)),
      "rules": .array(matter.rules.map(sentence)),
    ]
  }

  static func sentence(_ rule: RuleSentence) -> JSON {
    [
      "name": .string(rule.name), "why": .optional(rule.why), "isDefault": .bool(rule.isDefault),
      "binding": .optional(rule.binding), "needs": .array(rule.needs.map(sentence)),
      "exclusion": .optional(rule.exclusion), "staleness": .optional(rule.staleness),
    ]
  }

  private static func sentence(_ need: NeedSentence) -> JSON {
    [
      "need": .string(need.need), "sentence": .string(need.sentence),
      "people": .strings(need.people.map(\.text)),
      "anyOf": .array(need.alternatives.map { .array($0.map(sentence)) }),
    ]
  }

  /// `charter.policy-diff/1`
  static func impact(_ impact: PolicyImpact, from old: String, to new: String) -> JSON {
    [
      "schema": "charter.policy-diff/1", "old": .string(old), "new": .string(new),
      "changes": .array(impact.shifts.map(shift)),
    ]
  }

  /// What changes about who decides, as proposals show it.
  static func shift(_ shift: PolicyImpact.Shift) -> JSON {
    func side(_ side: PolicyImpact.Shift.Side) -> JSON {
      [
        "least": side.least.map { .number(Int64($0)) } ?? nil,
        "people": .strings(side.people.map(\.text)), "rules": .array(side.rules.map(sentence)),
      ]
    }
    return [
      "charter": .string(shift.charter.display), "alike": .number(Int64(shift.alike)),
      "isNew": .bool(shift.isNew),
      "changes": .array(shift.changes.map(atom)), "sentence": .string(shift.sentence),
      "before": side(shift.before), "after": side(shift.after),
    ]
  }
}
