import Charters
import Proposals
import Testing

/// What leaving, going away and coming back write, byte for byte.
@Suite struct MemberEditTests {
  private func charter(_ path: String, _ text: String) throws -> CharterText {
    try CharterText(path: CharterPath("Charters/\(path)"), bytes: Array(text.utf8))
  }

  private func text(_ files: MemberEdits.Files, _ path: String) throws -> String? {
    files[try CharterPath("Charters/\(path)")].map { String(decoding: $0, as: UTF8.self) }
  }

  private let ana = """
    ---
    kind: member
    # what people call me
    name: Ana Ito
    status: active
    keys:
      - ssh-ed25519 AAAA1 laptop
      # the small one
      - ssh-ed25519 AAAA2 phone
    ---
    # Ana

    """

  @Test func aDepartureTakesSomebodyOutOfEveryList() throws {
    let handle = try #require(Handle("ana"))
    let departure = try MemberEdits(
      [
        charter("members/ana.md", ana),
        charter(
          "members/ben.md", "---\nkind: member\nname: Ben\ncoach: ana\n---\n"),
        charter(
          "teams/core/team.md",
          "---\nkind: team\nlead: ana   # since May\nmembers:\n  # the cook\n  - ana\n  - ben\n---\n\n## Purpose\n\nana\n"
        ),
        charter(
          "roles/clerk.md",
          "---\nkind: role\nholders: [ben, {who: ana, until: 2026-12-31}]\naffects: ana\n---\n"),
        charter("agreements/a.md", "---\nkind: agreement\naffects: [ana, \"team core\"]\n---\n"),
        charter("agreements/b.md", "---\nkind: agreement\naffects: [team ana]\n---\n\nana\n"),
      ], of: handle
    ).departure(policy: nil)
    #expect(
      try text(departure.page, "members/ana.md")
        == ana.replacing("status: active", with: "status: left"))
    #expect(
      try text(departure.lists, "members/ben.md") == "---\nkind: member\nname: Ben\n---\n")
    #expect(
      try text(departure.lists, "teams/core/team.md")
        == "---\nkind: team\nmembers:\n  # the cook\n  - ben\n---\n\n## Purpose\n\nana\n")
    #expect(
      try text(departure.lists, "roles/clerk.md")
        == "---\nkind: role\nholders: [ben]\naffects: []\n---\n")
    #expect(
      try text(departure.elsewhere, "agreements/a.md")
        == "---\nkind: agreement\naffects: [\"team core\"]\n---\n")
    #expect(departure.elsewhere.count == 1)
    #expect(departure.lists.count == 3)
  }

  @Test func whoHasLeftLeavesNothingToDo() throws {
    let handle = try #require(Handle("ana"))
    let gone = try charter("members/ana.md", ana.replacing("status: active", with: "status: left"))
    #expect(try MemberEdits([gone], of: handle).departure(policy: nil).isEmpty)
  }

  @Test func awayAndBackAgainIsThePageAsItWas() throws {
    let handle = try #require(Handle("ana"))
    let day = try #require(Day("2026-12-24"))
    let page = try charter("members/ana.md", ana)
    let away = try MemberEdits([page], of: handle).absence(until: day, deputy: Handle("ben"))
    let text = try #require(try self.text(away, "members/ana.md"))
    #expect(text.contains("status: absent\n"))
    #expect(text.contains("away-until: 2026-12-24\n"))
    #expect(text.contains("deputies: [{who: ben, until: 2026-12-24}]\n"))
    let absent = try charter("members/ana.md", text)
    let again = try MemberEdits([absent], of: handle).absence(until: day, deputy: Handle("ben"))
    #expect(again.isEmpty)
    let back = try MemberEdits([absent], of: handle).return()
    #expect(try self.text(back, "members/ana.md") == ana)
    #expect(try MemberEdits([page], of: handle).return().isEmpty)
  }

  @Test func otherDeputiesStay() throws {
    let handle = try #require(Handle("ana"))
    let page = try charter(
      "members/ana.md",
      "---\nkind: member\nstatus: absent\naway-until: 2026-12-24\ndeputies:\n"
        + "  - {who: ben, until: 2026-12-24}\n  - {who: cy, until: 2027-01-31}\n---\n")
    let back = try MemberEdits([page], of: handle).return()
    #expect(
      try text(back, "members/ana.md")
        == "---\nkind: member\nstatus: active\ndeputies:\n  - {who: cy, until: 2027-01-31}\n---\n")
  }
}
