import Charters
import Console
import Practice

/// What depends on a charter.
struct DependenceScreen {
  let dependence: Dependence
  let circle: CircleInForce

  func text(width: Int) -> Text {
    var lines: [Text] = []
    var last = ""
    for item in dependence.items {
      let title = item.relation.title
      if title != last {
        if !last.isEmpty { lines.append("") }
        lines.append(Text(own: title, .heading))
        last = title
      }
      var line: Text = "  \(item.place, .strong)"
      if let words = words(item) { line += "  \(words)" }
      lines.append(line.wrapped(to: width, hanging: 6))
    }
    return lines.lines
  }

  private func words(_ item: Dependence.Item) -> String? {
    switch item.relation {
    case .serves(1), .within, .looksAfter, .acknowledges: circle.title(of: item.charter)
    case .serves(let links): "\(circle.title(of: item.charter)), \(links) links away"
    case .names(let field): "in '\(field)'"
    case .rule(let name): name
    }
  }

  /// `charter.impact/1`.
  var document: JSON {
    [
      "schema": "charter.impact/1", "charter": .string(dependence.charter.display),
      "today": .string(circle.today.text),
      "items": .array(
        dependence.items.map { item in
          var links: Int64?
          var name: String?
          switch item.relation {
          case .serves(let count): links = Int64(count)
          case .names(let field): name = field
          case .rule(let rule): name = rule
          case .within, .looksAfter, .acknowledges: break
          }
          return circle.named(item.charter).adding([
            "relation": .string(item.relation.code), "line": .optional(item.line),
            "links": links.map { .number($0) } ?? .null, "name": .optional(name),
          ])
        }),
    ]
  }
}

extension Dependence.Item {
  fileprivate var place: String { charter.display + (line.map { ":\($0)" } ?? "") }
}

extension Dependence.Relation {
  fileprivate var title: String {
    switch self {
    case .serves: "Serve it"
    case .within: "Lie in its folder"
    case .names: "Name it"
    case .looksAfter: "Look after it"
    case .acknowledges: "Stand by it"
    case .rule: "Decide about it"
    }
  }
}

extension JSON {
  static func optional(_ number: Int?) -> JSON { number.map { .number(Int64($0)) } ?? .null }
}
