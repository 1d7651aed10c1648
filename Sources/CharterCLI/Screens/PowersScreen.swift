import Charters
import Console
import Policies

/// What a person or a team can decide by themselves, and for what they need others.
struct PowersScreen {
  let name: String
  let isTeam: Bool
  let people: [Handle]
  let powers: [PolicySituation.Power]
  /// Rules in which a person is asked; nil for a team.
  let parts: [(rule: String, isNeeded: Bool)]?

  private static let limit = 40

  func text(width: Int) -> Text {
    var lines: [Text] = []
    if isTeam {
      lines += [("Members: " + Text(people.map(\.text).joined(separator: ", "))), ""]
    }
    lines.append("\(isTeam ? "By itself, it decides" : "Decides alone", .heading)")
    lines += rows(powers.filter { !$0.own.isEmpty }, { $0.own }, width: width)
    lines += ["", "\("Needs others for", .heading)"]
    lines += rows(powers.filter { !$0.others.isEmpty }, { $0.others }, width: width)
    if let parts {
      let (needed, asked) = (parts.filter(\.isNeeded), parts.filter { !$0.isNeeded })
      if !asked.isEmpty {
        lines += ["", "\("Is among those asked by", .heading)"] + asked.map { "  \($0.rule)" }
      }
      if !needed.isEmpty {
        lines += ["", "\("Cannot be done without", .heading)"] + needed.map { "  \($0.rule)" }
      }
    }
    return lines.lines
  }

  private func rows(
    _ powers: [PolicySituation.Power], _ changes: (PolicySituation.Power) -> [Atom], width: Int
  ) -> [Text] {
    guard !powers.isEmpty else { return ["  nothing"] }
    let column = min(36, powers.map { label($0).count }.max() ?? 0)
    var lines = powers.prefix(Self.limit).map { power -> Text in
      let what = changes(power).words(among: power.own + power.others)
      var line: Text = "  " + Text(label(power), .strong).padded(to: column)
      line += "  " + Text(what)
      return line.wrapped(to: width, hanging: column + 4)
    }
    if powers.count > Self.limit { lines.append("  and \(powers.count - Self.limit) more") }
    return lines
  }

  private func label(_ power: PolicySituation.Power) -> String {
    power.isNew ? power.newName : power.charter.display
  }

  var document: JSON {
    let rows = powers.map { power -> JSON in
      [
        "charter": .string(power.charter.display), "isNew": .bool(power.isNew),
        "decides": .array(power.own.map(JSON.atom)),
        "needsOthersFor": .array(power.others.map(JSON.atom)),
      ]
    }
    let rules = (parts ?? []).map { part -> JSON in
      ["rule": .string(part.rule), "needed": .bool(part.isNeeded)]
    }
    return [
      "schema": "charter.policy-explain/1", "of": .string(name),
      "people": .strings(people.map(\.text)), "charters": .array(rows), "rules": .array(rules),
    ]
  }
}

extension PolicySituation.Power {
  /// `a new role of team support`
  fileprivate var newName: String {
    let team = charter.kind == .team ? charter.team?.parent : charter.team
    return "a new \(charter.kind)" + (team.map { " in team \($0)" } ?? "")
  }
}
