import Charters
import Testing

@Suite struct LeftoverMarkersTests {
  private static let role = "---\nkind: role\ntitle: Cook\n---\n# Cook\n\n## Purpose\n\n"

  @Test(arguments: [
    ("<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", 1),
    ("words\n<<<<<<< ours\na\n||||||| base\nc\n=======\nb\n>>>>>>> theirs\n", 2),
    ("<<<<<<<<< a\na\n=======\nb\n=========\nc\n>>>>>>>>> b\n", 1),
  ])
  func `left by a merge`(text: String, line: Int) {
    #expect(LeftoverMarkers.line(in: Array(text.utf8)) == line)
  }

  @Test(arguments: [
    "Heading\n=======\n\nText.\n", "<<<<<<< only this\n", "<<<<<<< a\n>>>>>>> b\n",
    "  <<<<<<< a\nb\n=======\nc\n>>>>>>> d\n", "<<<<<<<a\n=======\n>>>>>>>b\n",
    ">>>>>>> b\n=======\n<<<<<<< a\n", "<<<<<<< a\n========\n>>>>>>> b\n",
  ])
  func `text all the same`(text: String) {
    #expect(LeftoverMarkers.line(in: Array(text.utf8)) == nil)
  }

  @Test func `lint says it`() throws {
    let bytes = Array(
      (Self.role + "<<<<<<< ours\nFeed us.\n=======\nCook.\n>>>>>>> theirs\n").utf8)
    let charter = try CharterText(path: CharterPath("Charters/roles/cook.md"), bytes: bytes)
    let findings = Lint.check([charter]).filter { $0.code == "leftover-markers" }
    #expect(findings.map(\.line) == [9])
    #expect(findings.map(\.level) == [.error])
  }
}
