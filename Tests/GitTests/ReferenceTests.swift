import Git
import TestSupport
import Testing

@Suite struct ReferenceTests {
  let sandbox: GitSandbox
  let repository: Repository

  init() throws {
    sandbox = try GitSandbox(branch: "trunk")
    repository = try sandbox.repository()
  }

  @Test func `HEAD is unborn, on a branch or detached`() throws {
    let trunk = try ReferenceName("refs/heads/trunk")
    #expect(try repository.head() == .unborn(trunk))
    #expect(try repository.target(of: trunk) == nil)
    let id = try sandbox.commit("one", files: ["a": "1\n"])
    #expect(try repository.head() == .branch(trunk, id))
    try sandbox.git("checkout", "--quiet", "--detach")
    #expect(try repository.head() == .detached(id))
  }

  @Test func `references are listed sorted, loose and packed`() throws {
    let id = try sandbox.commit("one", files: ["a": "1\n"])
    for name in ["a-b", "a/b", "a.b", "a/c/d", "\u{e9}"] { try sandbox.git("branch", name) }
    try sandbox.git("update-ref", "refs/charter/signoffs/0/ana/1", id.hex)
    try sandbox.git("pack-refs", "--all")
    for name in ["z", "a/x"] { try sandbox.git("branch", name) }
    try sandbox.git("symbolic-ref", "refs/heads/alias", "refs/heads/trunk")
    try sandbox.git("symbolic-ref", "refs/heads/dangling", "refs/heads/nothing")
    for prefix in ["", "refs/heads/", "refs/heads/a/", "refs/charter/signoffs/0/", "refs/none/"] {
      let ours = try repository.references(under: prefix)
      let theirs = try sandbox.git("for-each-ref", "--format=%(refname) %(objectname)")
        .split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
      #expect(ours.map { "\($0.name) \($0.target)" } == theirs)
    }
    let error = #expect(throws: GitError.self) { try repository.references(under: "refs/*") }
    #expect(error?.isInvalidName == true)
  }

  @Test func `a name that is not UTF-8 is left out`() throws {
    let id = try sandbox.commit("one", files: ["a": "1\n"])
    let input = Array("create refs/heads/x".utf8) + [0xff] + Array(" \(id)\n".utf8)
    try sandbox.git(["update-ref", "--stdin"], input: input)
    #expect(
      try repository.references(under: "refs/heads/").map(\.name.text) == ["refs/heads/trunk"])
  }

  @Test func `names that git passes over are passed over`() throws {
    let id = try sandbox.commit("one", files: ["a": "1\n"])
    try sandbox.git("pack-refs", "--all", "--prune")
    let packed = String(decoding: try sandbox.read(".git/packed-refs"), as: UTF8.self)
    try sandbox.write(packed + "\(id) refs/heads/x..y\n", to: ".git/packed-refs")
    try sandbox.write("\(id)\n", to: ".git/refs/heads/z..y")
    #expect(try sandbox.git("for-each-ref", "--format=%(refname)") == "refs/heads/trunk")
    #expect(try repository.references(under: "").map(\.name.text) == ["refs/heads/trunk"])
  }

  @Test func `what another process does is seen`() throws {
    let one = try sandbox.commit("one", files: ["a": "1\n"])
    let trunk = try ReferenceName("refs/heads/trunk")
    #expect(try repository.target(of: trunk) == one)
    try sandbox.git("pack-refs", "--all", "--prune")
    #expect(try repository.target(of: trunk) == one)
    let two = try sandbox.commit("two", files: ["a": "2\n"])
    #expect(try repository.target(of: trunk) == two)
    try sandbox.git("pack-refs", "--all", "--prune")
    #expect(try repository.target(of: trunk) == two)
  }
}
