import Git
import Processes
import TestSupport
import Testing

@Suite struct ConfigurationTests {
  let sandbox: GitSandbox
  let repository: Repository

  init() throws {
    sandbox = try GitSandbox()
    repository = try sandbox.repository()
  }

  @Test func `values are read as git reads them`() throws {
    try sandbox.write(
      """
      [core]
      \trepositoryformatversion = 0
      [Charter "Sub.Case"]
      \tWord = a = b\\n c
      \tmany = 1
      \tmany = 2k
      \tnone
      \tempty =
      \tyes = On
      \thome = ~/x
      \tplain = /y
      \tbad = maybe
      [include]
      \tpath = more

      """, to: ".git/config")
    try sandbox.write("[charter]\n\tincluded = yes\n", to: ".git/more")
    #expect(try repository.configString("charter.Sub.Case.word") == "a = b\n c")
    #expect(try repository.configString("CHARTER.Sub.Case.WORD") == "a = b\n c")
    #expect(try repository.configString("charter.sub.case.word") == nil)
    #expect(try repository.configInt("charter.Sub.Case.many") == 2048)
    #expect(try repository.configBool("charter.Sub.Case.none") == true)
    #expect(try repository.configString("charter.Sub.Case.none") == "")
    #expect(try repository.configBool("charter.Sub.Case.empty") == false)
    #expect(try repository.configBool("charter.Sub.Case.yes") == true)
    #expect(try repository.configBool("charter.Sub.Case.many") == true)
    #expect(try repository.configPath("charter.Sub.Case.home") == sandbox.home + "/x")
    #expect(try repository.configPath("charter.Sub.Case.plain") == "/y")
    #expect(try repository.configBool("charter.included") == true)
    #expect(try repository.configString("user.email") == "test@example.org")
    #expect(try repository.configString("charter.nothing") == nil)
    #expect(try repository.configBool("charter.nothing") == nil)
    #expect(try repository.configInt("charter.nothing") == nil)
    #expect(try repository.configPath("charter.nothing") == nil)
    #expect(throws: GitError.self) { try repository.configBool("charter.Sub.Case.bad") }
    #expect(throws: GitError.self) { try repository.configInt("charter.Sub.Case.bad") }
  }

  @Test func `a value that is set is read and is git's`() throws {
    #expect(try repository.configString("charter.repository") == nil)
    try repository.setLocalConfig("charter.repository", "sha256:ab\n\"c\" #d")
    #expect(try repository.configString("charter.repository") == "sha256:ab\n\"c\" #d")
    let theirs = try sandbox.git("config", "--local", "charter.repository")
    #expect(theirs == "sha256:ab\n\"c\" #d")
    #expect(throws: GitError.self) { try repository.setLocalConfig("nokey", "x") }
  }

  @Test func `a broken file is an error`() throws {
    try sandbox.write("[charter\n", to: ".git/more")
    try sandbox.git("config", "include.path", "more")
    let error = #expect(throws: GitError.self) { try repository.configString("a.b") }
    #expect(error?.message.contains("bad config") == true, "\(String(describing: error))")
  }

  @Test func `a worktree has values of its own`() throws {
    try sandbox.commit("one", files: ["a": "1\n"])
    try sandbox.git("config", "extensions.worktreeConfig", "true")
    try sandbox.git("worktree", "add", "--quiet", "linked")
    let linked = try GitSandbox(at: sandbox.directory + "/linked", home: sandbox.home)
    try linked.git("config", "--worktree", "charter.here", "yes")
    #expect(try linked.repository().configBool("charter.here") == true)
    #expect(try sandbox.repository().configBool("charter.here") == nil)
    #expect(try linked.repository().workingDirectory == linked.directory)
    #expect(try linked.repository().commonDirectory == sandbox.directory + "/.git")
    #expect(try linked.repository().gitDirectory == sandbox.directory + "/.git/worktrees/linked")
  }
}
