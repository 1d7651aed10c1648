import Charters

/// What a policy says that makes no sense whoever the people are.
struct PolicySense {
  private(set) var problems: [PolicyProblem] = []

  init(_ policy: Policy) {
    var names: [String: Place] = [:]
    for rule in policy.rules {
      if let first = names[rule.name] {
        report(
          rule.place, "duplicate-rule-name",
          "another rule is called '\(rule.name)' too, in line \(first.line)",
          hint: "- name: \(rule.name) (2)")
      } else {
        names[rule.name] = rule.place
      }
      check(rule.needs, among: rule.needs)
      checkChoices(rule.needs, at: rule.place)
      checkTerm(rule)
      checkBinding(rule)
    }
    if let defaultRule = policy.defaultRule {
      check(defaultRule.needs, among: defaultRule.needs)
      checkChoices(defaultRule.needs, at: defaultRule.place)
    }
  }

  private mutating func report(_ place: Place, _ code: String, _ message: String, hint: String) {
    problems.append(
      PolicyProblem(
        line: place.line, column: place.column, code: code, level: .error, message: message,
        hint: hint))
  }

  /// - Parameter context: the needs that must hold together with these.
  private mutating func check(_ needs: [Need], among context: [Need]) {
    for need in needs {
      switch need.condition {
      case .consent:
        if !context.contains(where: { $0.openFor != nil }) {
          report(
            need.place, "consent-without-open-for",
            "silence is no consent before people had time: this rule needs an 'open-for' too",
            hint: "- open-for: 5 days")
        }
      case .openFor(let open, _, let closeAfter):
        let close = closeAfter ?? .standardCloseAfter
        if open.seconds > close.seconds {
          let usual = closeAfter == nil ? " (as always where nothing else is said)" : ""
          report(
            need.place, "open-for-longer-than-close-after",
            "this waits for \(open.text) but runs out of time after \(close.text)\(usual)",
            hint: "close-after: \(open.count * 2) \(open.unit.rawValue)")
        }
      case .anyOf(let lists):
        for list in lists { check(list, among: context + list) }
      case .approve, .advice, .expiresWithin: break
      }
    }
  }

  private mutating func checkChoices(_ needs: [Need], at place: Place) {
    var choices = 1
    for need in needs {
      if case .anyOf(let lists) = need.condition { choices *= lists.count }
      if choices > BoundRule.choiceLimit { break }
    }
    guard choices > BoundRule.choiceLimit else { return }
    report(
      place, "too-many-alternatives",
      "the 'any-of' of this rule can be combined in more than \(BoundRule.choiceLimit) ways",
      hint: "- any-of: [ { approve: 1 of leads }, { approve: 2/3 of everyone } ]")
  }

  private mutating func checkTerm(_ rule: Rule) {
    let limited = rule.match.terms.filter { $0 != .permanent }
    guard let term = limited.first, !rule.needs.contains(where: \.isExpiry) else { return }
    report(
      rule.place, "term-without-expires-within",
      "a rule for an \(term.rawValue) says how long one may last",
      hint: "- expires-within: 12 weeks")
  }

  /// `this role` where no role can be meant is nobody, always.
  private mutating func checkBinding(_ rule: Rule) {
    for group in rule.needs.flatMap(\.groups) {
      if group.parts.contains(.thisRole), !rule.match.canMatch(.role) {
        report(
          group.place, "this-role-without-role",
          "this rule is about no role: 'this role' is nobody",
          hint: "for: { kind: role }")
      }
      if group.parts.contains(.thisPerson), !rule.match.canMatch(.member) {
        report(
          group.place, "this-person-without-member",
          "this rule is about no member: 'this person' is nobody", hint: "for: { kind: member }")
      }
    }
  }
}

extension Need {
  var isExpiry: Bool {
    if case .expiresWithin = condition { true } else { false }
  }
}

extension Match {
  /// Whether some charter of the kind could be meant.
  func canMatch(_ kind: Kind) -> Bool {
    guard pattern.kinds.isEmpty || pattern.kinds.contains(kind) else { return false }
    guard pattern.roles.isEmpty || kind == .role else { return false }
    guard pattern.teams.isEmpty || kind != .member else { return false }
    guard
      pattern.sections.isEmpty
        || pattern.sections.contains(where: { $0.value.path != ["(policy)"] })
    else { return false }
    return pattern.paths.isEmpty || pattern.paths.contains { $0.canMatch(kind) }
  }
}
