import Testing

@testable import Charters
@testable import Policies

/// The cases of `Cases/findings-*.txt`: a policy, people and charters, and what a founder would want
/// to know.
@Suite struct FindingCases {
  @Test(arguments: WrittenCase.all("findings-"))
  func finds(_ written: WrittenCase) throws {
    let roster = try written.roster()
    let policy = try written.policy()
    let read = policy.problems(with: roster)
    #expect(read.filter { $0.level == .error } == [])
    let findings = policy.findings(on: try written.ground(roster))
    let found = findings.map { finding in
      "\(finding.line):\(finding.column) \(finding.code)"
        + (finding.level == .warning ? "" : " (\(finding.level.rawValue))")
    }
    #expect(found == written.lines("finding"), "\(findings.map(\.message))")
    for (line, finding) in zip(written.lines("message"), findings) {
      #expect(finding.message == line)
    }
    #expect(Set(findings.map(\.code)).isSubset(of: Policy.findingCodes))
  }
}

extension WrittenCase {
  /// `charters:` with lines such as `roles/triage.md: Purpose, Domains`; teams, roles and members
  /// have theirs.
  func ground(_ roster: Roster) throws -> PolicyGround {
    var charters: [CharterPath: [SectionPath]] = [:]
    let own =
      roster.members.values.map(\.path) + roster.teams.values.map(\.path)
      + roster.roles.values.map(\.path)
    for path in own {
      let form = KindForm(path.kind)
      charters[path] =
        [.intro, .field("kind")] + form.sections.map { .section([$0]) }
        + form.fields.map { .field($0) }
    }
    for line in lines("charters") {
      let (path, sections) = line.divided(at: ":")
      let pieces = sections.split(separator: ",").compactMap {
        SectionPath(String($0).trimmed)
      }
      charters[try CharterPath("Charters/\(path)")] = [.intro, .field("kind")] + pieces
    }
    return PolicyGround(roster: roster, charters: charters)
  }
}
