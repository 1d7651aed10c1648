import Charters
import Practice
import Testing

@Suite struct ExpertiseTests {
  private static func who(_ names: String) -> [Handle] {
    names.split(separator: " ").compactMap { Handle($0) }
  }

  private static func expertise() throws -> Expertise {
    func member(
      _ name: String, _ expertise: [String], _ status: Member.Status = .active
    ) throws -> Member {
      let handle = try #require(Handle(name))
      return Member(
        handle: handle, name: name, status: status, expertise: expertise,
        path: try CharterPath("Charters/members/\(name).md"))
    }
    let night = try #require(TeamID("night"))
    let team = Team(
      id: night, path: try CharterPath("Charters/teams/night/team.md"), lead: who("cy")[0],
      members: who("ben cy"), expertise: ["Wine"])
    return Expertise(
      Roster(
        members: [
          try member("ana", ["Web security", "Brot"]), try member("ben", ["security"]),
          try member("cy", ["Crème brûlée"]), try member("dee", ["wine"], .left),
          try member("eli", ["Web security"], .absent),
        ], teams: [team]))
  }

  @Test(arguments: [
    ("security", "ben"), ("SECURITY", "ben"), ("web", "ana"), ("security web", "ana"),
    ("wine", "ben cy"), ("creme brulee", "cy"), ("cooking", ""), ("", ""), ("…", ""),
  ])
  func findsWhoKnows(topic: String, names: String) throws {
    #expect(try Self.expertise().experts(on: topic) == Self.who(names))
  }

  @Test func topicsAreListedOnce() throws {
    #expect(
      try Self.expertise().topics == ["Brot", "Crème brûlée", "Web security", "Wine", "security"])
  }

  @Test func findsWhatATextSpeaksOf() throws {
    let found = try Self.expertise().mentioned(
      in: "We open the wine. Insecurity is no topic; Brotzeit is none. CRÈME Brûlée!")
    #expect(found.map(\.topic) == ["Crème brûlée", "Wine"])
    #expect(found.map(\.experts) == [Self.who("cy"), Self.who("ben cy")])
  }
}
