import Git
import TestSupport
import Testing

@Suite struct TreeEditTests {
  let sandbox: GitSandbox
  let repository: Repository

  init() throws {
    sandbox = try GitSandbox()
    repository = try sandbox.repository()
  }

  func put(_ text: String) throws -> Repository.TreeEdit {
    .put(mode: 0o100644, id: try repository.write(.blob, Array(text.utf8)))
  }

  func files(_ tree: ObjectID) throws -> [String] {
    try sandbox.git("ls-tree", "-r", "-t", "--name-only", tree.hex)
      .split(separator: "\n").map(String.init)
  }

  @Test func `edits reach into folders, and empty folders vanish`() throws {
    let base = try repository.tree(
      nil,
      applying: ["a/b/c": put("1"), "a/d": put("2"), "e": put("3")])
    #expect(try files(base) == ["a", "a/b", "a/b/c", "a/d", "e"])
    let next = try repository.tree(
      base, applying: ["a/b/c": .remove, "x/y/z": put("4"), "e": put("5"), "no/thing": .remove])
    #expect(try files(next) == ["a", "a/d", "e", "x", "x/y", "x/y/z"])
    let entry = try #require(try repository.entry(at: "x/y/z", inTree: next))
    #expect(try repository.blob(entry.id) == Array("4".utf8))
    #expect(try repository.entry(at: "x/y", inTree: next)?.isTree == true)
    #expect(try repository.entry(at: "x/q", inTree: next) == nil)
    #expect(try repository.entry(at: "e/q", inTree: next) == nil)
    #expect(try repository.entry(at: "", inTree: next) == nil)
    #expect(try repository.entry(at: "x//y", inTree: next) == nil)
    let none = try repository.tree(next, applying: ["a": .remove, "e": .remove, "x": .remove])
    #expect(none.hex == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    try sandbox.fsck()
  }

  @Test func `a file takes a folder's place and a folder a file's`() throws {
    let base = try repository.tree(nil, applying: ["a/b": put("1"), "c": put("2")])
    let next = try repository.tree(base, applying: ["a": put("3"), "c/d": put("4")])
    #expect(try files(next) == ["a", "c", "c/d"])
    // Taking away what is in no folder leaves the file that stands there.
    #expect(try repository.tree(next, applying: ["a/b": .remove]) == next)
  }

  @Test func `edits that clash and bad paths are refused`() throws {
    let edit = try put("1")
    for edits in [
      ["a": edit, "a/b": edit], ["a//b": edit], ["": edit], ["/a": edit], ["a/": edit],
      [".git/config": edit], ["a/../b": edit],
      [Array(repeating: "a", count: 200).joined(separator: "/"): edit],
    ] {
      let error = #expect(throws: GitError.self) { try repository.tree(nil, applying: edits) }
      #expect(error?.isInvalidName == true)
    }
  }

  @Test func `random edits do what git's index does`() throws {
    var generator = SeededGenerator(seed: 6)
    let names = ["a", "b", "a.c", "ab", "a-"]
    var tree: ObjectID?
    var model: [String: ObjectID] = [:]
    for round in 0..<60 {
      var edits: [String: Repository.TreeEdit] = [:]
      for _ in 0..<Int.random(in: 1...5, using: &generator) {
        let depth = Int.random(in: 1...3, using: &generator)
        let path = (0..<depth).map { _ in names.randomElement(using: &generator) ?? "a" }
          .joined(separator: "/")
        let clashes = edits.keys.contains {
          $0.hasPrefix(path + "/") || path.hasPrefix($0 + "/") || $0 == path
        }
        if clashes { continue }
        let covers = { (key: String) in key == path || key.hasPrefix(path + "/") }
        if Bool.random(using: &generator) {
          edits[path] = .remove
          for key in model.keys.filter(covers) { model[key] = nil }
        } else {
          let id = try repository.write(.blob, Array("\(round) \(path)".utf8))
          edits[path] = .put(mode: 0o100644, id: id)
          for key in model.keys where covers(key) || path.hasPrefix(key + "/") { model[key] = nil }
          model[path] = id
        }
      }
      let next = try repository.tree(tree, applying: edits)
      tree = next
      try sandbox.git("read-tree", "--empty")
      let lines = model.map { "100644 \($0.value)\t\($0.key)\n" }.joined()
      try sandbox.git(["update-index", "--index-info"], input: Array(lines.utf8))
      #expect(try sandbox.git("write-tree") == next.hex)
    }
    try sandbox.fsck()
  }
}
