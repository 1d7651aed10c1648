import Foundation
import HookScripts
import TestSupport
import Testing

@testable import CharterCLI

@Suite struct HooksCommandTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
  }

  private func charter(_ arguments: String...) -> CapturedRun {
    CapturedRun(arguments, in: sandbox.directory, environment: sandbox.environment)
  }

  @Test func installsOnceAndSaysSo() throws {
    #expect(charter("hooks").status == .no)
    let first = charter("hooks", "install")
    #expect(first.status == .done)
    #expect(
      first.output == """
        ✓ .git/hooks/pre-commit installed
        ✓ .git/hooks/pre-push installed

        """)
    #expect(charter("hooks", "install").output.contains("pre-push is up to date\n"))
    let status = charter("hooks", "status")
    #expect(status.status == .done)
    #expect(
      status.output == """
        ✓ .git/hooks/pre-commit: installed
        ✓ .git/hooks/pre-push: installed

        """)
  }

  @Test func neverOverwrites() throws {
    let foreign = "#!/bin/sh\nexit 7\n"
    try sandbox.write(foreign, to: ".git/hooks/pre-push")
    let path = sandbox.directory + "/.git/hooks/pre-push"
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let refused = charter("hooks", "install")
    #expect(refused.status == .no)
    #expect(refused.errors.hasSuffix("hint: charter hooks install --chain runs both\n"))
    #expect(try sandbox.read(".git/hooks/pre-push") == Array(foreign.utf8))
    #expect(!Files.exists(sandbox.directory + "/.git/hooks/pre-commit"))

    let chained = charter("hooks", "install", "--chain")
    #expect(chained.status == .done)
    #expect(
      chained.output.hasSuffix(
        "pre-push installed; the earlier one runs first, as pre-push.before-charter\n"))
    #expect(try sandbox.read(".git/hooks/pre-push.before-charter") == Array(foreign.utf8))
    #expect(charter("hooks").output.hasSuffix("pre-push: installed, after the earlier one\n"))
    #expect(charter("hooks", "install", "--chain").output.hasSuffix("pre-push is up to date\n"))
  }

  @Test func whatGitNeverRanIsSetAside() throws {
    try sandbox.write("exit 7\n", to: ".git/hooks/pre-commit")
    let run = charter("hooks", "install", "--chain")
    #expect(run.output.contains("could not run and is now pre-commit.before-charter"))
    let text = String(decoding: try sandbox.read(".git/hooks/pre-commit"), as: UTF8.self)
    #expect(text.contains("\nchained=no\n"))
  }

  @Test func renewsWhatIsOutOfDate() throws {
    #expect(charter("hooks", "install").status == .done)
    let text = HookScript.preCommit.text(program: "/elsewhere/charter", chained: true)
    try sandbox.write(text, to: ".git/hooks/pre-commit")
    #expect(charter("hooks").output.contains("pre-commit: out of date\n"))
    #expect(charter("hooks", "install").output.contains("pre-commit brought up to date\n"))
    let renewed = String(decoding: try sandbox.read(".git/hooks/pre-commit"), as: UTF8.self)
    #expect(renewed == HookScript.preCommit.text(program: "/usr/bin/charter", chained: true))
  }

  @Test func aServerHasItsOwn() throws {
    #expect(charter("hooks", "install", "--server").status == .impossible)
    let bare = try sandbox.clone(bare: true)
    func server(_ arguments: String...) -> CapturedRun {
      CapturedRun(arguments, in: bare.directory, environment: bare.environment)
    }
    #expect(server("hooks", "install").status == .impossible)
    let run = server("hooks", "install", "--server")
    #expect(run.status == .done)
    #expect(run.output.hasPrefix("✓ hooks/pre-receive installed\n"))
    #expect(
      server("hooks", "status", "--json").output == """
        {
          "schema": "charter.hooks/1",
          "folder": "\(bare.directory)/hooks",
          "hooks": [
            {
              "hook": "pre-receive",
              "state": "installed",
              "version": 1,
              "chained": false
            },
            {
              "hook": "post-receive",
              "state": "installed",
              "version": 1,
              "chained": false
            }
          ]
        }

        """)
  }

  @Test func leavesASharedFolderAlone() throws {
    let shared = try TemporaryFolder()
    try sandbox.git("config", "core.hooksPath", shared.path)
    let run = charter("hooks", "install")
    #expect(run.status == .impossible)
    #expect(run.errors.contains("core.hooksPath leads to \(shared.path)"))
    #expect(try Files.names(in: shared.path).isEmpty)
  }

  @Test func pinsAFounding() throws {
    let bare = try sandbox.clone(bare: true)
    let id = String(repeating: "0a", count: 32)
    func install(_ id: String) -> CapturedRun {
      CapturedRun(
        ["hooks", "install", "--server", "--repository", id], in: bare.directory,
        environment: bare.environment)
    }
    #expect(install(id).status == .done)
    #expect(try bare.git("config", "charter.repository") == id)
    #expect(install(id).status == .done)
    #expect(install("0a").status == .usage)
    #expect(charter("hooks", "install", "--repository", id).status == .usage)
    #expect(try bare.git("config", "charter.repository") == id)
    // Whoever has a shell there may accept another, by its name, and is told what was before.
    let other = String(repeating: "1b", count: 32)
    let replaced = install(other)
    #expect(replaced.status == .done)
    #expect(replaced.output.contains("before, it kept the founding 0a0a"))
    #expect(try bare.git("config", "charter.repository") == other)
  }

  /// What `git init --bare` calls the first branch is this machine's own taste.
  @Test func headNamesTheBranchToCome() throws {
    func server(_ head: String, _ arguments: [String]) throws -> (run: CapturedRun, head: String) {
      let bare = try GitSandbox(bare: true, branch: head)
      let run = CapturedRun(
        ["hooks", "install", "--server"] + arguments, in: bare.directory,
        environment: bare.environment)
      return (run, try bare.git("symbolic-ref", "HEAD"))
    }
    let plain = try server("master", [])
    #expect(plain.head == "refs/heads/main")
    #expect(plain.run.output.contains("✓ HEAD names main now\n"))
    #expect(plain.run.output.contains("· it will keep the first founding that comes to main\n"))
    #expect(try server("main", []).run.output.contains("HEAD names") == false)
    #expect(try server("main", ["--branch", "trunk"]).head == "refs/heads/trunk")
    #expect(charter("hooks", "install", "--branch", "trunk").status == .usage)

    // Where HEAD names a branch that is there, its owner says so in git.
    try sandbox.commit("One", files: ["a": "a"])
    let born = try sandbox.clone(bare: true)
    let run = CapturedRun(
      ["hooks", "install", "--server", "--branch", "trunk"], in: born.directory,
      environment: born.environment)
    #expect(run.status == .no)
    #expect(run.errors.contains("git symbolic-ref HEAD refs/heads/trunk"))
  }

  /// A repository that was founded before its hooks were installed is pinned with them.
  @Test func pinsWhatIsFounded() throws {
    let crew = try Practice(["ana"], policy: KeysStoryTests.policy.replacing("2 of", with: "1 of"))
    let ana = crew.member("ana")
    let id = try crew.git(ana, ["-C", crew.server, "config", "charter.repository"])
    func forget() throws {
      for key in ["charter.repository", "charter.branch"] {
        try crew.git(ana, ["-C", crew.server, "config", "--unset", key])
      }
    }
    let install = ["-C", crew.server, "hooks", "install", "--server"]
    func pinned() throws -> String {
      try crew.git(ana, ["-C", crew.server, "config", "charter.repository"])
    }
    try forget()
    #expect(try crew.expect(ana, install).contains("✓ it keeps main of \(id.prefix(4)) "))
    #expect(try pinned() == id)
    // The only branch that is founded, where HEAD names another one.
    try crew.git(ana, ["push", "--quiet", "origin", "main~0:refs/heads/code"])
    try forget()
    try crew.git(ana, ["-C", crew.server, "symbolic-ref", "HEAD", "refs/heads/code"])
    try crew.expect(ana, install)
    #expect(try pinned() == id)
    #expect(
      try crew.git(ana, ["-C", crew.server, "config", "charter.branch"]) == "refs/heads/main\n")
  }
}
