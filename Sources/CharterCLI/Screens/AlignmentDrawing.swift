import Charters
import Console
import Practice

/// What serves what, drawn as SVG: a box a charter, one below the other, so that it can be read on
/// a narrow screen and printed; words and dashes say what a colour would.
struct AlignmentDrawing {
  private let alignment: Alignment
  private let circle: CircleInForce

  init(_ alignment: Alignment, _ circle: CircleInForce) {
    self.alignment = alignment
    self.circle = circle
  }

  // In SVG's user units, which are CSS pixels.
  private static let step = 18
  private static let box = (width: 290, height: 44)
  private static let row = 54
  private static let margin = 10
  private static let deepest = 8
  /// Columns of text that fit into a box.
  private static let columns = (title: 34, detail: 42)

  var svg: String {
    let orphans = alignment.orphans.map { path in
      Box(
        title: circle.title(of: path), detail: "leads to no mission · \(path.name)",
        isDashed: true, depth: 0)
    }
    let tree = alignment.rows.map { row in
      let people = row.isRepeated ? "see above" : row.peopleWords
      let detail = [people, row.charter.name].compactMap(\.self).joined(separator: " · ")
      return Box(
        title: row.title, detail: detail, isDashed: row.isVacant,
        depth: min(row.depth, Self.deepest))
    }
    let boxes = tree + orphans
    let width =
      2 * Self.margin + Self.box.width + Self.step * (boxes.map(\.depth).max() ?? 0)
    let height = 2 * Self.margin + Self.row * boxes.count
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
        + "viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-labelledby=\"title desc\" "
        + "font-family=\"system-ui, sans-serif\">",
      "<title id=\"title\">What serves what</title>",
      "<desc id=\"desc\">\(Self.escaped(summary))</desc>",
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
      "<g fill=\"none\" stroke=\"#555\">",
    ]
    lines += Self.connectors(tree)
    lines.append("</g>")
    for (index, box) in boxes.enumerated() { lines += Self.drawn(box, at: index) }
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  private var summary: String {
    let count = Set(alignment.rows.map(\.charter)).count
    let orphans = alignment.orphans.count
    return "\(count) charters below the mission and vision"
      + (orphans == 0 ? "" : ", and \(orphans) that lead to neither") + ", \(circle.dayWords)"
  }

  private struct Box {
    let title: String
    let detail: String
    let isDashed: Bool
    let depth: Int
  }

  private static func left(_ box: Box) -> Int { margin + step * box.depth }
  private static func top(_ index: Int) -> Int { margin + row * index }

  /// From the left edge of each box to the one that it serves.
  private static func connectors(_ boxes: [Box]) -> [String] {
    var open: [Int] = []
    return boxes.enumerated().compactMap { index, box in
      while let last = open.last, boxes[last].depth >= box.depth { open.removeLast() }
      defer { open.append(index) }
      guard let parent = open.last else { return nil }
      let x = left(boxes[parent]) + step / 2
      return "<path d=\"M\(x) \(top(parent) + Self.box.height)V\(top(index) + Self.box.height / 2)"
        + "H\(left(box))\"/>"
    }
  }

  private static func drawn(_ box: Box, at index: Int) -> [String] {
    let (x, y) = (left(box), top(index))
    let dash = box.isDashed ? " stroke-dasharray=\"5 3\"" : ""
    return [
      "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(Self.box.width)\" height=\"\(Self.box.height)\" "
        + "rx=\"5\" fill=\"#fff\" stroke=\"#222\"\(dash)/>",
      "<text x=\"\(x + 9)\" y=\"\(y + 18)\" font-size=\"15\" font-weight=\"600\" fill=\"#111\">"
        + "\(escaped(cut(box.title, to: columns.title)))</text>",
      "<text x=\"\(x + 9)\" y=\"\(y + 36)\" font-size=\"12\" fill=\"#333\">"
        + "\(escaped(cut(box.detail, to: columns.detail)))</text>",
    ]
  }

  private static func cut(_ text: String, to columns: Int) -> String {
    Text(text).truncated(to: columns).plain
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default:
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        result += isControl ? "?" : String(Character(scalar))
      }
    }
  }
}
