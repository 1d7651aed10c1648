/// Which charter supports which, as `serves:` says it and as the folders do.
///
/// What lies in a team's folder serves that team, and a nested team the one around it, unless it
/// says otherwise; the mission serves the vision. A team's own vision and mission say for
/// themselves what they serve.
package struct ServesGraph: Sendable {
  package struct Link: Hashable, Sendable {
    package let target: CharterPath
    /// The line that says so; nil where only the folder does.
    package let line: Int?
  }

  /// Every charter of the tree but the policy, sorted.
  package let charters: [CharterPath]
  private let links: [CharterPath: [Link]]
  private let supporters: [CharterPath: [CharterPath]]
  /// Charters from which the links lead to the mission or the vision of the whole, these among
  /// them; empty where there is neither.
  package let aligned: Set<CharterPath>

  package init(_ charters: some Sequence<CharterText>, names: CharterNames? = nil) {
    let texts = charters.filter { $0.path.kind != .policy }.sorted { $0.path < $1.path }
    let paths = texts.map(\.path)
    let names = names ?? CharterNames(paths)
    var links: [CharterPath: [Link]] = [:]
    var supporters: [CharterPath: [CharterPath]] = [:]
    for text in texts {
      let own = Self.links(of: text, names)
      links[text.path] = own
      for link in own { supporters[link.target, default: []].append(text.path) }
    }
    self.charters = paths
    self.links = links
    self.supporters = supporters
    var aligned = Set(paths.filter(\.isGoal))
    var waiting = Array(aligned)
    while let path = waiting.popLast() {
      for supporter in supporters[path] ?? [] where aligned.insert(supporter).inserted {
        waiting.append(supporter)
      }
    }
    self.aligned = aligned
  }

  private static func links(of text: CharterText, _ names: CharterNames) -> [Link] {
    let path = text.path
    let written = text.frontMatter?.list("serves") ?? []
    var seen: Set<CharterPath> = []
    let links = written.compactMap { name -> Link? in
      guard let target = names.charter(named: name.value), seen.insert(target).inserted else {
        return nil
      }
      return Link(target: target, line: name.line)
    }
    guard written.isEmpty, let place = path.servedByPlace,
      let target = names.charter(named: place)
    else { return links }
    return [Link(target: target, line: nil)]
  }

  /// What a charter serves, in the order of its page.
  package func served(by path: CharterPath) -> [Link] { links[path] ?? [] }

  /// The charters that serve one directly, sorted.
  package func supporters(of path: CharterPath) -> [CharterPath] { supporters[path] ?? [] }

  /// The mission and the vision of the whole, as far as they are there.
  package var goals: [CharterPath] { charters.filter(\.isGoal) }

  /// Kinds whose charters are expected to lead to the mission or vision, and do not; none where
  /// there is neither.
  package var orphans: [CharterPath] {
    guard !aligned.isEmpty else { return [] }
    return charters.filter { $0.isExpectedToServe && !aligned.contains($0) }
  }

  /// The rings in which charters serve one another, each once as one shortest way round, beginning
  /// with its first charter by path; a charter that serves itself is one.
  package var rings: [[CharterPath]] {
    knots.compactMap { knot in
      let members = Set(knot)
      guard let first = knot.min() else { return nil }
      return way(from: first, within: members)
    }.sorted { ($0.first?.text ?? "") < ($1.first?.text ?? "") }
  }

  /// The shortest way from a charter back to itself; nil where there is none.
  private func way(from start: CharterPath, within members: Set<CharterPath>) -> [CharterPath]? {
    var before: [CharterPath: CharterPath] = [:]
    var waiting = [start]
    var next = 0
    while next < waiting.count {
      let path = waiting[next]
      next += 1
      for target in served(by: path).map(\.target) where members.contains(target) {
        if target == start {
          var way = [path]
          while let last = way.last, last != start, let previous = before[last] {
            way.append(previous)
          }
          return way.reversed()
        }
        if before[target] == nil {
          before[target] = path
          waiting.append(target)
        }
      }
    }
    return nil
  }

  /// Sets of charters each of which can be reached from each other one, by Tarjan's algorithm
  /// ("Depth-first search and linear graph algorithms", 1972) with a stack of its own, since a row
  /// of `serves` may be as long as there are charters.
  private var knots: [[CharterPath]] {
    var order: [CharterPath: Int] = [:]
    var low: [CharterPath: Int] = [:]
    var open: [CharterPath] = []
    var isOpen: Set<CharterPath> = []
    var found: [[CharterPath]] = []
    for root in charters where order[root] == nil {
      var calls: [(path: CharterPath, next: Int)] = [(root, 0)]
      while let (path, next) = calls.last {
        if next == 0, order[path] == nil {
          order[path] = order.count
          low[path] = order[path]
          open.append(path)
          isOpen.insert(path)
        }
        let targets = served(by: path)
        guard next < targets.count else {
          calls.removeLast()
          if let parent = calls.last?.path {
            low[parent] = min(low[parent] ?? 0, low[path] ?? 0)
          }
          guard low[path] == order[path] else { continue }
          var knot: [CharterPath] = []
          while let last = open.popLast() {
            isOpen.remove(last)
            knot.append(last)
            if last == path { break }
          }
          found.append(knot)
          continue
        }
        calls[calls.count - 1].next += 1
        let target = targets[next].target
        if order[target] == nil {
          calls.append((target, 0))
        } else if isOpen.contains(target) {
          low[path] = min(low[path] ?? 0, order[target] ?? 0)
        }
      }
    }
    return found
  }
}

extension CharterPath {
  /// Whether it is the vision or mission of the whole organisation.
  package var isGoal: Bool { team == nil && (kind == .vision || kind == .mission) }

  /// Whether a charter of its kind and place should lead to the mission or vision.
  package var isExpectedToServe: Bool {
    switch kind {
    case .team, .role, .agreement: true
    case .vision, .mission: team != nil
    case .values, .member, .reflection, .policy: false
    }
  }

  /// The name of what it serves where it says nothing itself; nil where nothing follows from the
  /// place.
  fileprivate var servedByPlace: String? {
    switch kind {
    case .mission: team == nil ? "vision" : nil
    case .team: team?.parent?.charterText
    case .role, .agreement, .values: team?.charterText
    case .vision, .member, .reflection, .policy: nil
    }
  }
}
