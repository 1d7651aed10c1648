import Practice

/// A row of figures as one word of bars.
struct Sparkline {
  let figures: [Figure]
  let unit: PulseMeasure.Unit
  let isUnicode: Bool

  /// A bar each, at most so many of the latest; `·` where there is no figure.  Shares fill a bar at
  /// 1, all else at the greatest figure.
  func text(limit: Int = 12) -> String {
    let shown = figures.suffix(limit)
    let top = unit == .share ? 1 : shown.compactMap(\.value).max() ?? 0
    let bars = Array(isUnicode ? "▁▂▃▄▅▆▇█" : "12345678")
    return String(
      shown.map { figure -> Character in
        guard let value = figure.value else { return isUnicode ? "·" : "." }
        guard top > 0 else { return bars[0] }
        let level = Int((value / top * Double(bars.count - 1)).rounded())
        return bars[min(max(level, 0), bars.count - 1)]
      })
  }
}
