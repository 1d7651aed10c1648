import Git
import Processes
import TestSupport
import Testing

@Suite struct CommitTests {
  static let tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
  static let parent = String(repeating: "ab", count: 20)
  static let people = """
    author A <a@x> 1 +0000
    committer C <c@x> 1790000000 +0200

    """

  func parse(_ text: String) throws -> Commit {
    try Commit(id: .zero, parsing: Array(text.utf8))
  }

  @Test func `the graph is read from the header`() throws {
    let commit = try parse(
      """
      tree \(Self.tree)
      parent \(Self.parent)
      parent \(Self.parent)
      \(Self.people)gpgsig -----BEGIN
       parent \(Self.tree)
       -----END

      Title
      goes on

      parent \(Self.tree)
      committer X <x@x> 5 +0000

      """)
    #expect(commit.tree.hex == Self.tree)
    #expect(commit.parents.map(\.hex) == [Self.parent, Self.parent])
    #expect(commit.committerSeconds == 1_790_000_000)
    #expect(commit.subject == "Title goes on")
  }

  @Test func `parents after another header are no parents`() throws {
    let commit = try parse(
      "tree \(Self.tree)\n\(Self.people)parent \(Self.parent)\n\nTitle\n")
    #expect(commit.parents.isEmpty)
  }

  @Test(arguments: [
    ("committer C <c@x> 99999999999999999999999 +0000", 0), ("committer C <c@x> x", 0),
    ("committer C", 0), ("committer C <c@x>", 0), ("committer C > <c@x>   17 +0000", 17),
    ("committer C <c@x> -5 +0000", 0), ("comitter C <c@x> 5 +0000", 0),
  ])
  func `a date that is none is 0`(line: String, seconds: Int64) throws {
    #expect(try parse("tree \(Self.tree)\n\(line)\n\nx").committerSeconds == seconds)
  }

  @Test(arguments: [
    "", "tree", "tree \n", "tree \(tree)", "Tree \(tree)\n", "tree \(tree) \n", "tree  \(tree)\n",
    "parent \(parent)\ntree \(tree)\n", "tree \(tree)\nparent \n\n", "tree \(tree)\r\n",
    "tree \(tree)\nparent \(parent)", "tree \(tree)\nparent \(parent.dropLast())\n\n",
    "tree \(tree)\nparent \(parent.dropLast())g\n\n",
  ])
  func `a header without a graph is refused`(text: String) {
    let error = #expect(throws: GitError.self) { try parse(text) }
    #expect(error?.isMalformed == true)
  }

  @Test func `a header may be all there is`() throws {
    #expect(try parse("tree \(Self.tree)\n").subject == "")
    #expect(try parse("tree \(Self.tree)\n\n\n\n").subject == "")
  }

  static let samples = [
    "tree \(tree)\n\(people)\nTitle\n\nBody\n",
    "tree \(tree)\nparent \(parent)\n\(people)gpgsig -----BEGIN\n x\n\nT\n",
    "tree \(tree)\nparent \(parent)\nparent \(parent)\n\(people)encoding x\n\n\u{e9}\n",
  ].map { Array($0.utf8) }

  @Test func `damaged commits are refused or read`() {
    Fuzz.each(of: Self.samples, seed: 7) { bytes in
      guard let commit = try? Commit(id: .zero, parsing: bytes) else { return }
      #expect(bytes.starts(with: "tree ".utf8))
      #expect(commit.parents.count <= bytes.count / 48)
      #expect(commit.committerSeconds >= 0)
      #expect(!commit.subject.contains("\n"))
    }
  }

  @Test func `damaged commits are to git what they are here`() throws {
    let sandbox = try GitSandbox()
    let repository = try sandbox.repository()
    var generator = SeededGenerator(seed: 8)
    var read = 0
    for _ in 0..<80 {
      var bytes = Self.samples.randomElement(using: &generator) ?? []
      // Damage where it matters: the first hundred and fifty bytes.
      let head = Fuzz.mutate(Array(bytes.prefix(150)), using: &generator)
      bytes = head + bytes.dropFirst(150)
      let id = try sandbox.commit(raw: bytes)
      let theirs = try sandbox.run(
        "git", ["rev-list", "--no-walk", "--no-commit-header", "--format=%T %P", id.hex])
      let ours = try? repository.commit(id)
      // git passes over a parent line that is cut off by the end of the bytes; here it is refused.
      #expect(
        theirs.succeeded == (ours != nil) || bytes.count < 96,
        "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      guard let ours, theirs.succeeded else { continue }
      read += 1
      let words = theirs.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
      #expect(words == [ours.tree.hex] + ours.parents.map(\.hex))
    }
    #expect(read > 5)
  }
}
