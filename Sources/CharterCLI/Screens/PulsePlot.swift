import Practice

/// One figure over time as SVG: a line with marks, and the words of its ends.
///
/// Nothing in it is told by colour alone, and where there is no figure the line has a gap.
struct PulsePlot {
  let measure: PulseMeasure
  let parts: [Pulse]

  static let width = 280
  static let height = 96
  private static let (left, right, top, bottom) = (38, 272, 10, 74)

  private var figures: [Figure] { parts.map { $0.figures[measure] ?? Figure.missing } }

  /// The greatest value of the axis.
  private var limit: Double {
    if measure.unit == .share { return 1 }
    let most = figures.compactMap(\.value).max() ?? 0
    return most > 0 ? most : 1
  }

  private func x(_ index: Int) -> Int {
    guard parts.count > 1 else { return (Self.left + Self.right) / 2 }
    return Self.left + (Self.right - Self.left) * index / (parts.count - 1)
  }

  private func y(_ value: Double) -> Int {
    Self.bottom - Int((Double(Self.bottom - Self.top) * min(max(value / limit, 0), 1)).rounded())
  }

  /// What a reader who sees no picture is told.
  var words: String {
    let values = zip(parts, figures).suffix(12).map { part, figure in
      "\(part.window.name ?? ""): \(figure.words(measure.unit))"
    }
    return "\(measure.title). " + values.joined(separator: ", ")
  }

  /// The shapes, for an `svg` or `g` element of the plot's size.
  var shapes: String {
    var svg =
      "<path class=\"axis\" d=\"M\(Self.left) \(Self.top)V\(Self.bottom)H\(Self.right)\"/>\n"
    svg += label(Self.left - 4, Self.top + 4, axis(limit), anchor: "end")
    svg += label(Self.left - 4, Self.bottom + 3, axis(0), anchor: "end")
    var line = ""
    var marks = ""
    var isDrawing = false
    for (index, figure) in figures.enumerated() {
      guard let value = figure.value else {
        isDrawing = false
        continue
      }
      let (x, y) = (x(index), y(value))
      line += "\(isDrawing ? "L" : "M")\(x) \(y)"
      isDrawing = true
      marks += "<circle class=\"mark\" cx=\"\(x)\" cy=\"\(y)\" r=\"3\"/>\n"
    }
    if line.isEmpty {
      svg += label(
        (Self.left + Self.right) / 2, (Self.top + Self.bottom) / 2, "fewer than 3 cases",
        anchor: "middle")
    } else {
      svg += "<path class=\"line\" d=\"\(line)\"/>\n" + marks
    }
    if let first = parts.first?.window.name {
      let isAlone = parts.count == 1
      svg += label(
        isAlone ? x(0) : Self.left, Self.bottom + 16, first, anchor: isAlone ? "middle" : "start")
    }
    if parts.count > 1, let last = parts.last?.window.name {
      svg += label(Self.right, Self.bottom + 16, last, anchor: "end")
    }
    return svg
  }

  private func axis(_ value: Double) -> String {
    switch measure.unit {
    case .share: "\(Int((value * 100).rounded()))%"
    case .count: "\(Int(value))"
    case .number, .days: value == 0 ? "0" : Figure.decimal(value, digits: 1)
    }
  }

  private func label(_ x: Int, _ y: Int, _ words: String, anchor: String) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(words.escapedHTML)</text>\n"
  }

  /// How the shapes look, on white and on paper.
  static let style = """
    .axis { fill: none; stroke: #777; stroke-width: 1 }
    .line { fill: none; stroke: #1f4e8c; stroke-width: 2 }
    .mark { fill: #fff; stroke: #1f4e8c; stroke-width: 2 }
    svg text { font: 11px sans-serif; fill: #333 }
    """
}
