import Charters

extension Policy {
  /// Everything in the policy that this version cannot judge, each at its place: refused, never
  /// passed over.
  var unsupported: [PolicyProblem] {
    var problems: [PolicyProblem] = []
    func report(_ place: Place, _ what: String, _ hint: String?) {
      problems.append(
        PolicyProblem(
          line: place.line, column: place.column, code: Self.notSupportedYet, level: .error,
          message: "not supported yet: \(what)", hint: hint))
    }
    func check(_ needs: [Need]) {
      for need in needs {
        if case .anyOf(let lists) = need.condition { lists.forEach(check) }
        for what in need.unsupported { report(need.place, what, need.supportedInstead) }
      }
    }
    for rule in rules {
      if rule.match.terms != [.permanent] {
        report(rule.place, "rules for experiments and emergencies", "for: { term: permanent }")
      }
      check(rule.needs)
    }
    check(defaultRule?.needs ?? [])
    return problems
  }
}

extension Need {
  /// What in the need itself cannot be judged yet.
  var unsupported: [String] {
    switch condition {
    case .approve(_, let group, let turnout, let otherwise):
      (turnout == nil ? [] : ["'turnout'"]) + group.unsupported + (otherwise?.unsupported ?? [])
    case .consent(let group, let turnout, let overruling):
      (turnout == nil ? [] : ["'turnout'"])
        + (overruling == nil ? [] : ["'overruled-by'; without it an objection stands"])
        + group.unsupported
    case .advice: ["'advice'"]
    case .expiresWithin: ["'expires-within'"]
    case .openFor, .anyOf: []
    }
  }

  /// One line that can be judged.
  var supportedInstead: String? {
    switch condition {
    case .approve(let amount, _, _, _): "- approve: \(amount.text) of everyone"
    case .consent: "- consent: everyone"
    case .advice: "- open-for: 5 days"
    case .openFor, .expiresWithin, .anyOf: nil
    }
  }
}

extension Group {
  var unsupported: [String] {
    (isEach ? ["'each'"] : [])
      + parts.compactMap { who in
        switch who {
        case .domainHolder, .affected: "'\(who.text)'"
        default: nil
        }
      }
  }
}
