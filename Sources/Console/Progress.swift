/// One line on a terminal that says how far a long piece of work has come.
///
/// Nothing appears where nobody looks, nor for work that is soon over.
package final class Progress {
  private let output: Output
  private let label: Text
  private let total: Int?
  private let isShown: Bool
  private let start: ContinuousClock.Instant
  private var shownPercent = -1
  private var standsOnScreen = false

  /// - Parameters:
  ///   - total: how many pieces there are, where that is known.
  ///   - isWanted: false shows nothing at all.
  ///   - delay: how long the work may take before the line appears.
  package init(
    _ label: Text, total: Int? = nil, on output: Output, isWanted: Bool = true,
    delay: Duration = .seconds(1)
  ) {
    self.output = output
    self.label = label
    self.total = total
    start = ContinuousClock.now + delay
    isShown = isWanted && output.terminal.isTerminal
  }

  /// Shows that `done` pieces are finished, when that is news.
  package func update(_ done: Int) throws(OutputError) {
    guard isShown, ContinuousClock.now >= start else { return }
    let line: Text
    if let total, total > 0 {
      let percent = min(100, done * 100 / total)
      guard percent != shownPercent else { return }
      shownPercent = percent
      line = "\(label): \(percent)% (\(done)/\(total))"
    } else {
      guard done % 100 == 0 else { return }
      line = "\(label): \(done)"
    }
    standsOnScreen = true
    try output.write("\r\(line.truncated(to: output.terminal.width - 1))\u{1B}[K")
  }

  /// Takes the line away again.
  package func finish() throws(OutputError) {
    guard standsOnScreen else { return }
    standsOnScreen = false
    try output.write("\r\u{1B}[K")
  }
}
