import Charters
import Console
import Policies

/// The whole policy at a glance: for each kind of charter, who decides about which parts.
struct PolicyOverview {
  let rows: [(name: String, matters: [PolicySituation.Matter])]

  /// The charters that are there, one of each kind and team; of kinds that nobody has, a new one.
  init(_ situation: PolicySituation) {
    var seen: Set<String> = []
    var rows: [(String, [PolicySituation.Matter])] = []
    for charter in situation.ground.charters.keys.sorted() + [.policy] {
      let name = charter.kindAndTeam
      guard seen.insert(name).inserted else { continue }
      rows.append((name, situation.matters(of: charter)))
    }
    self.rows = rows
  }

  func text(width: Int) -> Text {
    rows.map { name, matters -> Text in
      var lines: [Text] = ["\(name, .heading)"]
      for (index, matter) in matters.enumerated() {
        let what = matter.name(isLast: index == matters.count - 1)
        let who = matter.rules.map { $0.isDefault ? "what no rule is about" : $0.name }
        let names = who.isEmpty ? "nobody: no rule is about it" : who.joined(separator: " + ")
        lines.append(
          ("  " + Text(what) + ": " + Text(names, .strong) + Text(" \(count(matter))", .dim))
            .wrapped(to: width, hanging: 4))
      }
      return lines.lines
    }.joined(separator: "\n")
  }

  private func count(_ matter: PolicySituation.Matter) -> String {
    guard let least = matter.least else { return "(nobody can)" }
    switch least {
    case 0: return "(no approval needed)"
    case 1: return "(1 approval, of \(matter.people.count) who may)"
    default: return "(\(least) approvals, of \(matter.people.count) who may)"
    }
  }
}

extension CharterPath {
  /// `roles of team support`, `vision`.
  fileprivate var kindAndTeam: String {
    let many: String
    switch kind {
    case .role: many = "roles"
    case .agreement: many = "agreements"
    case .member: many = "members"
    case .reflection: many = "reflections"
    default: many = kind.rawValue
    }
    guard kind != .team else { return "team \(team?.text ?? "")" }
    return many + (team.map { " of team \($0)" } ?? "")
  }
}
