import Git
import Processes
import TestSupport
import Testing

@Suite struct ObjectTests {
  let sandbox: GitSandbox
  let repository: Repository

  init() throws {
    sandbox = try GitSandbox()
    repository = try sandbox.repository()
  }

  @Test(arguments: ["", "a", "line\n", "nul\0nul"])
  func `a blob is what git stores`(text: String) throws {
    let bytes = Array(text.utf8)
    let id = try repository.write(.blob, bytes)
    #expect(id == (try sandbox.hash(bytes)))
    #expect(try repository.blob(id) == bytes)
    #expect(try repository.object(id) == RawObject(kind: .blob, bytes: bytes))
    #expect(try repository.size(of: id) == (.blob, bytes.count))
    #expect(try repository.contains(id))
    #expect(try sandbox.bytes(of: id) == bytes)
  }

  @Test func `a commit is read byte for byte, loose and packed`() throws {
    try sandbox.commit("one", files: ["a/b": "1\n"])
    let id = try sandbox.commit("two\n\nbody\n", files: ["a/c": "2\n"])
    let expected = try sandbox.bytes(of: id)
    for _ in 0..<2 {
      let fresh = try sandbox.repository()
      #expect(try fresh.object(id).bytes == expected)
      let commit = try fresh.commit(id)
      #expect(commit.subject == "two")
      #expect(commit.tree == (try sandbox.id("HEAD^{tree}")))
      #expect(commit.parents == [try sandbox.id("HEAD~1")])
      #expect(commit.committerSeconds > Hermetic.firstSecond)
      let entry = try #require(try fresh.entry(at: "a/c", inTree: commit.tree))
      #expect(try fresh.blob(entry.id) == Array("2\n".utf8))
      // What was open before git packed everything reads on.
      #expect(try repository.object(id).bytes == expected)
      try sandbox.git("gc", "--quiet", "--prune=now")
    }
  }

  @Test func `what is not there is not found`() throws {
    let missing = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    #expect(try !repository.contains(missing))
    #expect(try !repository.contains(.zero))
    for id in [missing, .zero] {
      let error = #expect(throws: GitError.self) { try repository.object(id) }
      #expect(error?.isNotFound == true, "\(String(describing: error))")
      #expect(error?.operation == "read object \(id)")
    }
    #expect(throws: GitError.self) { try repository.size(of: missing) }
  }

  @Test func `another kind is refused`() throws {
    let id = try repository.write(.blob, Array("x".utf8))
    #expect(throws: GitError.self) { try repository.tree(id) }
    let error = #expect(throws: GitError.self) { try repository.commit(id) }
    #expect(error?.message == "it is a blob")
    #expect(error?.isNotFound == false)
  }

  @Test func `content that does not hash to its name is refused`() throws {
    let good = try repository.write(.blob, Array("good".utf8))
    let bad = try repository.write(.blob, Array("evil".utf8))
    let objects = sandbox.directory + "/.git/objects/"
    let path = { (id: ObjectID) in objects + id.hex.prefix(2) + "/" + id.hex.dropFirst(2) }
    let content = try Files.read(path(bad))
    try Files.remove(path(good))
    try Files.write(content, to: path(good))
    let fresh = try sandbox.repository()
    let error = #expect(throws: GitError.self) { try fresh.object(good) }
    #expect(error?.isMalformed == true, "\(String(describing: error))")
  }

  @Test func `replace refs and grafts are never applied`() throws {
    let one = try sandbox.commit("one", files: ["a": "1\n"])
    let two = try sandbox.commit("two", files: ["a": "2\n"])
    let three = try sandbox.commit("three", files: ["a": "3\n"])
    try sandbox.git("replace", three.hex, one.hex)
    try sandbox.write("\(three) \(one)\n", to: ".git/info/grafts")
    #expect(try sandbox.git("show", "-s", "--format=%s", three.hex) == "one")
    #expect(try repository.commit(three).subject == "three")
    #expect(try repository.firstParentChain(of: three) == [three, two, one])
    let child = try repository.git(["log", "--format=%s", three.hex])
    #expect(child.outputText == "three\ntwo\none\n")
    #expect(child.errorOutput.isEmpty)
  }

  @Test func `revisions are resolved as git does`() throws {
    let one = try sandbox.commit("one", files: ["a": "1\n"])
    let two = try sandbox.commit("two", files: ["a": "2\n"])
    try sandbox.git("tag", "-a", "-m", "x", "v1", "HEAD~1")
    try sandbox.git("tag", "-a", "-m", "x", "vv", "v1")
    try sandbox.git("tag", "blob", "HEAD:a")
    for (revision, id) in [
      ("HEAD", two), ("main", two), ("refs/heads/main", two), ("HEAD~1", one), ("v1", one),
      ("vv", one), (two.hex, two), (String(two.hex.prefix(8)), two), ("HEAD^{commit}", two),
    ] {
      #expect(try repository.resolve(revision) == id, "\(revision)")
    }
    for revision in [
      "", "nothing", "HEAD~5", "HEAD:a", "blob", "a b", "main\0", "HEAD^{tree}", "~",
    ] {
      #expect(try repository.resolve(revision) == nil, "\(revision)")
    }
  }

  @Test func `an id is shortened as far as it stays its own`() throws {
    var ids: [String: ObjectID] = [:]
    var clash: (ObjectID, ObjectID)?
    // Four digits clash soon; seven are too many to look for.
    for number in 0..<3000 {
      let id = try repository.write(.blob, Array("\(number)".utf8))
      if let other = ids.updateValue(id, forKey: String(id.hex.prefix(5))) { clash = (other, id) }
    }
    let (a, _) = try #require(clash)
    #expect(try repository.abbreviated(a) == a.hex.prefix(7))
    #expect(try repository.abbreviated(.zero) == "0000000")
    let theirs = try sandbox.git("rev-parse", "--short=7", a.hex)
    #expect(try repository.abbreviated(a) == theirs)
  }
}
