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
    #expect(install(String(repeating: "1b", count: 32)).status == .no)
    #expect(install("0a").status == .usage)
    #expect(charter("hooks", "install", "--repository", id).status == .usage)
    #expect(try bare.git("config", "charter.repository") == id)
  }
}
