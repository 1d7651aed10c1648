import Charters
import Console
import Policies

/// What a change of rules or people does, charter by charter.
struct ImpactScreen {
  let impact: PolicyImpact
  let width: Int
  /// With what was needed before and is needed after, in full.
  var isFull = true

  private static let limit = 30

  var text: Text {
    var blocks = impact.shifts.prefix(Self.limit).map(block)
    if impact.shifts.count > Self.limit {
      blocks.append("and \(impact.shifts.count - Self.limit) more\n")
    }
    return blocks.joined(separator: isFull ? "\n" : "")
  }

  private func block(_ shift: PolicyImpact.Shift) -> Text {
    let what = shift.isEverything ? "" : " › " + shift.changes.words
    let alike: String =
      switch shift.alike {
      case 0: ""
      case 1: " (and one like it)"
      default: " (and \(shift.alike) like it)"
      }
    var lines: [Text] = [
      ("\(shift.charter.display, .strong)\(what)" + Text(alike, .dim))
        .wrapped(to: width, hanging: 4),
      ("  After this: " + Text(shift.sentence)).wrapped(to: width, hanging: 4),
    ]
    guard isFull else { return lines.lines }
    lines += side("before", shift.before) + side("after", shift.after)
    return lines.lines
  }

  private func side(_ name: String, _ side: PolicyImpact.Shift.Side) -> [Text] {
    guard !side.rules.isEmpty else { return ["  \(name, .dim)", "    nobody decides"] }
    return ["  \(name, .dim)"]
      + side.rules.flatMap { RuleSentenceScreen(rule: $0, width: width - 2).lines }
      .map { $0.indented(by: 2) }
  }
}
