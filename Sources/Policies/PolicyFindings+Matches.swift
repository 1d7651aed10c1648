import Charters

extension PolicyFindings {
  /// What no charter has and no kind of charter is known to have: most likely a slip of the pen.
  mutating func deadMatches() {
    for rule in policy.rules {
      dead(rule.match.pattern, rule, within: nil)
      if let except = rule.match.except { dead(except, rule, within: rule.match.pattern) }
      if !ground.places.contains(where: rule.match.canMatch),
        !problems.contains(where: { $0.code == "dead-match" && $0.line >= rule.place.line })
      {
        report(
          rule.place, "dead-match", .warning,
          "“\(rule.name)” is about nothing: no charter is all that its 'for' asks for",
          "for: { kind: role }")
      }
    }
  }

  private mutating func dead(
    _ pattern: Match.Pattern, _ rule: Rule, within outer: Match.Pattern?
  ) {
    let kinds = pattern.kinds.isEmpty ? outer?.kinds ?? [] : pattern.kinds
    let scope = Set(kinds.isEmpty ? Kind.allCases : kinds)
    for section in pattern.sections {
      let known = known(section.value, in: scope)
      guard !known.contains(where: { section.value.covers($0) }) else { continue }
      let names = Set(known.map(\.description)).union(known.map { $0.names[0] }).sorted()
      let nearest = Spelling.nearest(to: section.value.text, in: names)
      report(
        section.place, "dead-match", .warning,
        "no charter has a section '\(section.value.text)'"
          + (nearest.map { ": did you mean \($0)?" } ?? ""),
        "for: { section: \(Self.quoted(nearest ?? "Purpose")) }")
    }
    for path in pattern.paths where !path.text.contains(where: { "*?".contains($0) }) {
      let known = ground.charters.keys.map(\.display)
      guard !known.contains(path.text), path.text != "policy.yml" else { continue }
      let nearest = Spelling.nearest(to: path.text, in: known.sorted())
      report(
        rule.place, "dead-match", .warning,
        "there is no charter '\(path.text)'" + (nearest.map { ": did you mean \($0)?" } ?? ""),
        "for: { path: \(nearest ?? "agreements/*.md") }")
    }
  }

  /// Sections that charters of some kinds have or are known to have.
  private func known(_ pattern: SectionPattern, in kinds: Set<Kind>) -> [SectionPath] {
    var known: [SectionPath] = []
    for kind in kinds {
      let form = KindForm(kind)
      guard kind != .policy else {
        known.append(.policy)
        continue
      }
      known += (form.sections + form.moreSections).map { .section([$0]) }
      known += form.allFields.map { .field($0) } + [.intro, .order([])]
    }
    for (charter, pieces) in ground.charters where kinds.contains(charter.kind) {
      known += pieces
    }
    // An order below a section is there wherever the section is.
    if pattern.path.last == "(order)", pattern.path.count > 1 {
      let parent = Array(pattern.path.dropLast())
      if known.contains(where: { $0.names == parent }) { known.append(.order(parent)) }
    }
    return known
  }

  static func quoted(_ section: String) -> String {
    section.contains { "(>,".contains($0) } ? "\"\(section)\"" : section
  }

  /// Changes that nobody may make, since no rule is about them and there is no default.
  mutating func uncovered() {
    guard policy.defaultRule == nil else { return }
    let groups = policy.rules.flatMap { rule in
      (rule.match.pattern.proposers + (rule.match.except?.proposers ?? [])).map(\.value)
    }
    var byKind: [Kind: [(change: Atom, proposer: Handle?)]] = [:]
    for charter in survey.charters {
      let cells = groups.map { people.named($0, Binding(of: charter)) }.cells(of: people.active)
      let proposers: [Handle?] =
        cells.isEmpty ? [nil] : cells.map { $0.first.map { people.handles[$0] } }
      for change in survey.changes(of: charter) {
        for proposer in proposers {
          let context = MatchContext(people: people, term: .permanent, proposer: proposer)
          guard !policy.rules.contains(where: { $0.match.matches(change, in: context) }) else {
            continue
          }
          byKind[charter.kind, default: []].append((change, groups.isEmpty ? nil : proposer))
        }
      }
    }
    let place = Place(line: 1, column: 1)
    for (kind, changes) in byKind.sorted(by: { $0.key < $1.key }) {
      guard let first = changes.first else { continue }
      let by = changes.allSatisfy { $0.proposer != nil } ? first.proposer.map { " by \($0)" } : nil
      let more = Set(changes.map(\.change.change)).count - 1
      report(
        place, "uncovered-change", .warning,
        "no rule says who decides about \(kind.withArticle), and there is no default: "
          + "\(first.change.display) (\(first.change.change))\(by ?? "")"
          + (more > 0 ? ", and \(more) other kinds of change" : ""),
        "default: { exclude: nobody, needs: [ { approve: 2/3 of everyone } ] }")
    }
  }
}
