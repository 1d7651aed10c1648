import Charters
import Evidence
import Git
import Policies
import Practice

extension JSON {
  /// `charter.pulse/1`.
  static func pulse(_ reading: PulseReading) -> JSON {
    [
      "schema": "charter.pulse/1",
      "repository": .optional(reading.report.repository?.text),
      "branch": .optional(reading.report.branch?.text),
      "tip": .string(reading.report.tip.hex),
      "outcome": .string(reading.report.outcome.rawValue),
      "window": window(reading.whole.window),
      "figures": figures(reading.whole, withWords: true),
      "by": .string(reading.step.rawValue),
      "parts": .array(
        reading.parts.map { part in
          ["window": window(part.window), "figures": figures(part, withWords: false)]
        }),
      "charters": .array(reading.reliances.map(reliance)),
      "people": reading.people.map { .array($0.map(person)) } ?? nil,
      "ownPages": .number(Int64(reading.ownPages)),
    ]
  }

  private static func window(_ window: PulseWindow) -> JSON {
    [
      "name": .optional(window.name), "from": .moment(window.from), "until": .moment(window.until),
    ]
  }

  private static func figures(_ pulse: Pulse, withWords: Bool) -> JSON {
    .array(
      PulseMeasure.allCases.map { measure in
        let figure = pulse.figures[measure] ?? Figure.missing
        let document: JSON = [
          "measure": .string(measure.rawValue),
          "value": figure.value.map { .decimal($0, digits: 6) } ?? nil,
          "n": .number(Int64(figure.n)),
          "waiting": figure.waiting.map { .number(Int64($0)) } ?? nil,
          "absent": .optional(figure.absence?.rawValue),
        ]
        guard withWords else { return document }
        return document.adding([
          "unit": .string(measure.unit.rawValue), "title": .string(measure.title),
          "formula": .string(measure.formula),
        ])
      })
  }

  private static func reliance(_ reliance: Reliance) -> JSON {
    [
      "charter": .string(reliance.charter.display),
      "least": reliance.least.map { .number(Int64($0)) } ?? nil,
      "most": reliance.most.map { .number(Int64($0)) } ?? nil,
      "busFactor": .number(Int64(reliance.busFactor.number)),
      "mayBeMore": .bool(reliance.busFactor.isBound),
    ]
  }

  private static func person(_ person: PersonalRecord) -> JSON {
    [
      "member": .string(person.member.text), "proposals": .number(Int64(person.proposals)),
      "approvals": .number(Int64(person.approvals)),
      "objections": .number(Int64(person.objections)),
      "comments": .number(Int64(person.comments)),
      "answered": .number(Int64(person.answered.count)),
      "asked": .number(Int64(person.answered.whole)),
    ]
  }
}
