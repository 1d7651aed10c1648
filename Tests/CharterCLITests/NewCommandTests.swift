import Charters
import TestSupport
import Testing

@testable import CharterCLI
@testable import Console

@Suite struct NewCommandTests {
  private let sandbox: GitSandbox
  private let member: TestMember

  init() throws {
    member = try TestMember("ana")
    sandbox = try GitSandbox(member: member)
  }

  private func charter(_ arguments: String...) -> CapturedRun {
    CapturedRun(arguments, in: sandbox.directory, environment: sandbox.environment)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try sandbox.read(path), as: UTF8.self)
  }

  @Test func hintsBreakBetweenWordsForPeopleOnly() {
    let narrow = Terminal(isTerminal: true, width: 30, hasColour: false, isUnicode: true)
    let seen = CapturedRun(
      ["new", "vision"], in: sandbox.directory, terminal: narrow,
      environment: sandbox.environment)
    #expect(seen.errors == "hint: edit it, then charter\n      propose\n")
    #expect(charter("new", "mission").errors == "hint: edit it, then charter propose\n")
  }

  @Test(arguments: [
    (["role", "Release keeper"], "Charters/roles/release-keeper.md"),
    (["role", "Triage", "--team", "support"], "Charters/teams/support/roles/triage.md"),
    (["team", "Night shift", "--as", "night"], "Charters/teams/night/team.md"),
    (
      ["team", "Night", "--team", "support/east"],
      "Charters/teams/support/teams/east/teams/night/team.md"
    ),
    (["agreement", "On call!"], "Charters/agreements/on-call.md"),
    (["reflection", "The launch"], "Charters/reflections/2026-09-the-launch.md"),
    (["vision"], "Charters/vision.md"),
    (["mission", "Why we are here", "--team", "support"], "Charters/teams/support/mission.md"),
  ])
  func writesWhereItBelongs(arguments: [String], path: String) throws {
    let run = CapturedRun(
      ["new"] + arguments, in: sandbox.directory, environment: sandbox.environment)
    #expect(run.status == .done, "\(run.errors)")
    #expect(run.output == path + "\n")
    let bytes = try sandbox.read(path)
    let charter = try CharterText(path: CharterPath(path), bytes: bytes)
    #expect(charter.frontMatter?.scalar("kind")?.value == charter.path.kind.rawValue)
    let again = CapturedRun(
      ["new"] + arguments, in: sandbox.directory, environment: sandbox.environment)
    #expect(again.status == .impossible)
    #expect(try sandbox.read(path) == bytes)
  }

  @Test func fillsIn() throws {
    #expect(
      charter("new", "team", "Support", "--lead", "ana", "--member", "ben", "--serves", "mission")
        .status == .done)
    let text = try text("Charters/teams/support/team.md")
    #expect(text.contains("\nserves: mission\nlead: ana\nmembers: [ana, ben]\n"))
  }

  @Test(arguments: [
    ["role"], ["role", "東京"], ["role", "X", "--lead", "ana"],
    ["agreement", "X", "--holder", "ana"],
    ["member", "Dana"], ["role", "X", "--card", "f"], ["policy", "X"],
    ["role", "X", "--as", "A b"],
    ["role", "X", "--team", "Support"],
  ])
  func refuses(arguments: [String]) {
    let run = CapturedRun(
      ["new"] + arguments, in: sandbox.directory, environment: sandbox.environment)
    #expect(run.status == .usage)
    #expect(run.errors.hasPrefix("error: "))
    #expect(!Files.exists(sandbox.directory + "/Charters"))
  }

  @Test func aCardIsHandedOver() throws {
    let joined = charter("join")
    #expect(joined.status == .done, "\(joined.errors)")
    #expect(joined.output.hasPrefix("ana="))
    #expect(joined.output.split(separator: "\n").count == 1)
    try sandbox.write(joined.output, to: "card.txt")
    let run = charter("new", "member", "--card", "card.txt")
    #expect(run.status == .done, "\(run.errors)")
    #expect(run.output == "Charters/members/ana.md\n")
    #expect(try text("Charters/members/ana.md").contains(member.key.line.split(separator: " ")[1]))
    try sandbox.write("nonsense\n", to: "card.txt")
    #expect(charter("new", "member", "--card", "card.txt").status == .usage)
    #expect(charter("new", "member", "--card", "nowhere").status == .impossible)
  }
}
