import Charters

/// Reads `policy.yml` and collects everything that is wrong with it, not only the first thing.
///
/// Scalars are typed here and nowhere else, so that `no`, `on` and `2.0` never surprise.
struct PolicyReader {
  private(set) var problems: [PolicyProblem] = []

  /// The policy, unless something in it could not be read.
  mutating func read(_ bytes: some Collection<UInt8>) -> Policy? {
    let entries: [YAMLEntry]
    do throws(YAMLProblem) {
      entries = try StrictYAML.parse(bytes)
    } catch {
      problems.append(
        PolicyProblem(
          line: error.line, column: error.column, code: error.code, level: .error,
          message: error.message, hint: error.hint))
      return nil
    }
    let start = Place(line: 1, column: 1)
    let fields = fields(
      entries, of: "a policy", keys: ["charter-policy", "rules", "default", "review"],
      example: "charter-policy: 1")
    version(fields["charter-policy"], at: start)
    var rules: [Rule] = []
    if let list = fields["rules"], let items = list.list {
      rules = items.compactMap { rule($0) }
    } else {
      report(
        fields["rules"]?.place ?? start, "missing-rules",
        "a policy needs 'rules:' with a list of rules", hint: "rules:")
    }
    let defaultRule = fields["default"].flatMap { self.defaultRule($0) }
    let review = fields["review"].flatMap { self.review($0) }
    guard !problems.contains(where: { $0.level == .error }) else { return nil }
    return Policy(rules: rules, defaultRule: defaultRule, review: review)
  }

  /// As in a charter's front matter: `every 6 months`, or a date.
  private mutating func review(_ value: YAMLValue) -> Review? {
    if let review = value.scalar.flatMap({ Review($0.text) }) { return review }
    report(
      value.place, "bad-review",
      "'\(value.scalar?.text ?? value.shape)' does not say when to review the rules",
      level: .warning, hint: "review: every 6 months")
    return nil
  }

  private mutating func version(_ value: YAMLValue?, at start: Place) {
    guard let value else {
      report(
        start, "missing-version", "a policy begins with its version", hint: "charter-policy: 1")
      return
    }
    guard value.scalar?.text != "1" else { return }
    report(
      value.place, "unsupported-version",
      "'\(value.scalar?.text ?? value.shape)' is no version that this charter reads; a newer "
        + "policy needs a newer charter",
      hint: "charter-policy: 1")
  }

  private mutating func rule(_ value: YAMLValue) -> Rule? {
    guard let entries = map(value, of: "a rule", example: "- name: Roles") else { return nil }
    let fields = fields(
      entries, of: "a rule",
      keys: ["name", "why", "for", "needs", "exclude", "stale-when", "deputies"],
      example: "- name: Roles")
    let place = value.place
    let name = name(fields["name"], at: place)
    var match: Match?
    if let value = fields["for"] {
      match = self.match(value)
    } else {
      report(
        place, "missing-for", "this rule does not say what it is about",
        hint: "for: { kind: role }")
    }
    let needs = needs(fields["needs"], at: place, of: "this rule")
    let options = options(fields)
    let why = fields["why"].flatMap { text($0, of: "why") }
    guard let name, let match, let needs else { return nil }
    return Rule(name: name, why: why, match: match, needs: needs, options: options, place: place)
  }

  private mutating func name(_ value: YAMLValue?, at place: Place) -> String? {
    guard let value else {
      report(place, "missing-name", "this rule has no name", hint: "- name: Roles")
      return nil
    }
    guard let name = text(value, of: "name") else { return nil }
    guard !name.contains(where: \.isNewline), name.count <= 200 else {
      report(
        value.place, "bad-name", "a rule's name is one line of at most 200 characters",
        hint: "- name: Roles")
      return nil
    }
    return name
  }

  private mutating func defaultRule(_ value: YAMLValue) -> DefaultRule? {
    let example = "default: { needs: [ { approve: 2/3 of everyone } ] }"
    guard let entries = map(value, of: "the default", example: example) else { return nil }
    let fields = fields(
      entries, of: "the default", keys: ["needs", "exclude", "stale-when", "deputies"],
      example: example)
    let options = options(fields)
    guard let needs = needs(fields["needs"], at: value.place, of: "the default") else {
      return nil
    }
    return DefaultRule(needs: needs, options: options, place: value.place)
  }

  private mutating func options(_ fields: [String: YAMLValue]) -> RuleOptions {
    let standard = RuleOptions.standard
    let exclude = fields["exclude"].flatMap { exclusions($0) }
    let staleWhen = fields["stale-when"].flatMap {
      word($0, of: "stale-when", StaleWhen.allCases.map { ($0.rawValue, $0) })
    }
    let deputies = fields["deputies"].flatMap {
      word($0, of: "deputies", [("yes", true), ("no", false)])
    }
    return RuleOptions(
      exclude: exclude ?? standard.exclude, staleWhen: staleWhen ?? standard.staleWhen,
      deputies: deputies ?? standard.deputies)
  }

  private mutating func exclusions(_ value: YAMLValue) -> [Exclusion]? {
    if value.scalar?.text == "nobody" { return [] }
    let example = "exclude: [proposer, co-authors]"
    guard let texts = texts(value, of: "exclude", example: example) else { return nil }
    var exclusions: [Exclusion] = []
    for text in texts {
      switch text.text {
      case "proposer": exclusions.append(.proposer)
      case "co-authors": exclusions.append(.coAuthors)
      case "subject": exclusions.append(.subject)
      case "nobody":
        report(
          text.place, "bad-exclude", "'nobody' stands alone", hint: "exclude: nobody")
      default:
        let words = ["proposer", "co-authors", "subject", "nobody"]
        if let nearest = Spelling.nearest(to: text.text, in: words) {
          report(
            text.place, "bad-exclude", "'\(text.text)' excludes nobody: did you mean '\(nearest)'?",
            hint: nearest == "nobody" ? "exclude: nobody" : "exclude: [\(nearest)]")
        } else if let who = plainWho(text, in: "exclude", example: example) {
          exclusions.append(.who(who, text.place))
        }
      }
    }
    return exclusions
  }
}

