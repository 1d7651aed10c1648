import Charters
import Console
import Policies

/// What a change of rules or people does: what changes in the same way stands together.
struct ImpactScreen {
  let impact: PolicyImpact
  let width: Int
  /// With what was needed before and is needed after, in full.
  var isFull = true

  private static let limit = 30
  /// How many charters a brief line names.
  private static let names = 6

  var text: Text {
    let groups = groups
    var blocks = groups.prefix(Self.limit).map(block)
    if groups.count > Self.limit { blocks.append("and \(groups.count - Self.limit) more\n") }
    return blocks.joined(separator: isFull ? "\n" : "")
  }

  private var groups: [[PolicyImpact.Shift]] {
    var order: [[String]] = []
    var groups: [[String]: [PolicyImpact.Shift]] = [:]
    for shift in impact.shifts {
      var key = [shift.sentence]
      if isFull {
        key += [shift.before, shift.after].flatMap { $0.rules.flatMap { [$0.name] + $0.substance } }
      }
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(shift)
    }
    return order.compactMap { groups[$0] }
  }

  private func block(_ shifts: [PolicyImpact.Shift]) -> Text {
    var labels: [String] = []
    for label in (shifts.filter { !$0.isNew } + shifts.filter(\.isNew)).map(label)
    where !labels.contains(label) { labels.append(label) }
    var names = labels.joined(separator: ", ")
    if !isFull, labels.count > Self.names + 1 {
      names =
        labels.prefix(Self.names).joined(separator: ", ")
        + " and \(labels.count - Self.names) more"
    }
    var lines: [Text] = [
      Text(names, .strong).indented(by: isFull ? 0 : 2).wrapped(to: width, hanging: 4),
      ("After this: " + Text(shifts[0].sentence)).indented(by: isFull ? 2 : 4)
        .wrapped(to: width, hanging: 6),
    ]
    guard isFull else { return lines.lines }
    lines += side("before", shifts[0].before) + side("after", shifts[0].after)
    return lines.lines
  }

  /// A charter that is there by name, one to come by its kind; with the parts where it is not all.
  private func label(_ shift: PolicyImpact.Shift) -> String {
    let name = shift.isNew ? "new \(shift.charter.kind.plural)" : shift.charter.display
    if shift.charter.kind == .member, !isFull { return shift.isNew ? name : "members’ pages" }
    if shift.isEverything { return name }
    let parts = Set(shift.changes.map(\.section)).count
    return isFull || parts <= 2 ? "\(name) › \(shift.changes.words)" : "\(name) in part"
  }

  private func side(_ name: String, _ side: PolicyImpact.Shift.Side) -> [Text] {
    guard !side.rules.isEmpty else { return ["  \(name, .dim)", "    nobody decides"] }
    return ["  \(name, .dim)"]
      + side.rules.flatMap { RuleSentenceScreen(rule: $0, width: width - 2).lines }
      .map { $0.indented(by: 2) }
  }
}

extension Kind {
  /// `roles`, `missions`
  var plural: String {
    switch self {
    case .values, .policy: rawValue
    default: rawValue + "s"
    }
  }
}
