package import Charters

/// What depends on a charter: what serves it, who is named in it, what names it.
package struct Dependence: Sendable {
  package struct Item: Hashable, Sendable {
    package let charter: CharterPath
    package let relation: Relation
    /// Where the charter says so; nil where it follows from its place, or at one remove.
    package let line: Int?
  }

  package enum Relation: Hashable, Sendable {
    /// It serves the charter, or something that does, so many links away.
    case serves(links: Int)
    /// It lies in the team's folder.
    case within
    /// It names the person, role or team in this field.
    case names(field: String)
    /// It names the charter in a domain that a role looks after.
    case looksAfter
    /// A member who said that they stand by it.
    case acknowledges
    /// A rule of the policy speaks of it.
    case rule(String)
  }

  package let charter: CharterPath
  /// By relation as the cases stand, then by charter; whoever serves it nearest first.
  package let items: [Item]

  /// - Parameters:
  ///   - lookingAfter: roles whose domains cover the charter most closely.
  ///   - rules: names of the rules that a change of it meets, with their lines.
  package init(
    of charter: CharterPath, in circle: CircleInForce, lookingAfter: [RoleID] = [],
    rules: [(name: String, line: Int)] = []
  ) {
    self.charter = charter
    var items = Self.supporters(of: charter, circle.graph)
    items += circle.inside(charter) + circle.naming(charter)
    items += lookingAfter.compactMap { role in
      circle.roster.roles[role].map {
        Item(charter: $0.path, relation: .looksAfter, line: $0.domains.first?.line)
      }
    }
    items += circle.acknowledging(charter)
    items += rules.map { Item(charter: .policy, relation: .rule($0.name), line: $0.line) }
    self.items = items.sorted {
      ($0.relation.rank, $0.charter.text, $0.line ?? 0)
        < ($1.relation.rank, $1.charter.text, $1.line ?? 0)
    }
  }

  private static func supporters(of charter: CharterPath, _ graph: ServesGraph) -> [Item] {
    var items: [Item] = []
    var seen: Set<CharterPath> = [charter]
    var level = [charter]
    var links = 1
    while !level.isEmpty {
      var next: [CharterPath] = []
      for path in level {
        for supporter in graph.supporters(of: path) where seen.insert(supporter).inserted {
          let link = graph.served(by: supporter).first { $0.target == path }
          items.append(
            Item(
              charter: supporter, relation: .serves(links: links),
              line: links == 1 ? link?.line : nil))
          next.append(supporter)
        }
      }
      level = next
      links += 1
    }
    return items
  }
}

extension Dependence.Relation {
  /// What it is, for scripts.
  package var code: String {
    switch self {
    case .serves: "serves"
    case .within: "within"
    case .names: "names"
    case .looksAfter: "looks-after"
    case .acknowledges: "acknowledges"
    case .rule: "rule"
    }
  }

  fileprivate var rank: String {
    switch self {
    case .serves(let links):
      "0 \(String(repeating: "0", count: max(0, 6 - String(links).count)))\(links)"
    case .within: "1"
    case .names(let field): "2 \(field)"
    case .looksAfter: "3"
    case .acknowledges: "4"
    case .rule: "5"
    }
  }
}

extension CircleInForce {
  /// Charters in the folder of a team.
  fileprivate func inside(_ charter: CharterPath) -> [Dependence.Item] {
    guard charter.kind == .team, let team = charter.team else { return [] }
    let served = Set(graph.supporters(of: charter))
    return charters.keys.filter { path in
      path != charter && !served.contains(path)
        && (path.team == team || path.team.map { $0.isNested(in: team) } ?? false)
    }.map { Dependence.Item(charter: $0, relation: .within, line: nil) }
  }

  /// Charters that name the person, role or team whose charter it is.
  fileprivate func naming(_ charter: CharterPath) -> [Dependence.Item] {
    let name: String
    if let member = charter.member {
      name = member.text
    } else if let role = charter.role {
      name = "role \(role)"
    } else if charter.kind == .team, let team = charter.team {
      name = "team \(team)"
    } else {
      return []
    }
    let fields =
      charter.kind == .member
      ? ["lead", "members", "holders", "deputies", "coach", "affects", "experiments"] : ["affects"]
    return charters.values.flatMap { text -> [Dependence.Item] in
      guard text.path != charter, let front = text.frontMatter else { return [] }
      return fields.compactMap { field in
        guard let line = front[field]?.line(naming: name) else { return nil }
        return Dependence.Item(charter: text.path, relation: .names(field: field), line: line)
      }
    }
  }

  fileprivate func acknowledging(_ charter: CharterPath) -> [Dependence.Item] {
    let names = CharterNames(charters.keys)
    return members.compactMap { member in
      let entry = member.acknowledges.first { names.charter(named: $0.charter.value) == charter }
      return entry.map {
        Dependence.Item(charter: member.path, relation: .acknowledges, line: $0.charter.line)
      }
    }
  }
}

extension YAMLValue {
  /// The line of the first text in here that is a name: an entry, or its `who` or `sponsor`.
  fileprivate func line(naming name: String) -> Int? {
    for entry in list ?? [self] {
      let texts = [entry.scalar, entry["who"]?.scalar, entry["sponsor"]?.scalar]
      if let found = texts.compactMap(\.self).first(where: { $0.text == name }) {
        return found.line
      }
    }
    return nil
  }
}
