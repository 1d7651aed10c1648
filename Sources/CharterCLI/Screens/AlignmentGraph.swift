import Charters
import Practice

/// What serves what, in the language of Graphviz (graphviz.org/doc/info/lang.html).
struct AlignmentGraph {
  private let alignment: Alignment
  private let circle: CircleInForce

  init(_ alignment: Alignment, _ circle: CircleInForce) {
    self.alignment = alignment
    self.circle = circle
  }

  var text: String {
    let inTree = Set(alignment.rows.map(\.charter))
    let ringed = Set(alignment.rings.flatMap(\.self))
    let vacant = Set(alignment.rows.filter(\.isVacant).map(\.charter))
    let shown = circle.graph.charters.filter {
      inTree.contains($0) || ringed.contains($0) || $0.isExpectedToServe
    }
    var lines = [
      "digraph align {", "  rankdir=BT;", "  node [shape=box, fontname=\"sans-serif\"];",
    ]
    for path in shown {
      let label = "\(circle.title(of: path))\n\(path.name)"
      let isDashed = vacant.contains(path) || circle.isVacant(path)
      let note = isDashed ? "\nnobody" : inTree.contains(path) ? "" : "\nleads to no mission"
      let style = isDashed || !inTree.contains(path) ? ", style=dashed" : ""
      lines.append("  \(Self.quoted(path.name)) [label=\(Self.quoted(label + note))\(style)];")
    }
    for path in shown {
      for link in circle.graph.served(by: path) {
        let style = link.line == nil ? " [style=dotted]" : ""
        lines.append(
          "  \(Self.quoted(path.name)) -> \(Self.quoted(link.target.name))\(style);")
      }
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  /// A quoted string, whatever it holds; a line end becomes a new line of the label.
  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default:
        let isControl = scalar.value < 0x20 || scalar.value == 0x7F
        result += isControl ? "?" : String(Character(scalar))
      }
    }
    return "\"\(escaped)\""
  }
}
