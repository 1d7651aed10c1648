import Charters

/// What `this team`, `this role`, `this person` and `domain holder` stand for in one judgement of a
/// rule.
///
/// A rule binds only the words that it uses, so that one that uses none is judged once for all
/// that it matched.
struct Binding: Hashable, Sendable {
  /// A charter's own answer, or none where it has no team, is no role, or is no member.
  enum Bound<ID: Hashable & Sendable>: Hashable, Sendable {
    case unused
    case none
    case of(ID)
  }

  var team: Bound<TeamID> = .unused
  var role: Bound<RoleID> = .unused
  var person: Bound<Handle> = .unused
  /// The role in whose domain the charter is.
  var domain: Bound<RoleID> = .unused

  /// What the charter's place answers, for rules that use every word; no domain.
  init(of charter: CharterPath) {
    team = charter.team.map { .of($0) } ?? .none
    role = charter.role.map { .of($0) } ?? .none
    person = charter.member.map { .of($0) } ?? .none
  }

  /// Only what `words` use.
  init(of charter: CharterPath, using words: Words) {
    self.init(of: charter)
    if !words.contains(.team) { team = .unused }
    if !words.contains(.role) { role = .unused }
    if !words.contains(.person) { person = .unused }
  }

  /// For screens: `team support`; nil where nothing is bound.
  var text: String? {
    var parts: [String] = []
    switch team {
    case .of(let id): parts.append("team \(id.text)")
    case .none: parts.append("no team")
    case .unused: break
    }
    if case .of(let id) = role { parts.append("role \(id.text)") }
    if case .of(let id) = person { parts.append("person \(id.text)") }
    switch domain {
    case .of(let id): parts.append("domain of role \(id.text)")
    case .none: parts.append("nobody's domain")
    case .unused: break
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Which of the words of binding a rule uses.
  struct Words: OptionSet, Sendable {
    let rawValue: Int
    static let team = Words(rawValue: 1)
    static let role = Words(rawValue: 2)
    static let person = Words(rawValue: 4)
    static let domain = Words(rawValue: 8)
    static let all: Words = [.team, .role, .person, .domain]
  }
}

extension Who {
  var words: Binding.Words {
    switch self {
    case .thisTeam, .thisLead, .parentTeam: .team
    case .thisRole: .role
    case .thisPerson: .person
    case .domainHolder: .domain
    case .everyone, .leads, .team, .wholeTeam, .role, .person, .affected, .everyTeam: []
    }
  }
}

extension Group {
  var words: Binding.Words { parts.reduce(into: []) { $0.formUnion($1.words) } }
}

extension Need {
  /// Every group that the need names, with those of its alternatives.
  var groups: [Group] {
    switch condition {
    case .approve(_, let group, _, let otherwise): [group] + (otherwise.map { [$0] } ?? [])
    case .consent(let group, _, let overruling): [group] + (overruling.map { [$0.group] } ?? [])
    case .advice(let group, _): [group]
    case .openFor, .expiresWithin: []
    case .anyOf(let lists): lists.flatMap { $0.flatMap(\.groups) }
    }
  }
}

extension RuleOptions {
  var words: Binding.Words {
    exclude.reduce(into: []) { words, exclusion in
      if case .who(let who, _) = exclusion { words.formUnion(who.words) }
    }
  }
}
