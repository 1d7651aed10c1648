internal import Prose

/// Findings that come from how charters are practised (practice.md): who owns, serves and grows.
struct PracticeLint {
  let context: LintContext

  func check() -> [Finding] {
    var findings: [Finding] = []
    for role in context.roster.roles.values.sorted(by: { $0.id < $1.id }) {
      findings += ofRole(role)
    }
    findings += sharedDomains() + sharedTeamNames() + ownCoaches()
    findings += orphans() + rings()
    findings += membersWithoutRole()
    findings += overdueReviews()
    return findings
  }

  func finding(
    _ path: CharterPath, line: Int = 1, _ code: String, level: Finding.Level = .advice,
    _ message: String, hint: String?
  ) -> Finding {
    Finding(
      path: path.text, line: line, column: 1, code: code, level: level, message: message,
      hint: hint)
  }

  /// Where a field stands in its file; 1 where it does not.
  func line(_ field: String, of path: CharterPath) -> Int {
    context.charters[path]?.field(field)?.keyLine ?? 1
  }

  // MARK: What belongs together

  /// Two roles that look after the same thing will both decide on it.
  private func sharedDomains() -> [Finding] {
    var owners: [String: (role: Role, line: Int)] = [:]
    var findings: [Finding] = []
    for role in context.roster.roles.values.sorted(by: { $0.id < $1.id }) {
      for domain in role.domains {
        let key = Self.key(domain.value)
        guard let owner = owners[key] else {
          owners[key] = (role, domain.line)
          continue
        }
        guard owner.role.id != role.id else { continue }
        findings.append(
          finding(
            role.path, line: domain.line, "domain-overlap", level: .warning,
            "the domain '\(domain.value)' is also that of \(owner.role.path.display), "
              + "line \(owner.line)",
            hint: "leave it with one of the two"))
      }
    }
    return findings
  }

  /// A domain without what may be written or left out: case, `Charters/`, `.md`, a last `/`.
  private static func key(_ domain: String) -> String {
    var text = Substring(TitleRules.fold(domain))
    if text.hasPrefix("charters/") { text = text.dropFirst("charters/".count) }
    if text.hasSuffix(".md") { text = text.dropLast(3) }
    if text.count > 1, text.last == "/" { text = text.dropLast() }
    return String(text)
  }

  /// Two teams that people call by one name are mixed up sooner or later.
  private func sharedTeamNames() -> [Finding] {
    var first: [String: Team] = [:]
    var findings: [Finding] = []
    for team in context.roster.teams.values.sorted(by: { $0.id < $1.id }) {
      let title = context.charters[team.path]?.frontMatter?.scalar("title")
      let name = title?.value ?? String(team.id.name)
      guard let other = first[TitleRules.fold(name)] else {
        first[TitleRules.fold(name)] = team
        continue
      }
      findings.append(
        finding(
          team.path, line: title?.line ?? 1, "team-name-twice", level: .warning,
          "'\(name)' is also the name of \(other.path.display)",
          hint: "give one of the two another 'title:'"))
    }
    return findings
  }

  private func ownCoaches() -> [Finding] {
    var findings: [Finding] = []
    for member in context.roster.members.values where member.coach == member.handle {
      findings.append(
        finding(
          member.path, line: line("coach", of: member.path), "own-coach", level: .warning,
          "\(member.handle) cannot be their own coach",
          hint: "name somebody else under 'coach:', or leave it out"))
    }
    for role in context.roster.roles.values {
      let holders = context.holders(of: role)
      guard let coach = role.coach, holders == [coach] else { continue }
      findings.append(
        finding(
          role.path, line: line("coach", of: role.path), "own-coach", level: .warning,
          "\(coach) holds this role alone and cannot coach themselves in it",
          hint: "name somebody else under 'coach:', or leave it out"))
    }
    return findings
  }

  // MARK: Direction

  /// Charters whose `serves` does not lead to a mission or vision.
  private func orphans() -> [Finding] {
    context.graph.orphans.map { path in
      finding(
        path, line: line("serves", of: path), "orphan",
        "this charter does not lead to the mission or vision by 'serves'",
        hint: "write serves: mission, or the charter that it supports")
    }
  }

  /// Charters that serve one another in a ring serve nothing.
  private func rings() -> [Finding] {
    context.graph.rings.compactMap { ring in
      guard let first = ring.first else { return nil }
      let shown = ring.prefix(6).map(\.name) + (ring.count > 6 ? ["…"] : [])
      return finding(
        first, line: line("serves", of: first), "serves-ring", level: .warning,
        "'serves' leads back to where it began: "
          + (shown + [first.name]).joined(separator: " → "),
        hint: "let one of them serve something that is not in the ring")
    }
  }

  private func membersWithoutRole() -> [Finding] {
    guard !context.roster.roles.isEmpty else { return [] }
    let holders = Set(context.roster.roles.values.flatMap { context.holders(of: $0) })
    return context.roster.members.values.filter {
      $0.status == .active && !holders.contains($0.handle)
    }.map { member in
      finding(
        member.path, "member-without-role", "\(member.handle) holds no role",
        hint: "name them in the holders of a role, or write a role for what they do")
    }
  }

  // MARK: Time

  private func overdueReviews() -> [Finding] {
    guard let now = context.now else { return [] }
    return context.charters.values.compactMap { charter in
      guard let review = charter.review,
        let due = review.due(lastSeen: context.lastSeen[charter.path]), due.end < now
      else { return nil }
      return finding(
        charter.path, line: line("review", of: charter.path), "review-overdue", level: .warning,
        "this charter was to be looked at again by \(due)",
        hint: "charter reflect \(charter.path.name), or change what has changed")
    }
  }
}
