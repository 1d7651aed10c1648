import Charters
import Console
import Practice

/// Where somebody new could lead.
struct OpeningsScreen {
  let vacancies: Vacancies
  let circle: CircleInForce

  func text(width: Int) -> Text {
    let groups: [(title: Text, codes: [String])] = [
      ("Nobody is there", ["vacant", "no-lead", "away"]), ("Terms that end", ["ending"]),
      ("Nobody could step in", ["no-deputy"]),
    ]
    return groups.compactMap { group -> Text? in
      let items = vacancies.items.filter { group.codes.contains($0.matter.code) }
      guard !items.isEmpty else { return nil }
      let column = min(34, items.map { $0.charter.display.count }.max() ?? 0)
      let lines = items.map { item in
        ("  " + Text(item.charter.display, .strong).padded(to: column)
          + "  \(item.matter.words(on: vacancies.today))")
          .wrapped(to: width, hanging: column + 4)
      }
      return [group.title.styled(.heading)].lines + lines.lines
    }.joined(separator: "\n")
  }

  /// `charter.openings/1`.
  func document(within days: Int) -> JSON {
    [
      "schema": "charter.openings/1", "today": .string(vacancies.today.text),
      "within": .number(Int64(days)),
      "items": .array(
        vacancies.items.map { item in
          var day: Day?
          if case .ending(_, let end) = item.matter { day = end }
          return circle.named(item.charter).adding([
            "matter": .string(item.matter.code), "day": .optional(day?.text),
            "sentence": .string(item.matter.words(on: vacancies.today)),
            "people": .strings(item.matter.people.map(\.text)),
          ])
        }),
    ]
  }
}

extension Vacancies.Matter {
  /// What is open, in a sentence without a full stop.
  func words(on today: Day) -> String {
    switch self {
    case .vacant(nil): "nobody holds it"
    case .vacant(let last?): "nobody holds it since \(last)"
    case .away(let holders): "\(Self.list(holders)) away, and no deputy"
    case .ending(let holder, let day):
      day < today ? "\(holder)'s time ended on \(day)" : "\(holder)'s time ends on \(day)"
    case .noDeputy(let holders): "no deputy for \(holders.map(\.text).joined(separator: ", "))"
    case .noLead: "nobody leads it"
    }
  }

  private static func list(_ people: [Handle]) -> String {
    people.map(\.text).joined(separator: ", ") + (people.count == 1 ? " is" : " are")
  }
}
