import Practice

/// The plots of a pulse as one SVG image.
struct PulsePicture {
  let reading: PulseReading

  private static let columns = 3
  private static let (gap, title, head) = (24, 34, 56)

  var text: String {
    let plots = PulseMeasure.allCases.filter { $0.topic != .growing || reading.hasFigure($0) }
    let rows = (plots.count + Self.columns - 1) / Self.columns
    let width = Self.gap + Self.columns * (PulsePlot.width + Self.gap)
    let height = Self.head + rows * (PulsePlot.height + Self.title + Self.gap)
    let window = reading.whole.window
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img">
      <title>Pulse of \(reading.organisation.escapedHTML)</title>
      <style>
      \(PulsePlot.style)
      svg .title { font: bold 13px sans-serif }
      svg .head { font: bold 18px sans-serif }
      </style>
      <rect width="100%" height="100%" fill="#fff"/>
      <text class="head" x="\(Self.gap)" y="26">Pulse of \(reading.organisation.escapedHTML)</text>
      <text x="\(Self.gap)" y="44">\(window.words.escapedHTML)</text>

      """
    for (index, measure) in plots.enumerated() {
      let plot = PulsePlot(measure: measure, parts: reading.parts)
      let figure = reading.whole.figures[measure] ?? Figure.missing
      let x = Self.gap + index % Self.columns * (PulsePlot.width + Self.gap)
      let y = Self.head + index / Self.columns * (PulsePlot.height + Self.title + Self.gap)
      let count = measure.unit == .count ? "" : " (n = \(figure.n))"
      svg += """
        <g transform="translate(\(x) \(y))">
        <text class="title" x="0" y="14">\(measure.title.escapedHTML)</text>
        <text x="0" y="29">\(figure.words(measure.unit).escapedHTML)\(count)</text>
        <g transform="translate(0 \(Self.title))" role="img">
        <title>\(plot.words.escapedHTML)</title>
        \(plot.shapes)</g>
        </g>

        """
    }
    return svg + "</svg>\n"
  }
}

extension PulseReading {
  /// Whether the figure is known in the whole or in a part.
  func hasFigure(_ measure: PulseMeasure) -> Bool {
    ([whole] + parts).contains { $0.figures[measure]?.value != nil }
  }
}
