import Git
import Glibc
import Processes
import TestSupport
import Testing

/// Repositories as hooks find them: in a folder and under variables that git sets.
@Suite struct HookTests {
  let sandbox: GitSandbox
  let first: ObjectID

  init() throws {
    sandbox = try GitSandbox()
    first = try sandbox.commit("one", files: ["a": "1\n"])
    try sandbox.write("2\n", to: "a")
  }

  @Test func `a commit's hook in a main worktree`() async throws {
    await #expect(processExitsWith: .success) {
      [directory = sandbox.directory as String, id = first.hex as String] in
      #expect(chdir(directory) == 0)
      setenv("GIT_INDEX_FILE", ".git/index", 1)
      setenv("GIT_PREFIX", "d/", 1)
      try HookTests.check(directory: directory, id: id)
    }
  }

  @Test func `a commit's hook in a linked worktree`() async throws {
    try sandbox.git("worktree", "add", "--quiet", "linked")
    try sandbox.write("2\n", to: "linked/a")
    await #expect(processExitsWith: .success) {
      [directory = sandbox.directory as String, id = first.hex as String] in
      #expect(chdir(directory + "/linked") == 0)
      setenv("GIT_DIR", directory + "/.git/worktrees/linked", 1)
      setenv("GIT_INDEX_FILE", directory + "/.git/worktrees/linked/index", 1)
      try HookTests.check(directory: directory + "/linked", id: id)
    }
  }

  @Test func `a hook where the worktree was named`() async throws {
    await #expect(processExitsWith: .success) {
      [directory = sandbox.directory as String, id = first.hex as String] in
      #expect(chdir(directory) == 0)
      setenv("GIT_DIR", directory + "/.git", 1)
      setenv("GIT_WORK_TREE", ".", 1)
      setenv("GIT_INDEX_FILE", directory + "/.git/index", 1)
      try HookTests.check(directory: directory, id: id)
    }
  }

  static func check(directory: String, id: String) throws {
    try Hermetic.isolateLibgit2()
    let repository = try Repository.openFromEnvironment()
    #expect(repository.workingDirectory == directory)
    #expect(try repository.resolve("HEAD")?.hex == id)
    #expect(try repository.changes(under: "a").map(\.kind) == [.modified])
    #expect(try repository.git(["status", "--porcelain", "a"]).outputText == " M a\n")
    #expect(try repository.git(["rev-parse", "--show-toplevel"]).outputText == directory + "\n")
  }
}
