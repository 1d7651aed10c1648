import Git
import TestSupport
import Testing

@Suite struct ChangeTests {
  let sandbox: GitSandbox
  let repository: Repository

  init() throws {
    sandbox = try GitSandbox()
    repository = try sandbox.repository()
  }

  func changes(_ prefix: String = "Charters") throws -> [String] {
    try repository.changes(under: prefix).map { "\($0.kind) \($0.path)" }
  }

  @Test func `changes are told apart`() throws {
    try sandbox.commit(
      "one",
      files: [
        "Charters/same.md": "1\n", "Charters/edited.md": "1\n", "Charters/staged.md": "1\n",
        "Charters/gone.md": "1\n", "Charters/removed.md": "1\n", "Charters/kept.md": "1\n",
        "Chartersx/edited.md": "1\n", "edited": "1\n", ".gitignore": "*.bak\n",
      ])
    #expect(try changes() == [])
    for path in ["Charters/edited.md", "Chartersx/edited.md", "edited"] {
      try sandbox.write("2\n", to: path)
    }
    try sandbox.write("2\n", to: "Charters/staged.md")
    try sandbox.write("2\n", to: "Charters/new.md")
    try sandbox.git("add", "Charters/staged.md", "Charters/new.md")
    try Files.remove(sandbox.directory + "/Charters/gone.md")
    try sandbox.git("rm", "--quiet", "Charters/removed.md")
    try sandbox.git("rm", "--quiet", "--cached", "Charters/kept.md")
    try sandbox.write("x", to: "Charters/teams/night/loose.md")
    try sandbox.write("x", to: "Charters/a.bak")
    let expected = [
      "modified Charters/edited.md", "deleted Charters/gone.md", "modified Charters/kept.md",
      "added Charters/new.md", "deleted Charters/removed.md", "modified Charters/staged.md",
      "untracked Charters/teams/night/loose.md",
    ]
    #expect(try changes() == expected)
    #expect(try changes("Charters/") == expected)
    #expect(
      try changes("") == expected + ["modified Chartersx/edited.md", "modified edited"])
    #expect(try changes("Charters/teams") == ["untracked Charters/teams/night/loose.md"])
    #expect(try changes("*") == [])
  }

  @Test func `a repository without a commit has changes`() throws {
    try sandbox.write("1\n", to: "Charters/a.md")
    try sandbox.write("1\n", to: "Charters/b.md")
    try sandbox.git("add", "Charters/b.md")
    #expect(try changes() == ["untracked Charters/a.md", "added Charters/b.md"])
  }

  @Test func `a conflict is a conflict`() throws {
    try sandbox.commit("base", files: ["Charters/a.md": "1\n"])
    try sandbox.git("checkout", "--quiet", "-b", "other")
    try sandbox.commit("theirs", files: ["Charters/a.md": "2\n"])
    try sandbox.git("checkout", "--quiet", "main")
    try sandbox.commit("ours", files: ["Charters/a.md": "3\n"])
    #expect(throws: CommandFailure.self) { try sandbox.git("merge", "other") }
    #expect(try changes() == ["conflicted Charters/a.md"])
  }

  @Test func `a name that is not UTF-8 is said to be one`() throws {
    try sandbox.commit("one", files: ["a": "1\n"])
    _ = try sandbox.run("sh", ["-c", #"mkdir Charters; echo x > "$(printf 'Charters/\377.md')""#])
    let change = try #require(try repository.changes(under: "Charters").first)
    #expect(change.kind == .badPath)
    #expect(change.path == "Charters/\u{fffd}.md")
    #expect(change.rawPath == Array("Charters/".utf8) + [0xff] + Array(".md".utf8))
  }

  @Test func `a bare repository has no working tree`() throws {
    let bare = try GitSandbox(bare: true)
    #expect(throws: GitError.self) { try bare.repository().changes(under: "") }
  }
}
