import CharterTemplates
import Charters
import Evidence
import Git
import Proposals
import Signing
import TestSupport
import Testing

@Suite struct FoundingTests {
  @Test(arguments: Preset.allCases)
  func `every preset founds a repository that verifies`(preset: Preset) throws {
    let team = try Team(["ana", "ben", "cleo"], preset: preset, shared: false)
    let report = try team.report()
    #expect(report.outcome == .valid)
    #expect(report.steps.map(\.kind) == [.founding])
    let sandbox = team.desks[0].sandbox
    try sandbox.fsck()
    try sandbox.git("verify-commit", "HEAD")
    #expect(try sandbox.git("status", "--porcelain").isEmpty)
  }

  @Test(arguments: Preset.allCases)
  func `every preset works for one person`(preset: Preset) throws {
    let team = try Team(["ana"], preset: preset, shared: false)
    #expect(try team.report().outcome == .valid)
  }

  @Test func `an existing history keeps its files, its branch and what is staged`() throws {
    let ana = try TestMember("ana")
    let sandbox = try GitSandbox(branch: "trunk", member: ana)
    let before = try sandbox.commit("work", files: ["code.swift": "let a = 1\n"])
    try sandbox.write("staged\n", to: "staged.txt")
    try sandbox.git("add", "staged.txt")
    try sandbox.write("let a = 2\n", to: "code.swift")
    let desk = Desk(person: ana, sandbox: sandbox)
    let result = try desk.found()
    #expect(result.state.branch.text == "refs/heads/trunk")
    #expect(try sandbox.id("HEAD^") == before)
    #expect(try sandbox.git("show", "HEAD:code.swift") == "let a = 1")
    let status = try sandbox.git("status", "--porcelain").split(separator: "\n")
    #expect(Set(status) == [" M code.swift", "A  staged.txt"])
    try sandbox.fsck()
  }

  @Test func `a lock-out is refused and leaves no commit`() throws {
    let ana = try TestMember("ana")
    let sandbox = try GitSandbox(member: ana)
    let desk = Desk(person: ana, sandbox: sandbox)
    let policy = """
      charter-policy: 1
      rules:
        - name: Three of us
          for: {}
          exclude: nobody
          needs: [ { approve: 3 of everyone } ]

      """
    let error = try #require(throws: ActError.self) { try desk.found(policy: policy) }
    guard case .refused(let problems, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(problems.contains { $0.code == .lockOut })
    #expect(try sandbox.git("for-each-ref").isEmpty)
  }

  @Test func `somebody whose key is not listed cannot found`() throws {
    let (ana, ben) = (try TestMember("ana"), try TestMember("ben"))
    let sandbox = try GitSandbox(member: ana)
    let desk = Desk(person: ana, sandbox: sandbox)
    sandbox.home = ben.home
    let error = try #require(throws: ActError.self) { try desk.found() }
    guard case .notAMember = error else {
      Issue.record("\(error)")
      return
    }
    #expect(try sandbox.git("for-each-ref").isEmpty)
  }

  @Test func `files that no charter may be are named with their place`() throws {
    let ana = try TestMember("ana")
    let sandbox = try GitSandbox(member: ana)
    let desk = Desk(person: ana, sandbox: sandbox)
    let error = try #require(throws: ActError.self) {
      try desk.found(files: ["Charters/notes.txt": "x\n", "Charters/roles/a.md": "a\u{200B}b\n"])
    }
    guard case .content(let findings) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(
      Set(findings.map(\.path)) == ["Charters/notes.txt", "Charters/roles/a.md"])
    #expect(try sandbox.git("for-each-ref").isEmpty)
  }

  @Test func `nothing is founded twice`() throws {
    let team = try Team(["ana"], shared: false)
    let error = try #require(throws: ActError.self) { try team.desks[0].found() }
    guard case .alreadyFounded(let id) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(id == (try team.report().repository))
  }

  @Test func `no identity is guessed from the machine`() throws {
    let sandbox = try GitSandbox()
    try Files.write(Array("[gpg]\n\tformat = ssh\n".utf8), to: sandbox.home + "/.gitconfig")
    let repository = try sandbox.repository()
    let error = try #require(throws: ActError.self) { try GitIdentity(repository) }
    guard case .noIdentity = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `the author's variables go before the configuration`() throws {
    let sandbox = try GitSandbox()
    sandbox.extraEnvironment = [
      "GIT_AUTHOR_NAME": "Other", "GIT_AUTHOR_EMAIL": "other@example.org",
      "GIT_COMMITTER_DATE": "@1800000000 -0330",
    ]
    let identity = try GitIdentity(try sandbox.repository())
    #expect(identity.name == "Other")
    #expect(identity.email == "other@example.org")
    #expect(identity.now.seconds == 1_800_000_000)
    #expect(identity.offsetMinutes == -210)
    #expect(
      identity.signature(notBefore: Timestamp(seconds: 0)).headerText
        == "Other <other@example.org> 1800000000 -0330")
  }
}
