internal import Prose

/// Advice that comes from how charters are practised (practice.md): who owns, serves and grows.
struct PracticeLint {
  let context: LintContext

  func check() -> [Finding] {
    var findings: [Finding] = []
    for role in context.roster.roles.values { findings += ofRole(role) }
    findings += sharedDomains()
    findings += orphans()
    findings += membersWithoutRole()
    return findings
  }

  private func advice(
    _ path: CharterPath, line: Int = 1, _ code: String, level: Finding.Level = .advice,
    _ message: String, hint: String?
  ) -> Finding {
    Finding(
      path: path.text, line: line, column: 1, code: code, level: level, message: message,
      hint: hint)
  }

  private func ofRole(_ role: Role) -> [Finding] {
    guard let charter = context.charters[role.path] else { return [] }
    var findings: [Finding] = []
    let accountabilities = charter.outline?.sections.first {
      $0.path.count == 1 && TitleRules.fold($0.path[0]) == "accountabilities"
    }
    if let accountabilities, context.holders(of: role).isEmpty {
      findings.append(
        advice(
          role.path, line: accountabilities.line, "unowned-accountability",
          "nobody holds this role, so nobody answers for its accountabilities",
          hint: "name somebody under 'holders:'"))
    }
    let hasSection = charter.outline?.sections.contains {
      $0.path.count == 1 && TitleRules.fold($0.path[0]) == "resources"
    }
    if let accountabilities, charter.frontMatter?["resources"] == nil, hasSection != true {
      findings.append(
        advice(
          role.path, line: accountabilities.line, "accountability-without-resources",
          "this role answers for something but no resources are named",
          hint: "name money, tools or time under 'resources:'"))
    }
    if role.coach == nil, charter.frontMatter?["deputies"] == nil {
      findings.append(
        advice(
          role.path, "role-without-coach", "this role has neither a coach nor a deputy",
          hint: "name who helps its holder to grow under 'coach:'"))
    }
    return findings
  }

  /// Two roles that look after the same thing will both decide on it.
  private func sharedDomains() -> [Finding] {
    var owners: [String: Role] = [:]
    var findings: [Finding] = []
    for role in context.roster.roles.values.sorted(by: { $0.id < $1.id }) {
      for domain in role.domains {
        let key = TitleRules.fold(domain.value)
        guard let owner = owners[key] else {
          owners[key] = role
          continue
        }
        guard owner.id != role.id else { continue }
        findings.append(
          advice(
            role.path, line: domain.line, "domain-overlap", level: .warning,
            "the domain '\(domain.value)' is also that of \(owner.path.display)",
            hint: "leave it with one of the two"))
      }
    }
    return findings
  }

  /// Teams, roles and agreements whose `serves` does not lead to a mission or vision.
  private func orphans() -> [Finding] {
    let goals = context.charters.keys.filter { $0.kind == .mission || $0.kind == .vision }
    guard !goals.isEmpty else { return [] }
    return context.charters.keys.filter { [.team, .role, .agreement].contains($0.kind) }
      .filter { !reachesGoal($0) }
      .map { path in
        advice(
          path, "orphan", "this charter does not lead to the mission or vision by 'serves'",
          hint: "write serves: mission, or the charter that it supports")
      }
  }

  private func reachesGoal(_ start: CharterPath) -> Bool {
    var seen: Set<CharterPath> = [start]
    var waiting = [start]
    while let path = waiting.popLast() {
      if path.kind == .mission || path.kind == .vision { return true }
      for name in context.charters[path]?.frontMatter?.list("serves") ?? [] {
        if let next = context.charter(named: name.value), seen.insert(next).inserted {
          waiting.append(next)
        }
      }
    }
    return false
  }

  private func membersWithoutRole() -> [Finding] {
    guard !context.roster.roles.isEmpty else { return [] }
    let holders = Set(context.roster.roles.values.flatMap { context.holders(of: $0) })
    return context.roster.members.values.filter {
      $0.status == .active && !holders.contains($0.handle)
    }.map { member in
      advice(
        member.path, "member-without-role", "\(member.handle) holds no role",
        hint: "name them in the holders of a role, or write a role for what they do")
    }
  }
}
