import Charters

extension Policy {
  /// Teams, roles and people that the policy names and nobody knows, and amounts that no group
  /// of these people could ever reach because a `%` is missing.
  func unknownNames(_ roster: Roster) -> [PolicyProblem] {
    var check = NameCheck(roster)
    for rule in rules {
      check.pattern(rule.match.pattern)
      if let except = rule.match.except { check.pattern(except) }
      check.needs(rule.needs)
      check.options(rule.options)
    }
    if let defaultRule {
      check.needs(defaultRule.needs)
      check.options(defaultRule.options)
    }
    return check.problems
  }
}

private struct NameCheck {
  let roster: Roster
  private(set) var problems: [PolicyProblem] = []

  init(_ roster: Roster) { self.roster = roster }

  mutating func pattern(_ pattern: Match.Pattern) {
    for team in pattern.teams {
      who(.team(team.value), at: team.place) { "for: { team: \($0.dropFirst(5)) }" }
    }
    for role in pattern.roles {
      who(.role(role.value), at: role.place) { "for: { role: \($0.dropFirst(5)) }" }
    }
    for proposer in pattern.proposers {
      who(proposer.value, at: proposer.place) { "for: { proposer: \($0) }" }
    }
  }

  mutating func options(_ options: RuleOptions) {
    for case .who(let person, let place) in options.exclude {
      who(person, at: place) { "exclude: [\($0)]" }
    }
  }

  mutating func needs(_ needs: [Need]) {
    for need in needs {
      switch need.condition {
      case .approve(let amount, let group, _, let otherwise):
        self.group(group) { "- approve: \(amount.text) of \($0)" }
        if let otherwise { self.group(otherwise) { "otherwise: \($0)" } }
        missingPercent(amount, group)
      case .consent(let group, _, let overruling):
        self.group(group) { "- consent: \($0)" }
        if let overruling {
          self.group(overruling.group) { "overruled-by: \(overruling.amount.text) of \($0)" }
        }
      case .advice(let group, _): self.group(group) { "- advice: \($0)" }
      case .anyOf(let lists): for list in lists { self.needs(list) }
      case .openFor, .expiresWithin: break
      }
    }
  }

  private mutating func group(_ group: Group, line: (String) -> String) {
    for part in group.parts {
      who(part, at: group.place) { correct in
        let parts = group.parts.map { $0 == part ? correct : $0.text }
        return line((group.isEach ? "each " : "") + parts.joined(separator: " + "))
      }
    }
  }

  /// - Parameter line: one correct line with a name that is known.
  private mutating func who(_ who: Who, at place: Place, line: (String) -> String) {
    switch who {
    case .team(let id):
      team(id, "team", at: place, line: line)
    case .wholeTeam(let id):
      team(id, "whole team", at: place, line: line)
    case .role(let id):
      if roster.roles[id] == nil {
        unknown(
          "role", id.text, among: roster.roles.keys.map(\.text), prefix: "role", at: place, line)
      }
    case .person(let handle):
      switch roster.members[handle]?.status {
      case nil:
        unknown(
          "person", handle.text, among: roster.present.map(\.text), prefix: "person", at: place,
          line)
      case .left:
        problems.append(
          PolicyProblem(
            line: place.line, column: place.column, code: "person-has-left", level: .warning,
            message: "\(handle.text) has left and decides nothing any more",
            hint: line("everyone")))
      case .active, .absent: break
      }
    case .everyone, .leads, .thisTeam, .thisRole, .thisLead, .thisPerson, .parentTeam,
      .domainHolder, .affected, .everyTeam:
      break
    }
  }

  private mutating func team(
    _ id: TeamID, _ prefix: String, at place: Place, line: (String) -> String
  ) {
    guard roster.teams[id] == nil else { return }
    unknown(
      "team", id.text, among: roster.teams.keys.map(\.text), prefix: prefix, at: place, line)
  }

  private mutating func unknown(
    _ what: String, _ name: String, among known: [String], prefix: String, at place: Place,
    _ line: (String) -> String
  ) {
    let known = known.sorted()
    let nearest =
      Spelling.nearest(to: name, in: known)
      ?? known.first { $0.split(separator: "/").last.map(String.init) == name }
    problems.append(
      PolicyProblem(
        line: place.line, column: place.column, code: "unknown-\(what)", level: .error,
        message: "there is no \(what) '\(name)'"
          + (nearest.map { ": did you mean '\($0)'?" } ?? ""),
        hint: line((nearest ?? known.first).map { "\(prefix) \($0)" } ?? "everyone")))
  }

  /// `75 of team core`, where seventy-five people are not meant.
  private mutating func missingPercent(_ amount: Amount, _ group: Group) {
    guard case .seats(let count) = amount, count >= 10, group.words.isEmpty, !group.isEach else {
      return
    }
    let people = People(roster, at: nil)
    let size = people.named(group, Binding(of: .policy)).count
    guard count > size else { return }
    let meant = count <= 100 ? ": did you mean \(count)%?" : ""
    problems.append(
      PolicyProblem(
        line: group.place.line, column: group.place.column, code: "amount-above-group",
        level: .error, message: "\(group.text) is \(size.people), not \(count)\(meant)",
        hint: count <= 100
          ? "- approve: \(count)% of \(group.text)" : "- approve: 2/3 of \(group.text)"))
  }
}
