import Git
import Processes
import TestSupport
import Testing

/// What every other test stands on.
@Suite struct SupportTests {
  @Test func `a sandbox makes the same commits in every run`() throws {
    let ids = try (0..<2).map { _ in
      let sandbox = try GitSandbox()
      try sandbox.commit("one", files: ["a": "1\n"])
      return try sandbox.commit("two\n", files: ["a": "2\n"])
    }
    #expect(ids[0] == ids[1])
    let sandbox = try GitSandbox()
    let first = try sandbox.repository().commit(sandbox.commit("one"))
    let second = try sandbox.repository().commit(sandbox.commit("two"))
    #expect(first.committerSeconds < second.committerSeconds)
  }

  @Test func `an environment is built from nothing`() throws {
    let folder = try TemporaryFolder()
    let environment = Hermetic.environment(home: folder.path, seconds: 1_790_000_000)
    #expect(environment["HOME"] == folder.path)
    #expect(environment["GIT_COMMITTER_DATE"] == "@1790000000 +0000")
    #expect(environment["USER"] == nil)
    let sandbox = try GitSandbox(at: folder.path, home: folder.path)
    #expect(try sandbox.run("git", ["config", "--list"]).output.isEmpty)
  }

  @Test func `a failure says what git said`() throws {
    let sandbox = try GitSandbox()
    let failure = try #require(throws: CommandFailure.self) { try sandbox.git("no-such-command") }
    #expect(failure.description.contains("is not a git command"))
    try sandbox.commit("one")
    _ = try sandbox.hash(Array("100644 ".utf8), as: "tree")
    #expect(throws: CommandFailure.self) { try sandbox.fsck() }
  }

  @Test(arguments: TestMember.KeyType.allCases)
  func `a member signs commits that git verifies`(type: TestMember.KeyType) throws {
    let member = try TestMember("ana", keyType: type)
    let sandbox = try GitSandbox(member: member)
    try sandbox.commit("signed", sign: true)
    // OpenSSH itself takes no RSA key below its RequiredRSASize, which is 1024.
    let result = try sandbox.run("git", ["verify-commit", "HEAD"])
    #expect(result.succeeded, "\(result.errorText)")
    #expect(result.errorText.contains("Good \"git\" signature for ana@example.org"))
    let other = try TestMember("ben")
    let clone = try sandbox.clone(as: other)
    #expect(try !clone.run("git", ["verify-commit", "HEAD"]).succeeded)
    try other.allowSigners(of: [member, other])
    #expect(try clone.run("git", ["verify-commit", "HEAD"]).succeeded)
    #expect(try member.sign(Array("x".utf8)).hasPrefix("-----BEGIN SSH SIGNATURE-----\n"))
  }

  @Test func `random things are the same in every run`() {
    var generator = SeededGenerator(seed: 1_234_567)
    // The reference values of splitmix64.c.
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    let sample = Array("tree and blob".utf8)
    var (a, b) = (SeededGenerator(seed: 5), SeededGenerator(seed: 5))
    let left = (0..<100).map { _ in Fuzz.mutate(sample, using: &a) }
    let right = (0..<100).map { _ in Fuzz.mutate(sample, using: &b) }
    #expect(left == right)
    #expect(Set(left).count > 90)
  }

  @Test func `a folder goes with its last reference`() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    try folder?.write("x", to: "a/b")
    #expect(Files.exists(path + "/a/b"))
    folder = nil
    #expect(Files.exists(path) == (Command.inheritedEnvironment["CHARTER_KEEP"] == "1"))
  }

  @Test func `the built program is found`() {
    #expect(Files.exists(Program.path), "\(Program.path)")
    #expect(Program.path.hasPrefix("/"))
  }

  @Test(.enabled(if: Corpora.isPresent, Corpora.hint))
  func `the corpora are there`() {
    #expect(Corpora.path("corpora/histories") != nil)
    #expect(Corpora.path("conformance/foxtrot.bundle") != nil)
  }
}
