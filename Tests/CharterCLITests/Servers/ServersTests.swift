import Git
import Processes
import TestSupport
import Testing

/// The same decision, and the same refusal, over every way on which git reaches a server.
@Suite struct ServersTests {
  static let policy = """
    charter-policy: 1
    rules:
      - name: Somebody else agrees
        for: {}
        needs:
          - approve: 1 of everyone

    """

  private let practice: Practice
  private let ana: TestMember
  private let ben: TestMember

  init() throws {
    practice = try Practice(["ana", "ben"], policy: Self.policy)
    ana = practice.member("ana")
    ben = practice.member("ben")
  }

  @Test func localPath() throws {
    try decide { _ in practice.server }
  }

  @Test(.enabled(if: SSHServer.isInstalled, SSHServer.hint))
  func ssh() throws {
    let server = try SSHServer(members: practice.members)
    for member in practice.members {
      try practice.git(member, ["config", "core.sshCommand", server.command(for: member)])
    }
    try decide { _ in server.url(of: practice.server) }
    // Nobody else gets in.
    let eve = try TestMember("eve")
    try practice.git(ana, ["config", "core.sshCommand", server.command(for: eve)])
    let denied = try practice.git(ana, ["ls-remote", "origin"], status: 128)
    #expect(denied.contains("Permission denied"), "\(denied)")
  }

  @Test(.enabled(if: WebServer.isInstalled, WebServer.hint))
  func smartHTTP() throws {
    let server = try WebServer(root: practice.folder.path, members: practice.members)
    try decide { server.url(of: "server.git", for: $0) }
    let wrong = server.url(of: "server.git", for: ana, password: "guess")
    let denied = try practice.git(ana, ["ls-remote", wrong], status: 128)
    #expect(denied.contains("Authentication failed"), "\(denied)")
  }

  /// One proposal from its beginning to its end, then a push that is refused.
  private func decide(at url: (TestMember) -> String) throws {
    for member in practice.members {
      try practice.git(member, ["remote", "set-url", "origin", url(member)])
    }
    let founded = try main()
    try write("We also deliver.")
    try practice.expect(ana, ["propose", "Deliver", "-m", "People asked."])
    try practice.expect(ben, ["approve", "deliver", "--yes"])
    try practice.expect(ana, ["ratify", "deliver"])
    let decided = try main()
    #expect(decided != founded)
    // What is on the server proves itself to somebody who has nothing but a clone.
    try practice.git(ben, ["pull", "--quiet", "origin", "main"])
    #expect(try practice.git(ben, ["rev-parse", "main"]) == decided)
    try practice.expect(ben, ["verify"])
    try refuse(from: decided)
  }

  private func refuse(from decided: String) throws {
    try practice.git(ana, ["checkout", "--quiet", "main"])
    try write("Whatever ana says.")
    try practice.git(ana, ["commit", "--quiet", "--all", "-m", "Quick fix"])
    let refused = try practice.git(ana, ["push", "origin", "main"], status: 1)
    for words in [
      "remote: refused refs/heads/main: charters may not be changed without approval",
      "remote:     It changes charters, and nobody's approval is recorded with it.",
      "remote:     charter propose -m \"why\" --from main", "(pre-receive hook declined)",
    ] {
      #expect(refused.contains(words), "\(refused)")
    }
    #expect(try main() == decided)
    let server = try GitSandbox(at: practice.server, home: ana.home)
    try server.fsck()
  }

  private func main() throws -> String {
    try practice.git(ana, ["--git-dir", practice.server, "rev-parse", "main"])
  }

  private func write(_ line: String) throws {
    let path = "Charters/mission.md"
    let text = try practice.read(path, of: ana)
    try practice.write(text + "\n\(line)\n", to: path, of: ana)
  }
}
