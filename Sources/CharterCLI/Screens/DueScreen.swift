import Charters
import Console
import Practice

/// What is overdue and what falls due: `due`, and a part of `my`.
struct DueScreen {
  let items: [Agenda.Item]
  let circle: CircleInForce

  func text(width: Int) -> Text {
    let over = items.filter { $0.isOver(on: circle.today) }
    let ahead = items.filter { !$0.isOver(on: circle.today) }
    var parts: [Text] = []
    if !over.isEmpty {
      parts.append(["\("Overdue", .heading)"].lines + lines(over, width: width).lines)
    }
    if !ahead.isEmpty {
      parts.append(["\("Soon", .heading)"].lines + lines(ahead, width: width).lines)
    }
    return parts.joined(separator: "\n")
  }

  /// One line for each, the date first.
  func lines(_ items: [Agenda.Item], width: Int) -> [Text] {
    let column = min(34, items.map { $0.charter.display.count }.max() ?? 0)
    return items.map { item in
      let isOver = item.isOver(on: circle.today)
      var line: Text = "  \(isOver ? Mark.bad : .waiting) \(item.day.text)  "
      line += Text(item.charter.display, .strong).padded(to: column)
      line += "  \(item.matter.words(isOver: isOver))"
      if let who = owners(of: item) { line += " (\(who))" }
      return line.wrapped(to: width, hanging: 16)
    }
  }

  /// Whoever is to see to it, where the sentence does not name them already.
  private func owners(of item: Agenda.Item) -> String? {
    switch item.matter {
    case .review, .experiment:
      item.people.isEmpty ? nil : item.people.map(\.text).joined(separator: ", ")
    case .term, .absence, .deputy, .coach: nil
    }
  }

  /// The next step for the first of them.
  var hint: Text? {
    guard let item = items.first(where: { $0.isOver(on: circle.today) }) else { return nil }
    switch item.matter {
    case .review:
      return "\("charter reflect \(item.charter.name)", .command) looks back; so does a change"
    case .experiment:
      return "\("charter log \(item.charter.name)", .command) finds its step; "
        + "\("charter revert", .command) and its number takes it back, a proposal without its "
        + "entry keeps it"
    case .term:
      return "edit 'holders:' of \(item.charter.name), then \("charter propose", .command)"
    case .absence: return "\("charter back", .command), or \("charter away", .command) for longer"
    case .deputy, .coach:
      return "edit \(item.charter.name), then \("charter propose", .command)"
    }
  }

  /// `charter.due/1`.
  func document(within days: Int) -> JSON {
    [
      "schema": "charter.due/1", "today": .string(circle.today.text),
      "within": .number(Int64(days)), "items": array,
    ]
  }

  var array: JSON {
    .array(
      items.map { item in
        circle.named(item.charter).adding([
          "day": .string(item.day.text), "matter": .string(item.matter.code),
          "overdue": .bool(item.isOver(on: circle.today)),
          "sentence": .string(item.matter.words(isOver: item.isOver(on: circle.today))),
          "who": .optional(item.matter.who?.text),
          "people": .strings(item.people.map(\.text)),
        ])
      })
  }
}

extension Agenda.Matter {
  /// What is due, in a sentence without a full stop.
  func words(isOver: Bool) -> String {
    switch self {
    case .review(.on): isOver ? "review overdue" : "to be looked at again"
    case .review(let review):
      isOver ? "review overdue (\(review.text))" : "to be looked at again (\(review.text))"
    case .experiment(let sections, _):
      (isOver ? "ended: keep, change or revert" : "experiment ends")
        + (sections.isEmpty ? "" : " \(sections.joined(separator: ", "))")
    case .term(let who): isOver ? "\(who)'s time is over" : "\(who)'s time ends"
    case .absence(let who): isOver ? "\(who) was to be back" : "\(who) is away until then"
    case .deputy(let who):
      isOver ? "\(who) stands in no longer" : "\(who) stands in until then"
    case .coach(let who): isOver ? "\(who) is coach no longer" : "\(who) is coach until then"
    }
  }

  /// Whom it is about, where that is somebody.
  var who: Handle? {
    switch self {
    case .review: nil
    case .experiment(_, let sponsor): sponsor
    case .term(let who), .absence(let who), .deputy(let who), .coach(let who): who
    }
  }
}
