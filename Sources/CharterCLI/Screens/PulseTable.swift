import Charters
import Practice

/// A pulse as comma-separated values (RFC 4180): a line a window and figure, the whole first.
struct PulseTable {
  let reading: PulseReading

  var text: String {
    let head = ["window", "from", "until", "measure", "unit", "value", "n", "waiting", "absent"]
    var lines = [head]
    for pulse in [reading.whole] + reading.parts {
      let window = pulse.window
      for measure in PulseMeasure.allCases {
        let figure = pulse.figures[measure] ?? Figure.missing
        lines.append([
          window.name ?? "whole", window.from.iso8601, window.until.iso8601, measure.rawValue,
          measure.unit.rawValue, figure.value.map { Figure.decimal($0, digits: 6) } ?? "",
          "\(figure.n)", figure.waiting.map { "\($0)" } ?? "", figure.absence?.rawValue ?? "",
        ])
      }
    }
    // Every cell is a word of ours, a number or a moment, so that none has to be quoted.
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }
}
