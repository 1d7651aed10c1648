import Charters

extension PolicyReader {
  mutating func needs(_ value: YAMLValue?, at place: Place, of what: String) -> [Need]? {
    let example = PolicyExamples.line(for: "needs")
    guard let value, !value.isEmpty else {
      report(place, "rule-without-needs", "\(what) needs nothing", hint: example)
      return nil
    }
    guard let items = value.list else {
      report(value.place, "wrong-shape", "'needs' is a list, not \(value.shape)", hint: example)
      return nil
    }
    guard !items.isEmpty else {
      report(value.place, "rule-without-needs", "\(what) needs nothing", hint: example)
      return nil
    }
    let needs = items.compactMap { need($0, isAlternative: false) }
    return needs.count == items.count ? needs : nil
  }

  private static let keys: [String: [String]] = [
    "approve": ["turnout", "otherwise"], "consent": ["turnout", "overruled-by"],
    "advice": ["wait"], "open-for": ["settle", "close-after"], "expires-within": [],
    "any-of": [],
  ]

  private mutating func need(_ value: YAMLValue, isAlternative: Bool) -> Need? {
    let example = "- approve: 2 of everyone"
    guard let entries = map(value, of: "a need", example: example) else { return nil }
    let mains = entries.filter { Self.keys[$0.key.text] != nil }
    guard let main = mains.first else {
      noNeed(entries, at: value.place)
      return nil
    }
    guard mains.count == 1 else {
      report(
        mains[1].key.place, "two-needs",
        "'\(mains[1].key.text)' is a need of its own and begins with '-'",
        hint: PolicyExamples.line(for: mains[1].key.text))
      return nil
    }
    let key = main.key.text
    let before = problems.count
    let fields = fields(
      entries, of: "'\(key)'", keys: [key] + (Self.keys[key] ?? []),
      example: PolicyExamples.line(for: key) ?? example)
    let condition = condition(key, main.value, fields, isAlternative: isAlternative)
    guard let condition, problems.count == before else { return nil }
    return Need(condition, at: main.key.place)
  }

  private mutating func noNeed(_ entries: [YAMLEntry], at place: Place) {
    let known = Self.keys.keys.sorted()
    let first = entries.first?.key
    let nearest = first.flatMap { Spelling.nearest(to: $0.text, in: known) }
    let message =
      first.map { "'\($0.text)' is no need" } ?? "this need is empty"
    report(
      first?.place ?? place, "unknown-need",
      message
        + (nearest.map { ": did you mean '\($0)'?" }
          ?? "; there are \(known.joined(separator: ", "))"),
      hint: PolicyExamples.line(for: nearest ?? "approve"))
  }

  private mutating func condition(
    _ key: String, _ value: YAMLValue, _ fields: [String: YAMLValue], isAlternative: Bool
  ) -> Need.Condition? {
    switch key {
    case "approve":
      guard let (amount, group) = amountOfGroup(value, of: key) else { return nil }
      checkTurnout(fields["turnout"], amount, group)
      return .approve(
        amount, of: group, turnout: fields["turnout"].flatMap { percent($0) },
        otherwise: fields["otherwise"].flatMap { otherwise($0) })
    case "consent":
      guard let group = group(value, of: key) else { return nil }
      let overruling = fields["overruled-by"].flatMap { amountOfGroup($0, of: "overruled-by") }
      return .consent(
        group, turnout: fields["turnout"].flatMap { percent($0) },
        overruledBy: overruling.map { Need.Overruling(amount: $0.0, group: $0.1) })
    case "advice":
      guard let group = group(value, of: key) else { return nil }
      return .advice(group, wait: fields["wait"].flatMap { period($0, of: "wait", least: 0) })
    case "open-for":
      let period = period(value, of: key, least: 1)
      let settle = fields["settle"].flatMap { self.period($0, of: "settle", least: 0) }
      let closeAfter = fields["close-after"].flatMap {
        self.period($0, of: "close-after", least: 1)
      }
      return period.map { .openFor($0, settle: settle, closeAfter: closeAfter) }
    case "expires-within":
      return period(value, of: key, least: 1).map { .expiresWithin($0) }
    default:
      return isAlternative ? nestedAnyOf(value) : anyOf(value)
    }
  }

