internal import Prose

/// What a role needs so that somebody can carry it, and somebody else after them.
extension PracticeLint {
  func ofRole(_ role: Role) -> [Finding] {
    guard let charter = context.charters[role.path] else { return [] }
    let top = charter.outline?.sections.filter { $0.path.count == 1 } ?? []
    let accountabilities = top.first { TitleRules.fold($0.path[0]) == "accountabilities" }
    return holders(of: role, accountabilities)
      + means(of: role, charter, accountabilities, top)
      + growth(of: role) + terms(of: role, charter)
  }

  private func holders(of role: Role, _ accountabilities: Outline.Section?) -> [Finding] {
    guard context.holders(of: role).isEmpty else { return [] }
    let hint = "name somebody under 'holders:'"
    guard let accountabilities else {
      return [
        finding(
          role.path, line: line("holders", of: role.path), "role-without-holder",
          "nobody holds this role", hint: hint)
      ]
    }
    return [
      finding(
        role.path, line: accountabilities.line, "unowned-accountability",
        "nobody holds this role, so nobody answers for its accountabilities", hint: hint)
    ]
  }

  private func means(
    of role: Role, _ charter: CharterText, _ accountabilities: Outline.Section?,
    _ top: [Outline.Section]
  ) -> [Finding] {
    guard let accountabilities else { return [] }
    let resources = charter.resources
    let hasSection = top.contains { TitleRules.fold($0.path[0]) == "resources" }
    if resources.isEmpty, !hasSection {
      return [
        finding(
          role.path, line: accountabilities.line, "accountability-without-resources",
          "this role answers for something but no resources are named",
          hint: "name money, tools or time under 'resources:'")
      ]
    }
    guard !resources.isEmpty, !hasSection, resources.allSatisfy({ $0.status == .asked }) else {
      return []
    }
    return [
      finding(
        role.path, line: resources.first?.line ?? 1, "accountability-without-resources",
        "this role answers for something, and nothing that it asks for is granted yet",
        hint: "whoever may grant it writes status: granted, or lets go of what it was for")
    ]
  }

  private func growth(of role: Role) -> [Finding] {
    func stands(_ until: Day?) -> Bool {
      guard let until, let now = context.now else { return true }
      return now <= until.end
    }
    let hasCoach = role.coaching.map { stands($0.until) } ?? false
    let holders = context.holders(of: role)
    let hasDeputy = role.deputies.contains { stands($0.until) && !holders.contains($0.who) }
    if hasDeputy || hasCoach && holders.count > 1 { return [] }
    if hasCoach {
      return [
        finding(
          role.path, line: line("deputies", of: role.path), "role-without-deputy",
          "nobody could step in for the holder of this role",
          hint: "name who would under 'deputies:'")
      ]
    }
    return [
      finding(
        role.path, line: line("coach", of: role.path), "role-without-coach",
        "this role has neither a coach nor a deputy",
        hint: "name who helps its holder to grow under 'coach:', and who would step in under "
          + "'deputies:'")
    ]
  }

  /// A time in a role that is over though the page says nothing of what comes next.
  private func terms(of role: Role, _ charter: CharterText) -> [Finding] {
    guard let now = context.now else { return [] }
    let hasSuccessor = role.holders.contains { holding in
      holding.isInForce(at: now) && role.end(of: holding).map { now <= $0.end } ?? true
    }
    return role.holders.compactMap { holding in
      guard let end = role.end(of: holding), end.end < now else { return nil }
      // With somebody in the role, an entry that has ended is its history.
      guard holding.until == nil || !hasSuccessor else { return nil }
      let why = holding.until == nil ? ", by the term of \(role.term?.text ?? "the role")" : ""
      return finding(
        role.path, line: line(of: holding.who, in: charter), "term-over", level: .warning,
        "\(holding.who)'s time in this role ended on \(end)\(why)",
        hint: "name who holds it now, or give \(holding.who) a new 'from:'")
    }
  }

  private func line(of holder: Handle, in charter: CharterText) -> Int {
    let written = charter.frontMatter?["holders"]
    let entry = (written?.list ?? [written].compactMap(\.self)).last {
      ($0.scalar ?? $0["who"]?.scalar)?.text == holder.text
    }
    return entry?.line ?? line("holders", of: charter.path)
  }
}
