import Charters

/// A place where a rule is judged by itself: what its `this …` stands for there, and whom a change
/// there is about.
struct RuleSite: Sendable {
  let rule: RuleText
  let binding: Binding
  /// One charter of the place.
  let charter: CharterPath
  /// Whom the change is about, where the rule looks at that.
  let subject: Handle?

  /// `team support`, `everyone`'s where nothing is bound.
  var text: String? { binding.text ?? subject.map { "person \($0.text)" } }
}

extension PolicyGround {
  static func newcomers(to roster: Roster) -> [CharterPath] {
    let unused = unusedName(in: roster)
    var paths = ["vision.md", "mission.md", "values.md", "members/\(unused).md"]
    paths += ["roles", "agreements", "reflections"].map { "\($0)/\(unused).md" }
    for team in roster.teams.keys.sorted() {
      let folder = team.charterText.dropFirst("Charters/".count).dropLast("team.md".count)
      let names = ["vision.md", "mission.md", "values.md", "team.md"]
      paths += names.map { folder + $0 }
      paths += ["roles", "agreements"].map { "\(folder)\($0)/\(unused).md" }
    }
    paths.append("teams/\(unused)/team.md")
    // Every one of them is a path of the layout, unless it is too long to be one.
    return paths.compactMap { try? CharterPath("Charters/\($0)") }
  }

  /// A name that nobody has.
  private static func unusedName(in roster: Roster) -> String {
    var number = 1
    func name() -> String { number == 1 ? "somebody-new" : "somebody-new-\(number)" }
    while Handle(name()).map({ roster.members[$0] != nil }) ?? false { number += 1 }
    return name()
  }
}

extension Match {
  /// Whether some change of the charter could be meant.
  func canMatch(_ charter: CharterPath) -> Bool {
    guard pattern.canMatch(charter) else { return false }
    guard let except, except.isOnlyAboutCharters else { return true }
    return !except.canMatch(charter)
  }
}

extension Match.Pattern {
  func canMatch(_ charter: CharterPath) -> Bool {
    func holds<Value>(_ values: [Value], _ test: (Value) -> Bool) -> Bool {
      values.isEmpty || values.contains(where: test)
    }
    return holds(kinds) { $0 == charter.kind }
      && holds(teams) { $0.value == charter.team }
      && holds(roles) { $0.value == charter.role }
      && holds(paths) { $0.matches(charter.display) }
      && holds(sections) { ($0.value.path == ["(policy)"]) == (charter.kind == .policy) }
  }

  /// It says nothing of sections, changes and proposers.
  var isOnlyAboutCharters: Bool { sections.isEmpty && changes.isEmpty && proposers.isEmpty }
}

/// People whom the policy cannot tell apart.
extension [PeopleSet] {
  /// The cells of a set that these groups cut out of it, none of them empty.
  func cells(of set: PeopleSet) -> [PeopleSet] {
    reduce(set.isEmpty ? [] : [set]) { cells, group in
      cells.flatMap { cell -> [PeopleSet] in
        let inside = cell.intersection(group)
        if inside.isEmpty { return [cell] }
        let outside = cell.subtracting(group)
        return outside.isEmpty ? [cell] : [inside, outside]
      }
    }
  }
}
