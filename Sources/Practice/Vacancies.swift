package import Charters

/// Places where somebody new could lead: roles that nobody holds, terms that end, and roles that
/// nobody could step into.
package struct Vacancies: Sendable {
  package struct Item: Hashable, Sendable {
    package let charter: CharterPath
    package let matter: Matter
  }

  package enum Matter: Hashable, Sendable {
    /// Nobody holds the role; who did last, where the page tells.
    case vacant(last: Handle?)
    /// Whoever holds it is away, and nobody steps in.
    case away([Handle])
    /// A holder's time ends.
    case ending(Handle, Day)
    /// Nobody could step in for the holders.
    case noDeputy([Handle])
    /// A team that nobody leads.
    case noLead
  }

  /// Vacant ones first, then those whose time ends by day, then the others; by charter among them.
  package let items: [Item]
  package let today: Day

  /// - Parameter days: how far ahead an ending term is an opening.
  package init(_ circle: CircleInForce, within days: Int) {
    today = circle.today
    let last = today.adding(days: days)
    var items: [Item] = []
    for role in circle.roles {
      let holders = circle.holders(of: role.id)
      if holders.isEmpty {
        let ended = role.holders.filter { $0.until.map { $0 < circle.today } ?? false }
        let latest = ended.max { ($0.until ?? circle.today) < ($1.until ?? circle.today) }
        items.append(Item(charter: role.path, matter: .vacant(last: latest?.who)))
        continue
      }
      for holding in role.holders where holding.isInForce(at: circle.now) {
        guard let end = role.end(of: holding), end <= last else { continue }
        items.append(Item(charter: role.path, matter: .ending(holding.who, end)))
      }
      let present = holders.filter { circle.roster.status(of: $0) == .active }
      let isCovered = circle.hasStandIn(role) && (holders.count == 1 || !present.isEmpty)
      guard !isCovered else { continue }
      items.append(
        Item(
          charter: role.path, matter: present.isEmpty ? .away(holders) : .noDeputy(holders)))
    }
    for team in circle.roster.teams.values where team.lead == nil {
      items.append(Item(charter: team.path, matter: .noLead))
    }
    self.items = items.sorted { ($0.matter.rank, $0.charter) < ($1.matter.rank, $1.charter) }
  }
}

extension Vacancies.Matter {
  /// What it is, for scripts.
  package var code: String {
    switch self {
    case .vacant: "vacant"
    case .away: "away"
    case .ending: "ending"
    case .noDeputy: "no-deputy"
    case .noLead: "no-lead"
    }
  }

  /// Who is concerned.
  package var people: [Handle] {
    switch self {
    case .vacant(let last): [last].compactMap(\.self)
    case .away(let holders), .noDeputy(let holders): holders
    case .ending(let holder, _): [holder]
    case .noLead: []
    }
  }

  /// Vacancies first, then ends by day.
  fileprivate var rank: String {
    switch self {
    case .vacant: "0"
    case .noLead: "1"
    case .away: "2"
    case .ending(_, let day): "3 \(day)"
    case .noDeputy: "4"
    }
  }
}
