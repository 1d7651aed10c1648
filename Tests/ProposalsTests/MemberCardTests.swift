import Charters
import Proposals
import Signing
import TestSupport
import Testing

@Suite struct MemberCardTests {
  let ben: TestMember

  init() throws { ben = try TestMember("ben", name: "Ben Okafor") }

  func read(_ line: String) throws(MemberCard.Problem) -> MemberCard {
    try MemberCard(line) { file throws(SigningError) in try PublicKey(fileAt: file) }
  }

  @Test func `a line with a key file or with the key itself is the same card`() throws {
    let byFile = try read("ben=Ben Okafor <ben@example.org>:\(ben.key.path).pub")
    #expect(byFile.handle.text == "ben")
    #expect(byFile.name == "Ben Okafor")
    #expect(byFile.email == "ben@example.org")
    #expect(byFile.key.line == ben.key.line)
    #expect(byFile.line == "ben=Ben Okafor <ben@example.org>:\(ben.key.line)")
    #expect(try read(byFile.line) == byFile)
    #expect(try read(byFile.line + " ben@laptop\n") == byFile)
  }

  @Test(arguments: [
    "", "ben", "ben=Ben", "ben=Ben <b@x>", "ben=Ben <b@x>:", "ben=<b@x>:k", "ben=Ben <>:k",
    "=Ben <b@x>:k", "Ben=Ben <b@x>:k", "ben=Ben <b@x> :k", "ben=B\u{200B} <b@x>:k",
    "ben=Ben <b@x>:/nowhere.pub", "ben=Ben <b@x>:ssh-rsa AAAA",
  ])
  func `anything else is no card`(line: String) {
    #expect(throws: MemberCard.Problem.self) { try read(line) }
  }

  @Test func `the card gives a member's file without a finding`() throws {
    let card = try read("ben=Ben: \"O'Kafor\" #1 <ben@example.org>:\(ben.key.path).pub")
    let bytes = card.charter(since: Day("2026-11-24")!)
    #expect(card.path == "Charters/members/ben.md")
    let path = try CharterPath(card.path)
    #expect(ContentRules.checkContent(of: path, bytes: bytes).isEmpty)
    let (roster, findings) = Roster.read([try CharterText(path: path, bytes: bytes)])
    #expect(findings.isEmpty)
    let member = try #require(roster.members[card.handle])
    #expect(member.name == "Ben: \"O'Kafor\" #1")
    #expect(member.keys.map(\.value) == [ben.key.line])
    #expect(member.since?.text == "2026-11-24")
  }

  @Test(arguments: [
    ("Ana Ruiz", "x@y", "ana"), ("Jean-Luc", "x@y", "jean-luc"), ("林", "lin@y", "lin"),
    ("O'Neil", "x@y", "o-neil"),
  ])
  func `a handle comes from the name, else from the address`(
    name: String, email: String, handle: String
  ) {
    #expect(MemberCard.handle(name: name, email: email)?.text == handle)
  }
}
