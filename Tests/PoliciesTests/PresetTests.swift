import CharterTemplates
import Testing

@testable import Charters
@testable import Policies

/// What every preset must allow, whoever founds with it.  The promise of each name is in
/// `Cases/judge-preset-*.txt`.
@Suite struct PresetTests {
  static let sizes = [1, 2, 3, 4, 7]

  static func roster(_ size: Int, teams: [Team] = []) throws -> Roster {
    let names = ["ana", "bo", "kim", "rob", "zoe", "max", "ida"].prefix(size)
    return Roster(
      members: try names.map { name in
        let handle = try WrittenCase.handle(name)
        return Member(
          handle: handle, name: name, keys: [Located("ssh-ed25519 \(name)", line: 1, column: 1)],
          path: try CharterPath("Charters/members/\(name).md"))
      }, teams: teams)
  }

  @Test(arguments: Preset.allCases)
  func isReadWithoutAnyProblem(_ preset: Preset) throws {
    let (policy, problems) = Policy.parse(Templates.policy(preset))
    #expect(problems.isEmpty)
    #expect(policy != nil)
  }

  @Test(arguments: Preset.allCases, sizes)
  func locksNobodyOut(_ preset: Preset, _ size: Int) throws {
    let policy = try #require(Policy.parse(Templates.policy(preset)).policy)
    #expect(policy.problems(with: try Self.roster(size)) == [])
  }

  /// With everybody's approval everything that a repository may hold can be changed, before there
  /// is any team and after.
  @Test(arguments: Preset.allCases, sizes)
  func coversEverything(_ preset: Preset, _ size: Int) throws {
    let policy = try #require(Policy.parse(Templates.policy(preset)).policy)
    let handle = try WrittenCase.handle("ana")
    let support = try #require(TeamID("support"))
    let team = Team(
      id: support, path: try CharterPath(support.charterText), lead: handle, members: [handle])
    let leaderless = Team(
      id: support, path: try CharterPath(support.charterText), lead: nil, members: [])
    for roster in [
      try Self.roster(size), try Self.roster(size, teams: [team]),
      try Self.roster(size, teams: [leaderless]),
    ] {
      let rehearsal = Rehearsal(policy, roster, at: nil)
      for place in [
        "vision.md", "mission.md", "values.md", "roles/secretary.md", "agreements/on-call.md",
        "reflections/launch.md", "members/ana.md", "members/new.md", "teams/support/team.md",
        "teams/support/vision.md", "teams/support/roles/triage.md", "teams/support/agreements/a.md",
        "teams/support/teams/night/team.md", "teams/support/teams/night/roles/watch.md",
      ] {
        let charter = try CharterPath("Charters/\(place)")
        for change in Change.allCases {
          let fields = ["kind", "lead", "members", "holders", "keys", "email", "status", "title"]
          let sections = ["Purpose", "Domains", "Practices", "Scope"].map {
            SectionPath.section([$0])
          }
          let pieces = [.intro] + sections + fields.map { SectionPath.field($0) }
          let atoms = pieces.map { Atom(charter: charter, section: $0, change: change) }
          let obstacle = rehearsal.obstacle(
            Rehearsal.Change(atoms: atoms, subjects: [charter.member].compactMap(\.self)))
          #expect(obstacle == nil, "\(change) \(place): \(obstacle?.rules.map(\.name) ?? [])")
        }
      }
    }
  }

  /// A single member can act alone, at once or after a wait.
  @Test(arguments: Preset.allCases)
  func letsOneMemberAct(_ preset: Preset) throws {
    let policy = try #require(Policy.parse(Templates.policy(preset)).policy)
    let ana = try WrittenCase.handle("ana")
    let start = Timestamp(seconds: 0)
    for place in ["vision.md", "policy.yml", "members/new.md", "teams/support/team.md"] {
      let path = try CharterPath("Charters/\(place)")
      let atom = Atom(
        charter: path, section: place == "policy.yml" ? .policy : .intro, change: .edit)
      let signoff = Signoff(
        id: "sha256:1", commit: "1", member: ana, principal: nil, decision: .approve, date: start,
        reason: nil, sections: [], despite: [], defects: [], objectionStands: false,
        sameAtoms: [0], sameCharters: [path], sameProposal: true)
      let judgement = judge(
        Case(
          policy: policy, roster: try Self.roster(1), atoms: [atom], proposers: [ana],
          coAuthors: [], subjects: [], term: .permanent, opened: start, openingDate: start,
          lastContent: start, now: start.adding(seconds: 30 * 86_400), signoffs: [signoff],
          mootObjections: []))
      #expect(judgement.state == .approved, "\(place)")
    }
  }
}
