import Charters

extension PolicyReader {
  mutating func match(_ value: YAMLValue) -> Match? {
    guard let entries = map(value, of: "'for'", example: "for: { kind: role }") else {
      return nil
    }
    let fields = fields(
      entries, of: "'for'",
      keys: ["kind", "path", "team", "role", "section", "change", "term", "proposer", "except"],
      example: "for: { kind: role }")
    var terms: [Term]? = [.permanent]
    if let term = fields["term"] {
      let words = Term.allCases.map { ($0.rawValue, [$0]) } + [("any", Term.allCases)]
      terms = texts(term, of: "term")?.reduce(into: []) { terms, text in
        terms += word(text.text, at: text.place, of: "term", words) ?? []
      }
    }
    let pattern = pattern(fields)
    var except: Match.Pattern?
    if let value = fields["except"] {
      let example = "except: { section: Purpose }"
      guard let entries = map(value, of: "'except'", example: example) else { return nil }
      let fields = self.fields(
        entries, of: "'except'",
        keys: ["kind", "path", "team", "role", "section", "change", "proposer"], example: example)
      if entries.isEmpty {
        report(
          value.place, "empty-except", "an empty 'except' exempts everything from this rule",
          hint: example)
      }
      except = self.pattern(fields)
    }
    guard let terms else { return nil }
    return Match(pattern: pattern, terms: terms, except: except)
  }

  private mutating func pattern(_ fields: [String: YAMLValue]) -> Match.Pattern {
    func texts(_ key: String) -> [YAMLScalar] {
      fields[key].flatMap { self.texts($0, of: key) } ?? []
    }
    let kinds = texts("kind").compactMap { text in
      word(text.text, at: text.place, of: "kind", Kind.allCases.map { ($0.rawValue, $0) })
    }
    let changes = texts("change").compactMap { text in
      word(text.text, at: text.place, of: "change", Change.allCases.map { ($0.rawValue, $0) })
    }
    let teams = texts("team").compactMap { text in
      id(text, of: "team", TeamID(text.text)).map { Placed($0, at: text.place) }
    }
    let roles = texts("role").compactMap { text in
      id(text, of: "role", RoleID(text.text)).map { Placed($0, at: text.place) }
    }
    let proposers = texts("proposer").compactMap { text in
      proposer(text).map { Placed($0, at: text.place) }
    }
    let sections = texts("section").compactMap { text in
      section(text).map { Placed($0, at: text.place) }
    }
    return Match.Pattern(
      kinds: kinds, paths: texts("path").compactMap { path($0) }, teams: teams, roles: roles,
      sections: sections, changes: changes, proposers: proposers)
  }

  private mutating func id<ID>(_ text: YAMLScalar, of key: String, _ id: ID?) -> ID? {
    if let id { return id }
    report(
      text.place, "bad-id",
      "'\(text.text)' is no \(key); its id is its folder path without the words teams and roles",
      hint: PolicyExamples.line(for: key))
    return nil
  }

  private mutating func proposer(_ text: YAMLScalar) -> Who? {
    if text.text != "everyone", text.text != "leads", let handle = Handle(text.text) {
      return .person(handle)
    }
    return plainWho(text, in: "proposer", example: "for: { proposer: ana }")
  }

  private mutating func section(_ text: YAMLScalar) -> SectionPattern? {
    let titles = text.text.components(separatedBy: SectionPath.separator)
    let reserved = ["(intro)", "(order)", "(settings)", "(policy)"]
    let isSound =
      !titles.contains { $0.isEmpty || $0.first == " " || $0.last == " " }
      && titles.enumerated().allSatisfy { place, title in
        switch title {
        case "(intro)", "(policy)": titles.count == 1
        case "(settings)": place == 0 && titles.count <= 2
        case "(order)": place == titles.count - 1
        default: true
        }
      }
    guard isSound else {
      report(
        text.place, "bad-section", "'\(text.text)' can name no section",
        hint: "for: { section: [Purpose, \"Domains > Budget\", \"(settings) > lead\"] }")
      return nil
    }
    if let first = titles.first, first.hasPrefix("("), first.hasSuffix(")"),
      !reserved.contains(first), let nearest = Spelling.nearest(to: first, in: reserved)
    {
      report(
        text.place, "bad-section", "'\(first)' names no section: did you mean '\(nearest)'?",
        hint: "for: { section: \"\(nearest)\" }")
      return nil
    }
    return SectionPattern(path: titles)
  }

  private mutating func path(_ text: YAMLScalar) -> PathPattern? {
    let example = "for: { path: teams/*/agreements/*.md }"
    if text.text.hasPrefix("Charters/") || text.text.hasPrefix("/") || text.text.hasPrefix("./") {
      report(
        text.place, "bad-path", "a path is counted from below Charters/", hint: example)
      return nil
    }
    if let bad = text.text.first(where: { "[]{}\\!".contains($0) || $0.isWhitespace }) {
      report(
        text.place, "bad-path",
        "'\(bad)' means nothing in a path; there are * and ? within a name, and ** across folders",
        hint: example)
      return nil
    }
    return PathPattern(text.text)
  }
}

extension String {
  /// The pieces between the separators, empty ones too.
  func components(separatedBy separator: String) -> [String] {
    var pieces: [String] = []
    var piece = Substring()
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(separator) {
        pieces.append(String(piece))
        piece = Substring()
        rest = rest.dropFirst(separator.count)
      } else {
        piece.append(rest.removeFirst())
      }
    }
    return pieces + [String(piece)]
  }
}