  /// Votes are counted for a part of a group, and not for so many people.
  private mutating func checkTurnout(_ value: YAMLValue?, _ amount: Amount, _ group: Group) {
    guard let value else { return }
    switch amount {
    case .share, .majority: return
    case .seats, .unopposed, .all: break
    }
    report(
      value.place, "turnout-without-share",
      "'turnout' belongs to a share (75%, 2/3) or a majority, not to '\(amount.text)'",
      hint: "- approve: majority of \(group.text)")
  }

  private mutating func otherwise(_ value: YAMLValue) -> Group? {
    guard let group = group(value, of: "otherwise") else { return nil }
    guard group.isEach else { return group }
    report(
      value.place, "each-in-otherwise", "'otherwise' names one group, not each of several",
      hint: "otherwise: everyone")
    return nil
  }

  private mutating func nestedAnyOf(_ value: YAMLValue) -> Need.Condition? {
    report(
      value.place, "nested-any-of", "'any-of' cannot stand within 'any-of'",
      hint: PolicyExamples.line(for: "any-of"))
    return nil
  }

  private mutating func anyOf(_ value: YAMLValue) -> Need.Condition? {
    let example = PolicyExamples.line(for: "any-of")
    guard let items = value.list, !items.isEmpty else {
      report(
        value.place, "wrong-shape", "'any-of' is a list of needs, with at least one", hint: example)
      return nil
    }
    var lists: [[Need]] = []
    for item in items {
      let inner = item.list ?? [item]
      if inner.isEmpty {
        report(
          item.place, "empty-alternative", "an empty alternative would let everything through",
          hint: example)
      }
      let needs = inner.compactMap { need($0, isAlternative: true) }
      guard needs.count == inner.count, !inner.isEmpty else { return nil }
      lists.append(needs)
    }
    return .anyOf(lists)
  }

  private mutating func percent(_ value: YAMLValue) -> Share? {
    guard let text = text(value, of: "turnout") else { return nil }
    if case .share(let share)? = amount(text, at: value.place, line: "turnout: 40%") {
      if share.isPercent { return share }
      report(value.place, "bad-amount", "'turnout' needs a percentage", hint: "turnout: 40%")
    } else if !problems.contains(where: { $0.line == value.line && $0.column == value.column }) {
      report(value.place, "bad-amount", "'turnout' needs a percentage", hint: "turnout: 40%")
    }
    return nil
  }

  private mutating func period(_ value: YAMLValue, of key: String, least: Int) -> Period? {
    guard let text = text(value, of: key) else { return nil }
    let words = text.split(separator: " ")
    let number = words.first.flatMap { plainNumber($0) }
    if words.count == 2, let number, number >= least, let unit = Period.Unit(word: words[1]) {
      return Period(number, unit)
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let count = max(least, plainNumber(digits) ?? 5)
    let rest = text.dropFirst(digits.count).drop { $0 == " " || $0 == "-" }
    let unit =
      Period.Unit.allCases.first { rest.first?.lowercased().first == $0.rawValue.first } ?? .days
    report(
      value.place, "bad-duration",
      "'\(text)' is no length of time; say so many hours, days or weeks",
      hint: "\(key): \(count) \(unit.rawValue)")
    return nil
  }
}

extension Period.Unit {
  /// `days`, and `day` for one.
  init?(word: Substring) {
    guard
      let unit = Self.allCases.first(where: { $0.rawValue == word || $0.rawValue == word + "s" })
    else { return nil }
    self = unit
  }
}

/// A whole number without sign or leading zero, of at most six digits.
func plainNumber(_ text: some StringProtocol) -> Int? {
  guard (1...6).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
    text.utf8.count == 1 || text.utf8.first != 48
  else { return nil }
  return Int(text)
}
