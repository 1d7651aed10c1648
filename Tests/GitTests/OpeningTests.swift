import Git
import Glibc
import Processes
import TestSupport
import Testing

@Suite struct OpeningTests {
  @Test func `a new repository is one for git`() throws {
    try Hermetic.isolateLibgit2()
    let folder = try TemporaryFolder()
    let repository = try Repository.create(
      at: folder.path("a/b"), bare: false, initialBranch: "trunk")
    #expect(repository.gitDirectory == folder.path("a/b/.git"))
    #expect(repository.commonDirectory == repository.gitDirectory)
    #expect(repository.workingDirectory == folder.path("a/b"))
    #expect(!repository.isBare)
    #expect(try repository.head() == .unborn(ReferenceName("refs/heads/trunk")))
    #expect(try !repository.isPartial && !repository.isShallow)
    let sandbox = try GitSandbox(at: folder.path("a/b"), home: folder.path)
    try sandbox.fsck()
    #expect(try sandbox.git("symbolic-ref", "HEAD") == "refs/heads/trunk")
    let bare = try Repository.create(at: folder.path("c.git"), bare: true, initialBranch: "main")
    #expect(bare.isBare && bare.workingDirectory == nil)
    #expect(bare.gitDirectory == folder.path("c.git"))
    let error = #expect(throws: GitError.self) {
      try Repository.create(at: folder.path("c.git"), bare: true, initialBranch: "main")
    }
    #expect(error?.alreadyExists == true)
  }

  @Test func `a repository is opened there and found from below`() throws {
    let sandbox = try GitSandbox()
    try sandbox.write("x", to: "a/b/c")
    let deep = sandbox.directory + "/a/b"
    #expect(try Repository.discover(from: deep).workingDirectory == sandbox.directory)
    #expect(try Repository.open(sandbox.directory + "/.git").workingDirectory == sandbox.directory)
    let folder = try TemporaryFolder()
    for attempt in [
      { try Repository.open(deep) }, { try Repository.open(folder.path) },
      { try Repository.discover(from: folder.path) },
    ] {
      let error = #expect(throws: GitError.self) { try attempt() }
      #expect(error?.isNotFound == true)
    }
  }

  @Test func `objects named by SHA-256 are refused`() throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--object-format=sha256", "other")
    let error = #expect(throws: GitError.self) {
      try Repository.open(sandbox.directory + "/other")
    }
    #expect(error?.isUnsupported == true)
    #expect(error?.message == "objects are named by sha256, only SHA-1 is read")
  }

  @Test(.enabled(if: getuid() == 0, "only root can give a folder away"))
  func `another user's repository is refused by name`() throws {
    let sandbox = try GitSandbox()
    #expect(chown(sandbox.directory, 12345, 12345) == 0)
    #expect(chown(sandbox.directory + "/.git", 12345, 12345) == 0)
    let error = #expect(throws: GitError.self) { try Repository.open(sandbox.directory) }
    #expect(error?.isForeignOwner == true)
    #expect(error?.operation == "open repository \(sandbox.directory)")
    #expect(error?.message.contains("safe.directory") == true, "\(String(describing: error))")
  }

  @Test func `shallow and partial clones say so`() throws {
    let origin = try GitSandbox()
    try origin.git("config", "uploadpack.allowFilter", "true")
    try origin.commit("one", files: ["a": "1\n"])
    try origin.commit("two", files: ["a": "2\n"])
    let whole = try origin.clone()
    #expect(!(try whole.repository().isShallow))
    #expect(!(try whole.repository().isPartial))

    try whole.git("clone", "--quiet", "--depth=1", "file://" + origin.directory, "shallow")
    let shallow = try GitSandbox(at: whole.directory + "/shallow", home: whole.home)
    #expect(try shallow.repository().isShallow)
    #expect(!(try shallow.repository().isPartial))
    try shallow.git("worktree", "add", "--quiet", "linked")
    let linked = try GitSandbox(at: shallow.directory + "/linked", home: whole.home)
    #expect(try linked.repository().isShallow)
    let tip = try shallow.id("HEAD")
    #expect(throws: GitError.self) { try linked.repository().commits(from: [tip], hiding: []) }

    try whole.git(
      "clone", "--quiet", "--filter=blob:none", "--no-checkout", "file://" + origin.directory,
      "partial")
    let partial = try GitSandbox(at: whole.directory + "/partial", home: whole.home)
    #expect(try partial.repository().isPartial)
    #expect(!(try partial.repository().isShallow))
    #expect(try partial.repository().commits(from: [tip], hiding: []).count == 2)
  }

  @Test func `git children are blind to variables that point elsewhere`() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("here", files: ["a": "1\n"])
    let other = try GitSandbox()
    try other.commit("elsewhere", files: ["b": "1\n"])
    let repository = try sandbox.repository()
    repository.childEnvironment?["GIT_DIR"] = other.directory + "/.git"
    repository.childEnvironment?["GIT_INDEX_FILE"] = other.directory + "/.git/index"
    #expect(try repository.git(["log", "--format=%s"]).outputText == "here\n")
    #expect(try repository.git(["ls-files"]).outputText == "a\n")
    #expect(try repository.git(["hash-object", "--stdin"], input: [0x61]).succeeded)
    #expect(try !repository.git(["no-such-command"]).succeeded)
  }

  @Test func `a push's objects in quarantine are seen`() async throws {
    let server = try GitSandbox(bare: true)
    let work = try server.clone()
    let old = try work.commit("old", files: ["a": "1\n"])
    try work.git("push", "--quiet", "origin", "HEAD:refs/heads/main")
    let new = try work.commit("new", files: ["a": "2\n"])
    // The hook keeps what it saw; the push itself is refused, and its objects are thrown away.
    let seen = try TemporaryFolder()
    let hook = """
      #!/bin/sh
      cat > "\(seen.path)/input"
      env | grep ^GIT_ | grep -v DATE > "\(seen.path)/environment"
      cp -r "$GIT_QUARANTINE_PATH" "\(seen.path)/quarantine"
      exit 1

      """
    try Files.write(Array(hook.utf8), to: server.directory + "/hooks/pre-receive", executable: true)
    #expect(throws: CommandFailure.self) { try work.git("push", "origin", "HEAD:refs/heads/main") }
    #expect(try seen.readText("input") == "\(old) \(new) refs/heads/main\n")
    let names = try seen.readText("environment").split(separator: "\n").map {
      $0.prefix { $0 != "=" }
    }
    for name in [
      "GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH",
    ] {
      #expect(names.contains { $0 == name }, "\(name)")
    }
    let (directory, quarantine) = (server.directory, seen.path("quarantine"))
    let (oldText, newText) = (old.hex, new.hex)
    #expect(try !server.repository().contains(new))
    await #expect(processExitsWith: .success) {
      [
        directory = directory as String, quarantine = quarantine as String,
        oldText = oldText as String, newText = newText as String
      ] in
      #expect(chdir(directory) == 0)
      setenv("GIT_DIR", ".", 1)
      setenv("GIT_OBJECT_DIRECTORY", quarantine, 1)
      setenv("GIT_QUARANTINE_PATH", quarantine, 1)
      setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", directory + "/objects", 1)
      try Hermetic.isolateLibgit2()
      let repository = try Repository.openFromEnvironment()
      let (old, new) = try (#require(ObjectID(hex: oldText)), #require(ObjectID(hex: newText)))
      #expect(try repository.commit(new).subject == "new")
      #expect(try repository.firstParentChain(of: new) == [new, old])
      #expect(try repository.commits(from: [new], hiding: [old]) == [new])
      // So do its children, wherever they run.
      let child = try repository.git(["log", "-1", "--format=%s", newText])
      #expect(child.outputText == "new\n")
      let refused = try #require(throws: GitError.self) {
        try repository.update([
          Repository.RefUpdate(
            name: ReferenceName("refs/heads/main"), old: old, new: new, message: "no")
        ])
      }
      #expect(refused.message.contains("quarantine"))
    }
  }
}
