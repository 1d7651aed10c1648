import Foundation
import TestSupport
import Testing

@testable import CharterCLI

/// log, keys and doctor.
@Suite struct LogCommandTests {
  /// One step by three members, one proposal that was withdrawn.
  private static func crew() throws -> Crew {
    let crew = try Crew()
    try crew.propose("ana", "Serve all", "serve the valley.", "serve all.", why: "All need it.")
    for member in ["ben", "cy"] {
      try crew.ok(member, ["sync"])
      try crew.ok(member, ["approve", "serve-all"])
    }
    try crew.ok("ana", ["sync"])
    try crew.ok("ana", ["ratify", "serve-all"])
    try crew.propose("ben", "Sleep more", "a day", "two days")
    try crew.ok("ben", ["withdraw", "sleep-more"])
    try crew.git("ana", ["switch", "--quiet", "main"])
    try crew.git("ana", ["pull", "--quiet"])
    return crew
  }

  @Test func tells() throws {
    let crew = try Self.crew()
    let run = try crew.charter("ana", ["log"])
    #expect(run.status == .done)
    #expect(
      run.output == """
        ✓ step 2  2026-09-21  Sleep more  withdrawn
            proposed by ben on 21 Sep 2026, withdrawn by ben, within the hour
            mission.md: What we do: 1 reworded
            ✗ Two agree: 2 of everyone: 2 more
            consented: 0, silent: 3 (ana, cy, dee)

        ✓ step 1  2026-09-21  Serve all  approved
            proposed by ana on 21 Sep 2026, made official by ana, within the hour
            mission.md: Statement: 1 reworded (meaning: the valley → all)
            ✓ Two agree: 2 of everyone: ben, cy
            2 of 3 answered: ben approved, cy approved
            consented: 2, silent: 1 (dee)

        ✓ step 0  2026-09-21  The crew  founding
            by ana
            members/ana.md, members/ben.md, members/cy.md, members/dee.md, mission.md,
              policy.yml

        """)
    func titles(_ arguments: String...) throws -> [String] {
      let document = try crew.charter("ana", ["log", "--json"] + arguments).document()
      let steps = try #require(document["steps"] as? [[String: Any]])
      return steps.compactMap { $0["title"] as? String }
    }
    #expect(try titles() == ["Sleep more", "Serve all", "The crew"])
    #expect(try titles("mission") == ["Serve all", "The crew"])
    #expect(try titles("mission", "--all") == ["Sleep more", "Serve all", "The crew"])
    #expect(try titles("--member", "cy") == ["Serve all"])
    #expect(try titles("--proposal", "serve-all") == ["Serve all"])
    #expect(try titles("-n", "1") == ["Sleep more"])
    #expect(try titles("--since", "2026-09-22") == [])
    #expect(try titles("--now", "2026-09-20") == [])
    let future = try crew.charter("ana", ["verify", "--now", "2026-09-20"])
    #expect(future.status == .done)
    #expect(future.errors.contains("Step 2 is dated 21 Sep 2026"))
    #expect(try titles("--since", "2026-09-21") == ["Sleep more", "Serve all", "The crew"])
    let reasons = try crew.charter("ana", ["log", "--reasons", "-p", "--proposal", "serve-all"])
    #expect(reasons.output.contains("\n      All need it.\n"))
    #expect(reasons.output.contains("To serve [-the valley-] {+all+}."))
    for arguments in [["nothing"], ["--proposal", "nothing"]] {
      #expect(try crew.charter("ana", ["log"] + arguments).status == .impossible)
    }
    for arguments in [["--since", "gibberish"], ["--member", "Ä"], ["-n", "-1"]] {
      #expect(try crew.charter("ana", ["log"] + arguments).status == .usage)
    }
  }

  @Test func jsonOfAStep() throws {
    let crew = try Self.crew()
    let document = try crew.charter("ana", ["log", "--json", "-p"]).document()
    #expect(
      document.keys.sorted() == [
        "beforeFounding", "branch", "notices", "outcome", "repository", "schema", "steps", "tip",
      ])
    let steps = try #require(document["steps"] as? [[String: Any]])
    #expect(
      steps[1].keys.sorted() == [
        "answered", "changes", "charters", "commit", "consented", "continues", "date", "diff",
        "key",
        "kind", "mendedBy", "mendedIn", "oldPath", "outcome", "performedBy", "problems", "proposal",
        "proposed", "proposers", "rationale",
        "reportedKeys",
        "rules",
        "secondsToDecision", "signoffs", "silent", "step", "title",
      ])
    #expect(steps[1]["rationale"] as? String == "All need it.")
    #expect(steps[1]["silent"] as? [String] == ["dee"])
    #expect(steps[1]["consented"] as? [String] == ["ben", "cy"])
  }

  @Test func asOfAStep() throws {
    let crew = try Self.crew()
    let before = try crew.charter("ana", ["show", "mission", "--at", "HEAD~2"])
    #expect(before.output == Crew.mission)
    let now = try crew.charter("ana", ["show", "mission"])
    #expect(now.output == Crew.mission.replacing("serve the valley.", with: "serve all."))
    #expect(now.errors.contains("in force since step 1 of 21 Sep 2026, Serve all"))
  }

  @Test func gitAgreesAboutTheKeys() throws {
    let crew = try Self.crew()
    let signers = try crew.ok("ana", ["keys", "--allowed-signers"]).output
    #expect(signers.split(separator: "\n").count == 4)
    try crew.write("ana", signers, to: ".git/signers")
    let shown = try crew.git(
      "ana",
      [
        "-c", "gpg.ssh.allowedSignersFile=\(crew.path("ana", ".git/signers"))", "log",
        "--format=%G? %GS %s", "--first-parent",
      ])
    #expect(
      shown == """
        G ben@example.org Withdraw: Sleep more
        G ana@example.org Ratify: Serve all
        G ana@example.org Found: The crew
        """)
    let document = try crew.charter("ana", ["keys", "--json"]).document()
    let keys = try #require(document["keys"] as? [[String: Any]])
    #expect(
      keys[0].keys.sorted() == [
        "allowedSigner", "email", "ended", "fingerprint", "inForce", "key", "member",
        "notTrustedSince", "reported", "type",
      ])
  }

  @Test func doctorOfAClone() throws {
    let crew = try Self.crew()
    let first = try crew.charter("ana", ["doctor"])
    #expect(first.status == .no)
    #expect(first.output.contains("✗ pre-push is not installed\n    charter hooks install\n"))
    try crew.ok("ana", ["hooks", "install"])
    let second = try crew.charter("ana", ["doctor"])
    #expect(second.status == .done, "\(second.output)")
    #expect(!second.output.contains("✗"))
    try crew.git("ana", ["reset", "--quiet", "--hard", "HEAD~1"])
    #expect(
      try crew.charter("ana", ["doctor"]).output.contains("main here is older than origin/main\n"))
    try crew.git("ana", ["config", "gpg.format", "openpgp"])
    let format = try crew.charter("ana", ["doctor"])
    #expect(format.output.contains("git config gpg.format ssh"))
    let document = try crew.charter("ana", ["doctor", "--json"]).document()
    #expect(document.keys.sorted() == ["checks", "healthy", "place", "schema"])
    #expect(document["healthy"] as? Bool == false)
  }

  @Test func doctorOfAServer() throws {
    let crew = try Self.crew()
    let environment = try crew.environment("ana")
    func run(_ arguments: String...) -> CapturedRun {
      CapturedRun(arguments, in: crew.server, environment: environment)
    }
    let first = run("doctor")
    #expect(first.status == .no)
    #expect(first.output.contains("any founding could be pushed here"))
    let id = try crew.charter("ana", ["root"]).output.filter { $0.isHexDigit }
    let installed = run("hooks", "install", "--server", "--repository", id)
    try #require(installed.status == .done, "\(installed.errors)")
    #expect(run("doctor").status == .done, "\(run("doctor").output)")
    #expect(run("verify").status == .done)
    #expect(run("list").status == .done)
  }
}
