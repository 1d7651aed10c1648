import Foundation
import TestSupport
import Testing

@testable import CharterCLI
@testable import Console

@Suite struct VerifyCommandTests {
  @Test func valid() throws {
    let crew = try Crew()
    try crew.propose("ana", "Serve the hills", "the valley.", "the valley and the hills.")
    try crew.ok("ben", ["sync"])
    try crew.ok("ben", ["approve", "serve-the-hills"])
    try crew.ok("cy", ["sync"])
    try crew.ok("cy", ["approve", "serve-the-hills"])
    try crew.ok("ana", ["sync"])
    try crew.ok("ana", ["ratify", "serve-the-hills"])
    let run = try crew.charter("ana", ["verify"])
    #expect(run.status == .done)
    #expect(
      run.output.split(separator: "\n", omittingEmptySubsequences: false).prefix(6)
        .joined(separator: "\n") == """
          ✓  0  2026-09-21  The crew         founding  by ana
          ✓  1  2026-09-21  Serve the hills  approved  ben, cy

          Valid: 1 step since the founding on 21 Sep 2026 by ana; every change of every
          charter was approved under the rules then in force.
          Repository id:
          """)
    #expect(run.errors.hasPrefix("Verifying main at "))
    let document = try crew.charter("ana", ["verify", "--json"]).document()
    #expect(
      document.keys.sorted() == [
        "beforeFounding", "branch", "leftOut", "outcome", "reportedKeys", "repository", "schema",
        "steps", "tip", "warnings",
      ])
    #expect(document["schema"] as? String == "charter.verify/1")
    #expect(document["outcome"] as? String == "valid")
    let steps = try #require(document["steps"] as? [[String: Any]])
    #expect(steps.map { $0["step"] as? Int } == [0, 1])
    #expect(
      steps[1].keys.sorted() == [
        "charters", "commit", "continues", "date", "key", "kind", "mendedBy", "outcome",
        "performedBy", "problems", "proposal", "rules", "signoffs", "step", "title",
      ])
    #expect(steps[1]["kind"] as? String == "ratification")
    #expect(steps[1]["charters"] as? [String] == ["mission.md"])
    let signoffs = try #require(steps[1]["signoffs"] as? [[String: Any]])
    #expect(signoffs.map { $0["member"] as? String } == ["ben", "cy"])
    #expect(signoffs.allSatisfy { $0["counts"] as? Bool == true })
    let later = try crew.charter("ana", ["verify", "--since", "1"])
    #expect(later.status == .done)
    #expect(later.output.hasPrefix("✓  1  2026-09-21  Serve the hills"))
    #expect(later.output.contains("Valid: 1 step since the founding"))
    let brief = try crew.charter("ana", ["verify", "-q"])
    #expect(brief.output.hasPrefix("Valid: "))
    #expect(brief.errors.isEmpty)
  }

  @Test func changedWithoutApproval() throws {
    let crew = try Crew(["ana", "ben", "cy"])
    try crew.write("ana", Crew.mission + "\nAnd more.\n", to: "Charters/mission.md")
    try crew.git("ana", ["commit", "--quiet", "-am", "Quick \u{1B}[31mfix\u{202E}"])
    let run = try crew.charter("ana", ["verify"])
    #expect(run.status == .unratified)
    #expect(run.output.contains("Changed without approval: 1 change of charters"))
    #expect(run.output.contains("Quick <U+001B>"))
    #expect(!run.output.contains("\u{1B}"))
    let wide = Terminal(isTerminal: false, width: 200, hasColour: true, isUnicode: true)
    let whole = try crew.charter("ana", ["verify", "--color", "never"], terminal: wide)
    #expect(whole.output.contains("Quick <U+001B>[31mfix<U+202E>"))
    #expect(run.errors.contains("charter restore"))
    let json = try crew.charter("ana", ["verify", "--json"])
    #expect(json.status == .unratified)
    let steps = try #require(try json.document()["steps"] as? [[String: Any]])
    #expect(steps[1]["step"] is NSNull)
    #expect(steps[1]["kind"] as? String == "bare")
    let listed = try crew.charter("ana", ["list"])
    #expect(listed.status == .done)
    #expect(listed.errors.contains("your main holds commits that nobody approved"))
  }

  @Test func remembersWhatItHasSeen() throws {
    let crew = try Crew(["ana", "ben", "cy"])
    let founding = try crew.git("ana", ["rev-parse", "HEAD"])
    try crew.propose("ana", "Serve all", "the valley.", "all.")
    for member in ["ben", "cy"] {
      try crew.ok(member, ["sync"])
      try crew.ok(member, ["approve", "serve-all"])
    }
    try crew.ok("ana", ["sync"])
    try crew.ok("ana", ["ratify", "serve-all"])
    try crew.ok("ana", ["verify"])
    // Somebody who asks for an older commit gets an answer about it.
    #expect(try crew.charter("ana", ["verify", founding]).status == .done)
    #expect(try crew.charter("ana", ["verify", "nothing"]).status == .impossible)
    try crew.git("ana", ["switch", "--quiet", "main"])
    try crew.git("ana", ["reset", "--quiet", "--hard", founding])
    // What the remote's branch still holds is not gone: the one here is only behind, and that does
    // not make this clone forget what it has seen.
    let behind = try crew.charter("ana", ["verify"])
    #expect(behind.status == .done)
    #expect(
      behind.errors.contains(
        "main here is behind origin/main by one commit: git fetch . origin/main:main")
        || behind.errors.contains(
          "main here is behind origin/main by one commit: git pull --ff-only")
    )
    #expect(try crew.charter("ana", ["verify", founding]).status == .done)
    try crew.git("ana", ["update-ref", "refs/remotes/origin/main", founding])
    let run = try crew.charter("ana", ["verify"])
    #expect(run.status == .rollback)
    #expect(run.output.contains("Rolled back:"))
    let document = try crew.charter("ana", ["verify", "--json"]).document()
    #expect(document["outcome"] as? String == "rollback")
    // What was remembered is damaged: that does not pass for never.
    try crew.write("ana", "{", to: ".git/charter/verified.json")
    #expect(try crew.charter("ana", ["verify"]).status == .impossible)
  }

  @Test func expectsTheIdThatWasGiven() throws {
    let crew = try Crew(["ana", "ben", "cy"])
    let root = try crew.charter("ana", ["root"])
    #expect(root.status == .done)
    let grouped = root.output.trimmingCharacters(in: .newlines)
    #expect(grouped.split(separator: " ").count == 16)
    #expect(try crew.charter("ana", ["verify", "--repository", grouped]).status == .done)
    let other = String(repeating: "0", count: 64)
    #expect(try crew.charter("ana", ["verify", "--repository", other]).status == .rollback)
    #expect(try crew.charter("ana", ["verify", "--repository", "abc"]).status == .usage)
    let document = try crew.charter("ana", ["root", "--json"]).document()
    #expect(
      document.keys.sorted() == [
        "branch", "date", "founding", "grouped", "performedBy", "repository", "schema", "title",
      ])
    #expect(document["repository"] as? String == grouped.filter { $0 != " " })
  }

  @Test func cutShort() throws {
    let crew = try Crew(["ana", "ben", "cy"])
    let shallow = crew.aside("shallow")
    try crew.git("ben", ["commit", "--quiet", "--allow-empty", "-m", "Nothing"])
    try crew.git("ben", ["push", "--quiet"])
    try crew.git("ben", ["clone", "--quiet", "--depth", "1", "file://\(crew.server)", shallow])
    let environment = try crew.environment("ben")
    func run(_ arguments: String...) -> CapturedRun {
      CapturedRun(arguments, in: shallow, environment: environment)
    }
    for verb in ["verify", "root", "list", "log", "check", "keys"] {
      #expect(run(verb).status == .incomplete, "\(verb)")
    }
    #expect(run("verify").output.contains("git fetch --unshallow"))
    let document = try run("verify", "--json").document()
    #expect(document["outcome"] as? String == "incomplete")
    #expect(document["repository"] is NSNull)
    #expect(run("doctor").output.contains("git fetch --unshallow"))
  }

  @Test func saysWhichObjectionsWereLeftOut() throws {
    let crew = try Crew()
    try crew.propose("ana", "Serve all", "the valley.", "all.")
    try crew.ok("dee", ["sync"])
    try crew.ok("dee", ["object", "serve-all", "-m", "Too much.", "--no-push"])
    for member in ["ben", "cy"] {
      try crew.ok(member, ["sync"])
      try crew.ok(member, ["approve", "serve-all"])
    }
    try crew.ok("ana", ["sync"])
    try crew.ok("ana", ["ratify", "serve-all"])
    try crew.ok("dee", ["sync"])
    let run = try crew.charter("dee", ["verify", "origin/main"])
    #expect(run.status == .done)
    #expect(run.errors.contains("The objection that dee signed"))
    #expect(run.errors.contains("is not in the record of step 1"))
    let document = try crew.charter("dee", ["verify", "origin/main", "--json"]).document()
    let left = try #require(document["leftOut"] as? [[String: Any]])
    #expect(left.map { $0["member"] as? String } == ["dee"])
    #expect(left[0]["decision"] as? String == "object")
    // The branch here is older, and that is said.
    #expect(
      try crew.charter("dee", ["verify"]).errors.contains("main here is behind origin/main by"))
  }

  @Test func saysWhoSignedOnAnotherHistory() throws {
    let crew = try Crew()
    try crew.propose("ana", "Serve all", "the valley.", "all.")
    for member in ["ben", "cy"] {
      try crew.ok(member, ["sync"])
      try crew.ok(member, ["approve", "serve-all"])
    }
    // ana and dee make it official apart from each other; ana goes on from hers.
    try crew.ok("dee", ["sync"])
    try crew.ok("ana", ["sync"])
    try crew.ok("ana", ["ratify", "serve-all", "--no-push"])
    try crew.git("ana", ["switch", "--quiet", "main"])
    try crew.write(
      "ana", crew.read("ana", "Charters/mission.md").replacing("Listen", with: "Hear"),
      to: "Charters/mission.md")
    try crew.ok("ana", ["propose", "Hear", "-m", "Better.", "--no-push"])
    try crew.ok("ana", ["comment", "hear", "-m", "Well?", "--no-push"])
    try crew.ok("dee", ["ratify", "serve-all"])
    try crew.git(
      "ana", ["push", "--quiet", "origin", "refs/charter/signoffs/*:refs/charter/signoffs/*"])
    try crew.ok("dee", ["sync"])
    let run = try crew.charter("dee", ["verify"])
    #expect(run.status == .done)
    #expect(run.errors.contains("ana signed on another history of this repository"))
    let warnings = try crew.charter("dee", ["verify", "--json"]).document()["warnings"]
    #expect((warnings as? [String])?.count == 1)
  }

  @Test func historyBeforeTheFoundingIsNotProven() throws {
    let member = try TestMember("ana")
    let sandbox = try GitSandbox(member: member)
    try sandbox.commit("Earlier", files: ["Charters/mission.md": Crew.mission])
    try sandbox.commit("Earlier still", files: ["code.txt": "x"])
    func charter(_ arguments: String...) -> CapturedRun {
      CapturedRun(arguments, in: sandbox.directory, environment: sandbox.environment)
    }
    let founded = charter("init", "--preset", "consensus", "--handle", "ana", "--name", "One")
    try #require(founded.status == .done, "\(founded.errors)")
    let run = charter("verify")
    #expect(run.status == .done)
    #expect(run.output.contains("2 commits before the founding; nothing is proven about them"))
    #expect(try charter("verify", "--json").document()["beforeFounding"] as? Int == 2)
    #expect(charter("log", "mission").output.contains("Before it was governed"))
  }

  @Test func notGoverned() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("x", files: ["x": "y"])
    for verb in ["verify", "root", "list", "log", "show", "status"] {
      let run = CapturedRun([verb], in: sandbox.directory, environment: sandbox.environment)
      #expect(run.status == .impossible, "\(verb)")
      #expect(run.errors.contains("charter init"), "\(verb)")
    }
  }

  struct Vector: Sendable {
    let bundle: String
    let status: CharterCLI.ExitStatus
  }

  @Test(
    .enabled(if: Corpora.isPresent, Corpora.hint),
    arguments: [
      Vector(bundle: "two-approvals", status: .done),
      Vector(bundle: "bare-change-restored", status: .done),
      Vector(bundle: "direct-commit", status: .unratified),
      Vector(bundle: "foxtrot", status: .no),
      Vector(bundle: "hidden-text-after-nul", status: .no),
    ])
  func conformance(_ vector: Vector) throws {
    let sandbox = try GitSandbox()
    let bundle = try #require(Corpora.path("conformance/\(vector.bundle).bundle"))
    try sandbox.git("clone", "--quiet", bundle, "clone")
    let run = CapturedRun(
      ["verify"], in: sandbox.directory + "/clone", environment: sandbox.environment)
    #expect(run.status == vector.status, "\(run.output)")
  }
}
