import Charters
import Practice
import TestSupport
import Testing

@Suite struct ElectorateTests {
  @Test func onlyActiveMembersCanSpeak() throws {
    func member(_ name: String, _ status: Member.Status) throws -> Member {
      let handle = try #require(Handle(name))
      return Member(
        handle: handle, name: name, status: status,
        path: try CharterPath("Charters/members/\(name).md"))
    }
    let (ana, ben, cy) = (
      try member("ana", .active), try member("ben", .absent), try member("cy", .left)
    )
    let (core, night) = (try #require(TeamID("core")), try #require(TeamID("core/night")))
    let teams = [
      Team(
        id: core, path: try CharterPath("Charters/teams/core/team.md"), lead: ana.handle,
        members: [ben.handle]),
      Team(
        id: night, path: try CharterPath("Charters/teams/core/teams/night/team.md"), lead: nil,
        members: [ana.handle]),
    ]
    let electorate = Electorate(Roster(members: [ana, ben, cy], teams: teams))
    #expect(electorate.active == [ana.handle])
    #expect(electorate.teams == [ana.handle: [core, night], ben.handle: [core]])
  }
}
