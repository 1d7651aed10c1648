import Console
import Foundation
import TestSupport
import Testing

@testable import CharterCLI

@Suite struct LintCommandTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
  }

  private func charter(_ arguments: String..., at folder: String = "") -> CapturedRun {
    CapturedRun(
      arguments, in: sandbox.directory + folder, environment: sandbox.environment)
  }

  private static let role = """
    ---
    kind: role
    title: Cook
    holders: []
    ---
    # Cook

    ## Purpose

    Feed us.

    """

  @Test func nothingThere() {
    let run = charter("lint")
    #expect(run.status == .impossible)
    #expect(run.errors.contains("hint: charter init"))
  }

  @Test func findingsStandAtTheirPlace() throws {
    try sandbox.write(Self.role, to: "Charters/roles/cook.md")
    try sandbox.write("text", to: "Charters/notes.txt")
    let run = charter("lint")
    #expect(run.status == .no)
    #expect(run.output.contains("Charters/notes.txt: error: "))
    #expect(run.output.contains("Charters/roles/cook.md"))
    #expect(run.output.split(separator: "\n").last?.hasPrefix("✗ 2 files: ") == true)
    let one = charter("lint", "notes.txt", at: "/Charters")
    #expect(!one.output.contains("cook.md"))
    #expect(charter("lint", "../elsewhere").status == .impossible)
  }

  @Test func whatGitIgnoresIsLeftOut() throws {
    try sandbox.write(Self.role, to: "Charters/roles/cook.md")
    try sandbox.write("text", to: "Charters/roles/cook.md~")
    #expect(charter("lint").output.contains("cook.md~"))
    try sandbox.write("*~\n", to: ".gitignore")
    #expect(!charter("lint").output.contains("cook.md~"))
  }

  @Test func linksAndProgramsAreRefused() throws {
    try sandbox.write(Self.role, to: "Charters/roles/cook.md")
    let folder = sandbox.directory + "/Charters/roles/"
    try FileManager.default.createSymbolicLink(
      atPath: folder + "link.md", withDestinationPath: "cook.md")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder + "cook.md")
    let run = charter("lint")
    #expect(run.output.contains("Charters/roles/link.md: error: "))
    #expect(run.output.contains("Charters/roles/cook.md: error: "))
  }

  @Test func stagedIsWhatIsStaged() throws {
    try sandbox.write(Self.role, to: "Charters/roles/cook.md")
    try sandbox.git("add", "Charters")
    try sandbox.write("text", to: "Charters/notes.txt")
    #expect(!charter("lint", "--staged").output.contains("notes.txt"))
    #expect(charter("lint").output.contains("notes.txt"))
  }

  @Test func json() throws {
    try sandbox.write("text", to: "Charters/notes.txt")
    let run = charter("lint", "--json")
    #expect(run.status == .no)
    let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(document?["schema"] as? String == "charter.lint/1")
    let findings = try #require(document?["findings"] as? [[String: Any]])
    #expect(findings.first?["path"] as? String == "Charters/notes.txt")
    #expect(findings.first?["level"] as? String == "error")
    #expect(document?["errors"] as? Int == findings.count { $0["level"] as? String == "error" })
  }

  @Test func hostileNamesAreShownEscaped() throws {
    try sandbox.write("text", to: "Charters/\u{1B}[2J.md")
    let run = charter("lint")
    #expect(run.output.contains("Charters/<U+001B>[2J.md: error: "))
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func longLinesAreWrappedForPeopleOnly() throws {
    try sandbox.write("text", to: "Charters/notes.txt")
    var environment = sandbox.environment
    environment["CHARTER_PAGER"] = "cat"
    let narrow = Terminal(isTerminal: true, width: 40, hasColour: false, isUnicode: true)
    let seen = CapturedRun(
      ["lint"], in: sandbox.directory, terminal: narrow, environment: environment)
    #expect(seen.output.split(separator: "\n").allSatisfy { $0.count <= 40 })
    #expect(charter("lint").output.split(separator: "\n").contains { $0.count > 80 })
  }
}
