import Charters
import Console
import Practice

/// A member's own part, what waits for them, and what is due.
struct MyScreen {
  let part: OwnPart
  let inbox: Inbox
  let due: [Agenda.Item]
  let circle: CircleInForce

  func text(width: Int) -> Text {
    var parts = [["\("Roles", .heading)"].lines + roles(width: width).lines]
    let others = others(width: width)
    if !others.isEmpty { parts.append(["\("Besides", .heading)"].lines + others.lines) }
    parts.append(
      inbox.isEmpty
        ? ["\("Waiting", .heading)", "  nothing waits for you"].lines
        : InboxScreen(inbox: inbox).text(width: width))
    let screen = DueScreen(items: due, circle: circle)
    parts.append(
      ["\("Due", .heading)"].lines
        + (due.isEmpty ? ["  nothing is due"] : screen.lines(due, width: width)).lines)
    return parts.joined(separator: "\n")
  }

  private func roles(width: Int) -> [Text] {
    guard !part.roles.isEmpty else { return ["  none; \("charter openings", .command) may help"] }
    return part.roles.flatMap { held -> [Text] in
      let end = held.until.map { ", until \($0)" } ?? ""
      let head: Text = "  \(held.role.text, .strong)  \(held.title)\(end)"
      return [head, way(held.way)].map { $0.wrapped(to: width, hanging: 6) }
    }
  }

  /// `serves team Support → mission: Our mission`
  private func way(_ way: [CharterPath]?) -> Text {
    guard let way, let goal = way.last else {
      return "    \(.bad) leads to neither mission nor vision"
    }
    let between = way.dropFirst().map { circle.title(of: $0) }
    return "    serves \(between.joined(separator: " → ")) (the \(goal.kind.rawValue))"
  }

  private func others(width: Int) -> [Text] {
    func words(_ paths: [CharterPath]) -> String {
      paths.map { $0.member?.text ?? $0.name }.joined(separator: ", ")
    }
    let rows: [(label: Text, words: String)] = [
      ("leads", part.leads.map(\.text).joined(separator: ", ")),
      ("is in", part.teams.map(\.text).joined(separator: ", ")),
      ("is coached by", part.coach?.text ?? ""), ("coaches", words(part.coached)),
      ("steps in for", words(part.deputyOf)),
    ]
    return rows.filter { !$0.words.isEmpty }.map { row in
      ("  " + row.label.styled(.dim).padded(to: 13) + "  \(row.words)")
        .wrapped(to: width, hanging: 17)
    }
  }

  /// `charter.my/1`.
  var document: JSON {
    let roles = part.roles.map { held -> JSON in
      [
        "role": .string(held.role.text), "charter": .string(held.charter.display),
        "title": .string(held.title), "until": .optional(held.until?.text),
        "way": held.way.map { .strings($0.map(\.display)) } ?? .null,
      ]
    }
    return [
      "schema": "charter.my/1", "member": .string(part.member.text),
      "today": .string(circle.today.text), "roles": .array(roles),
      "leads": .strings(part.leads.map(\.text)), "teams": .strings(part.teams.map(\.text)),
      "coach": .optional(part.coach?.text), "coaches": .strings(part.coached.map(\.display)),
      "deputyOf": .strings(part.deputyOf.map(\.display)),
      "inbox": .inbox(inbox), "due": DueScreen(items: due, circle: circle).array,
    ]
  }
}
