import Charters
import Console
import Practice

/// What serves what, in the terminal.
struct AlignScreen {
  let alignment: Alignment
  let circle: CircleInForce
  let width: Int

  /// Deeper levels are shown at this one, so that a long row of links stays on the screen.
  private static let deepest = 12

  var text: Text {
    var lines: [Text] = []
    if !alignment.hasGoal { lines.append("\(.bad) there is neither a mission nor a vision") }
    var guides: [Bool] = []
    for row in alignment.rows {
      guides = Array(guides.prefix(row.depth))
      guides.append(!row.isLast)
      lines.append(line(row, guides))
    }
    if !alignment.orphans.isEmpty {
      lines += ["", "\("Leads to neither mission nor vision", .heading)"]
      lines += alignment.orphans.map { path in
        let line: Text = "  \(.bad) \(path.name, .strong)  \(circle.title(of: path))"
        return line.truncated(to: width)
      }
    }
    if !alignment.rings.isEmpty {
      lines += ["", "\("Serve one another in a ring", .heading)"]
      lines += alignment.rings.map { ring in
        let names = ring.prefix(6).map(\.name) + (ring.count > 6 ? ["…"] : [])
        return ("  \(.bad) " + Text((names + names.prefix(1)).joined(separator: " → ")))
          .wrapped(to: width, hanging: 4)
      }
    }
    return lines.lines
  }

  private func line(_ row: Alignment.Row, _ guides: [Bool]) -> Text {
    var line = Text()
    if row.depth > 0 {
      let shown = guides.dropFirst().dropLast().prefix(Self.deepest - 1)
      for hasNext in shown { line += Text(own: hasNext ? "│  " : "   ", .dim) }
      line += Text(own: row.isLast ? "└─ " : "├─ ", .dim)
    }
    line += "\(row.charter.name, .strong)  \(row.title)"
    if let people = row.peopleWords { line += "  \(people, row.isVacant ? .warning : .dim)" }
    if row.isRepeated { line += "  \("(see above)", .dim)" }
    return line.truncated(to: width)
  }
}

extension Alignment.Row {
  /// Who answers for it, or that nobody does; nil where it is everybody's.
  var peopleWords: String? {
    if isVacant { return charter.kind == .team ? "nobody leads it" : "nobody holds it" }
    guard charter.kind == .role || charter.kind == .team, !people.isEmpty else { return nil }
    return people.map(\.text).joined(separator: ", ")
  }
}

extension JSON {
  /// `charter.align/1`.
  static func alignment(_ alignment: Alignment, _ circle: CircleInForce) -> JSON {
    let charters = circle.graph.charters.map { path -> JSON in
      let links = circle.graph.served(by: path).map { link -> JSON in
        [
          "charter": .string(link.target.display), "line": .optional(link.line),
          "byPlace": .bool(link.line == nil),
        ]
      }
      return circle.named(path).adding([
        "serves": .array(links), "aligned": .bool(circle.graph.aligned.contains(path)),
        "people": .strings(circle.answering(for: path).map(\.text)),
        "vacant": .bool(circle.isVacant(path)),
      ])
    }
    return [
      "schema": "charter.align/1", "today": .string(circle.today.text),
      "goals": .strings(circle.graph.goals.map(\.display)), "charters": .array(charters),
      "orphans": .strings(alignment.orphans.map(\.display)),
      "rings": .array(alignment.rings.map { .strings($0.map(\.display)) }),
    ]
  }
}