// MARK: Reading values

extension PolicyReader {
  mutating func report(
    _ place: Place, _ code: String, _ message: String, level: PolicyProblem.Level = .error,
    hint: String?
  ) {
    problems.append(
      PolicyProblem(
        line: place.line, column: place.column, code: code, level: level, message: message,
        hint: hint))
  }

  mutating func map(_ value: YAMLValue, of what: String, example: String) -> [YAMLEntry]? {
    if let entries = value.map { return entries }
    report(
      value.place, "wrong-shape", "\(what) is a map of 'key: value', not \(value.shape)",
      hint: example)
    return nil
  }

  /// The values by key; every key that is not among `keys` is reported.
  mutating func fields(
    _ entries: [YAMLEntry], of what: String, keys: [String], example: String
  ) -> [String: YAMLValue] {
    var fields: [String: YAMLValue] = [:]
    for entry in entries {
      let key = entry.key.text
      guard keys.contains(key) else {
        let nearest = Spelling.nearest(to: key, in: keys)
        report(
          Place(line: entry.key.line, column: entry.key.column), "unknown-key",
          "\(what) has no '\(key)'" + (nearest.map { ": did you mean '\($0)'?" } ?? "")
            + (nearest == nil ? "; it knows \(keys.joined(separator: ", "))" : ""),
          hint: nearest.flatMap { PolicyExamples.line(for: $0) } ?? example)
        continue
      }
      fields[key] = entry.value
    }
    return fields
  }

  mutating func text(_ value: YAMLValue, of key: String) -> String? {
    if let text = value.scalar?.text, !text.allSatisfy(\.isWhitespace) { return text }
    report(
      value.place, "wrong-shape",
      "'\(key)' needs a text, not \(value.scalar == nil ? value.shape : "nothing")",
      hint: PolicyExamples.line(for: key))
    return nil
  }

  /// One text or a list of them; at least one.
  mutating func texts(
    _ value: YAMLValue, of key: String, example: String? = nil
  ) -> [YAMLScalar]? {
    let example = example ?? PolicyExamples.line(for: key)
    let items = value.list ?? [value]
    let texts = items.compactMap(\.scalar).filter { !$0.text.isEmpty }
    if !texts.isEmpty, texts.count == items.count { return texts }
    let place = items.first { $0.scalar?.text.isEmpty ?? true }?.place ?? value.place
    report(
      place, "wrong-shape",
      items.isEmpty
        ? "the list of '\(key)' is empty" : "'\(key)' needs a text or a list of texts",
      hint: example)
    return nil
  }

  /// One of a few words.
  mutating func word<Value>(
    _ value: YAMLValue, of key: String, _ words: [(String, Value)]
  ) -> Value? {
    guard let text = text(value, of: key) else { return nil }
    return word(text, at: value.place, of: key, words)
  }

  mutating func word<Value>(
    _ text: String, at place: Place, of key: String, _ words: [(String, Value)]
  ) -> Value? {
    if let found = words.first(where: { $0.0 == text }) { return found.1 }
    let known = words.map(\.0)
    let nearest = Spelling.nearest(to: text, in: known)
    report(
      place, "unknown-value",
      "'\(key)' has no '\(text)'"
        + (nearest.map { ": did you mean '\($0)'?" } ?? "; say \(known.joined(separator: ", "))"),
      hint: "\(key): \(nearest ?? known[0])")
    return nil
  }
}

extension YAMLValue {
  var place: Place { Place(line: line, column: column) }
}

extension YAMLScalar {
  var place: Place { Place(line: line, column: column) }
}

/// One correct line for every key.
enum PolicyExamples {
  static func line(for key: String) -> String? {
    switch key {
    case "charter-policy": "charter-policy: 1"
    case "rules": "rules:"
    case "review": "review: every 6 months"
    case "default": "default: { needs: [ { approve: 2/3 of everyone } ] }"
    case "name": "- name: Roles"
    case "why": "why: Whoever carries the work knows it best."
    case "for": "for: { kind: role }"
    case "needs": "needs: [ { approve: 2 of everyone } ]"
    case "exclude": "exclude: [proposer, co-authors]"
    case "stale-when": "stale-when: section-changes"
    case "deputies": "deputies: yes"
    case "kind": "for: { kind: [vision, mission] }"
    case "path": "for: { path: agreements/*.md }"
    case "team": "for: { team: support }"
    case "role": "for: { role: support/triage }"
    case "section": "for: { section: Purpose }"
    case "change": "for: { change: [create, delete] }"
    case "term": "for: { term: permanent }"
    case "proposer": "for: { proposer: ana }"
    case "except": "for: { kind: role, except: { section: Purpose } }"
    case "approve": "- approve: 2 of everyone"
    case "consent": "- consent: everyone"
    case "advice": "- advice: everyone"
    case "open-for": "- open-for: 5 days"
    case "settle": "settle: 1 days"
    case "close-after": "close-after: 90 days"
    case "wait": "wait: 3 days"
    case "expires-within": "- expires-within: 12 weeks"
    case "any-of": "- any-of: [ { approve: 1 of leads }, { approve: 2/3 of everyone } ]"
    case "turnout": "turnout: 40%"
    case "otherwise": "otherwise: this lead"
    case "overruled-by": "overruled-by: 2/3 of everyone"
    default: nil
    }
  }
}
