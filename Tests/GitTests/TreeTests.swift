import Git
import TestSupport
import Testing

@Suite struct TreeTests {
  static let id = ObjectID(bytes: [UInt8](repeating: 0xab, count: 20)[...]) ?? .zero

  static func line(_ mode: String, _ name: String, _ id: ObjectID = id) -> [UInt8] {
    Array(mode.utf8) + [0x20] + Array(name.utf8) + [0] + id.bytes
  }

  @Test func `an empty tree has no entries`() throws {
    #expect(try Tree(parsing: []).entries.isEmpty)
    #expect(try Tree(parsing: []).entry(named: "a") == nil)
  }

  @Test func `old modes are read as stored`() throws {
    let bytes =
      TreeTests.line("100664", "a") + TreeTests.line("040000", "b") + TreeTests.line("160000", "c")
    let tree = try Tree(parsing: bytes)
    #expect(tree.entries.map(\.mode) == [0o100664, 0o040000, 0o160000])
    #expect(tree.entry(named: "b")?.isTree == true)
  }

  static func file(_ name: String) -> [UInt8] { line("100644", name) }

  struct Broken: Sendable {
    let message: String
    let bytes: [UInt8]

    init(_ message: String, _ lines: [UInt8]...) {
      self.message = message
      bytes = Array(lines.joined())
    }
  }

  static let broken = [
    Broken("names out of order at byte 29", file("b"), file("a")),
    Broken("name twice at byte 29", file("a"), file("a")),
    Broken("name twice at byte 59", file("a"), file("a-"), line("40000", "a")),
    Broken("names out of order at byte 28", line("40000", "a"), file("a-")),
    Broken("empty name at byte 0", file("")),
    Broken("name with a slash at byte 0", file("a/b")),
    Broken("bad mode at byte 0", line("100648", "a")),
    Broken("bad mode at byte 0", line("", "a")),
    Broken("bad mode at byte 0", line("-100644", "a")),
    Broken("bad mode at byte 0", line("77777777", "a")),
    Broken("bad mode at byte 0", line("7777777", "a")),
    Broken("bad mode at byte 0", Array("100644".utf8)),
    Broken("name without an end at byte 0", Array("100644 ".utf8)),
    Broken("name without an end at byte 0", Array("100644 a".utf8)),
    Broken("cut object id at byte 0", file("a").dropLast()),
    Broken("bad mode at byte 29", file("a"), [0x31]),
  ]

  @Test(arguments: broken)
  func `what breaks the format is refused`(broken: Broken) {
    let error = #expect(throws: GitError.self) { try Tree(parsing: broken.bytes) }
    #expect(error?.message == broken.message)
    #expect(error?.isMalformed == true)
  }

  @Test func `damaged trees are refused or read back`() throws {
    let samples = [
      TreeTests.line("100644", "a") + TreeTests.line("40000", "a.b") + TreeTests.line("40000", "c"),
      TreeTests.line("120000", "link") + TreeTests.line("160000", "module"), [],
      (10..<40).flatMap { TreeTests.line("100755", "file\($0)") },
    ]
    var parsed = 0
    Fuzz.each(of: samples, seed: 4) { bytes in
      guard let tree = try? Tree(parsing: bytes) else { return }
      parsed += 1
      #expect((try? Tree(parsing: tree.bytes)) == tree)
      #expect(tree.bytes.count <= bytes.count)
      for entry in tree.entries { #expect(tree.entry(named: entry.name) == entry) }
    }
    #expect(parsed > 100)
  }

  @Test func `entries are sorted as git sorts them`() throws {
    let sandbox = try GitSandbox()
    let repository = try sandbox.repository()
    let blob = try repository.write(.blob, [1])
    let folder = try repository.writeTree([TreeEntry(name: [0x61], mode: 0o100644, id: blob)])
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<30 {
      var names: Set<String> = []
      for _ in 0..<Int.random(in: 0...20, using: &generator) {
        let length = Int.random(in: 1...3, using: &generator)
        let letters = (0..<length).map { _ in "ab.-0/_".randomElement(using: &generator) ?? "a" }
        let name = String(letters.filter { $0 != "/" })
        if ![".", "..", ""].contains(name) { names.insert(name) }
      }
      let entries = names.map {
        let isTree = Bool.random(using: &generator)
        return TreeEntry(
          name: Array($0.utf8), mode: isTree ? 0o40000 : 0o100644, id: isTree ? folder : blob)
      }
      let id = try repository.writeTree(entries)
      let lines = entries.map {
        "\(String($0.mode, radix: 8)) \($0.isTree ? "tree" : "blob") \($0.id)\t\($0.nameText)\n"
      }
      let theirs = try sandbox.git(["mktree"], input: Array(lines.joined().utf8))
      #expect(id.hex == theirs)
      let tree = try repository.tree(id)
      #expect(Set(tree.entries) == Set(entries))
      for entry in entries { #expect(tree.entry(named: entry.nameText) == entry) }
    }
    try sandbox.fsck()
  }

  @Test(arguments: ["", ".", "..", ".git", ".GIT", "a/b", "a\0b"])
  func `no tree holds such a name`(name: String) {
    let entry = TreeEntry(name: Array(name.utf8), mode: 0o100644, id: TreeTests.id)
    let error = #expect(throws: GitError.self) { try Tree([entry]) }
    #expect(error?.isInvalidName == true)
  }

  @Test func `no tree is made of such entries`() {
    let good = TreeEntry(name: [0x61], mode: 0o100644, id: TreeTests.id)
    for entries in [
      [good, good], [good, TreeEntry(name: [0x61], mode: 0o040000, id: TreeTests.id)],
      [TreeEntry(name: [0x61], mode: 0o100664, id: TreeTests.id)],
      [TreeEntry(name: [0x61], mode: 0o100644, id: .zero)],
    ] {
      #expect(throws: GitError.self) { try Tree(entries) }
    }
  }
}
