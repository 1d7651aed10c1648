import Git
import History
import Processes
import Prose
import TestSupport
import Testing

/// Blame over commits of plain git.
@Suite struct BlameTests {
  private static let first = """
    # Support

    ## Purpose

    Everybody who writes to us gets an answer. Nobody waits for more than a week.

    ## Domains

    - The inbox and its folders belong to this role.
    - The list of questions that people ask often.

    """

  private func text(_ changes: (String, String)...) -> String {
    changes.reduce(Self.first) { $0.replacing($1.0, with: $1.1) }
  }

  /// `words at the beginning → commit's subject`, and what else is told.
  private func told(
    _ sandbox: GitSandbox, _ path: String = "support.md", at revision: String = "HEAD"
  ) throws -> [String] {
    let repository = try sandbox.repository()
    let blame = try #require(try Blame(of: path, at: sandbox.id(revision), in: repository))
    return try blame.sentences.filter { !$0.isMark }.map { sentence in
      func subject(_ number: Int) throws -> String {
        try repository.commit(blame.versions[number].commit).subject
      }
      let words = String(decoding: blame.text.bytes[sentence.bytes], as: UTF8.self)
        .split(whereSeparator: \.isWhitespace).prefix(3).joined(separator: " ")
      let more = try [
        sentence.movedBy.map { "moved \(try subject($0))" },
        sentence.restoredBy.map { "restored \(try subject($0))" },
        sentence.shortenedBy.map { "shortened \(try subject($0))" },
      ].compactMap(\.self)
      return ([words, try subject(sentence.wordedBy)] + more).joined(separator: ": ")
    }
  }

  private func notices(_ sandbox: GitSandbox, _ path: String) throws -> [HistoryNotice] {
    try #require(try Blame(of: path, at: sandbox.id("HEAD"), in: sandbox.repository())).notices
  }

  @Test func aSentenceHasItsOwnCommit() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("one", files: ["support.md": Self.first])
    try sandbox.commit("two", files: ["support.md": text(("a week", "two days"))])
    try sandbox.commit(
      "three", files: ["support.md": text(("a week", "two days"), (". Nobody", ".\nNobody"))])
    #expect(
      try told(sandbox) == [
        "# Support: one", "## Purpose: one", "Everybody who writes: one", "Nobody waits for: two",
        "## Domains: one", "- The inbox: one", "- The list: one",
      ])
    #expect(try told(sandbox, at: "HEAD~2")[3] == "Nobody waits for: one")
  }

  @Test func renamesAreFollowedEvenWithNewLines() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("one", files: ["support.md": Self.first])
    try sandbox.git("mv", "support.md", "help.md")
    try sandbox.commit("two")
    try sandbox.git("mv", "help.md", "care.md")
    let wrapped = Self.first.split(separator: "\n\n").map(String.init).map {
      $0.hasPrefix("-") || $0.hasPrefix("#") ? $0 : $0.replacing(" ", with: "\n")
    }
    try sandbox.commit("three", files: ["care.md": wrapped.joined(separator: "\n\n\n") + "\n"])
    #expect(try told(sandbox, "care.md").allSatisfy { $0.hasSuffix(": one") })
    let blame = try #require(
      try Blame(of: "care.md", at: sandbox.id("HEAD"), in: sandbox.repository()))
    #expect(blame.versions.map(\.path) == ["support.md", "help.md", "care.md"])
    #expect(blame.notices.isEmpty)
  }

  @Test func aFileThatTookOverAPathIsTold() throws {
    let sandbox = try GitSandbox()
    let other = "# Letters\n\nPost comes at nine and is opened by whoever is there first.\n"
    try sandbox.commit("one", files: ["support.md": Self.first, "keep.md": "Other.\n"])
    try sandbox.git("mv", "support.md", "help.md")
    let taken = try sandbox.commit("two", files: ["support.md": other])
    #expect(try told(sandbox) == ["# Letters: two", "Post comes at: two"])
    #expect(
      try notices(sandbox, "support.md") == [
        .otherFile(commit: taken, path: "support.md", goesOnAt: "help.md")
      ])
    try sandbox.git("rm", "--quiet", "support.md")
    try sandbox.commit("three")
    let again = try sandbox.commit("four", files: ["support.md": "# New\n\nNothing of old.\n"])
    #expect(
      try notices(sandbox, "support.md") == [
        .otherFile(commit: again, path: "support.md", goesOnAt: nil)
      ])
    let rewritten = try sandbox.commit("five", files: ["keep.md": Self.first])
    #expect(
      try notices(sandbox, "keep.md") == [.rewritten(commit: rewritten, path: "keep.md")])
  }

  @Test func aFileThatCameBackIsTheSame() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("one", files: ["support.md": Self.first, "keep.md": "Other.\n"])
    try sandbox.git("rm", "--quiet", "support.md")
    try sandbox.commit("two")
    let back = try sandbox.commit(
      "three", files: ["support.md": text(("two days", "a week"), ("a week", "a day"))])
    #expect(try told(sandbox)[2...3] == ["Everybody who writes: one", "Nobody waits for: three"])
    #expect(
      try notices(sandbox, "support.md") == [.cameBack(commit: back, path: "support.md")])
  }

  @Test func anImportedCharterHasTheHistoryOfItsFile() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("one", files: ["docs/support.md": Self.first])
    try sandbox.commit("two", files: ["docs/support.md": text(("a week", "two days"))])
    try sandbox.commit(
      "three",
      files: [
        "Charters/roles/support.md": "---\nkind: role\ntitle: \"Support\"\n---\n"
          + text(("a week", "two days"))
      ])
    let told = try told(sandbox, "Charters/roles/support.md")
    #expect(told[0] == "kind: role: three")
    #expect(told.suffix(5).first == "Everybody who writes: one")
    #expect(told.suffix(4).first == "Nobody waits for: two")
  }

  @Test func twoFilesThatBecameOneKeepWhoseWordsTheyAre() throws {
    let sandbox = try GitSandbox()
    let letters = "# Letters\n\nPost comes at nine and is opened by whoever is there first.\n"
    try sandbox.commit("one", files: ["support.md": Self.first])
    try sandbox.commit("two", files: ["letters.md": letters])
    try sandbox.git("rm", "--quiet", "letters.md")
    try sandbox.commit(
      "three",
      files: [
        "support.md": Self.first + "\n## Letters\n\n" + letters.dropFirst(11)
          + "They are answered on paper.\n"
      ])
    #expect(
      try told(sandbox).suffix(3) == [
        "## Letters: three", "Post comes at: two: moved three", "They are answered: three",
      ])
    // And one that was cut in two.
    try sandbox.commit(
      "four",
      files: [
        "support.md": Self.first,
        "post.md": letters + "\nThey are answered on paper.\n",
      ])
    #expect(
      try told(sandbox, "post.md") == [
        "# Letters: four", "Post comes at: two: moved four",
        "They are answered: three: moved four",
      ])
  }

  @Test func aMergeHasWhatItBrought() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("one", files: ["support.md": Self.first])
    try sandbox.git("checkout", "--quiet", "-b", "side")
    try sandbox.commit("side", files: ["support.md": text(("a week", "two days"))])
    try sandbox.git("checkout", "--quiet", "main")
    try sandbox.commit("two", files: ["other.md": "Else.\n"])
    try sandbox.git("merge", "--quiet", "--no-ff", "-m", "merged", "side")
    #expect(try told(sandbox)[3] == "Nobody waits for: merged")
  }

  @Test func whatIsNoTextIsRefused() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("one", files: ["a.md": "a\u{0}b\n", "folder/b.md": "b\n"])
    let repository = try sandbox.repository()
    #expect(throws: BlameError.noText(path: "a.md")) {
      try Blame(of: "a.md", at: sandbox.id("HEAD"), in: repository)
    }
    for path in ["none.md", "folder", "folder/b.md/c", "folder/"] {
      #expect(try Blame(of: path, at: sandbox.id("HEAD"), in: repository) == nil, "\(path)")
    }
  }

  @Test func aShallowCopySaysSo() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("one", files: ["support.md": Self.first])
    try sandbox.commit("two", files: ["support.md": text(("a week", "two days"))])
    let folder = try TemporaryFolder("charter-shallow")
    let clone = try GitSandbox(at: folder.path, home: sandbox.home)
    try clone.git("clone", "--quiet", "--depth", "1", "file://" + sandbox.directory, ".")
    #expect(try told(clone).allSatisfy { $0.hasSuffix(": two") })
    #expect(try notices(clone, "support.md") == [.cutShort])
  }

  // MARK: What is kept

  @Test func damagedOrForeignCachesChangeNothing() throws {
    let sandbox = try GitSandbox()
    try sandbox.commit("one", files: ["support.md": Self.first])
    try sandbox.commit("two", files: ["support.md": text(("a week", "two days"))])
    try sandbox.commit("three", files: ["support.md": text(("a week", "three days"))])
    let told = try told(sandbox)
    let folder = sandbox.directory + "/.git/charter/blame"
    let kept = try sandbox.run("find", [folder, "-type", "f"]).outputText.split(separator: "\n")
      .map(String.init).sorted()
    #expect(kept.count == 3)
    let bytes = try kept.map { try Files.read($0) }
    for damage in 0..<5 {
      for (place, path) in kept.enumerated() {
        switch damage {
        case 0: try Files.write([], to: path)
        case 1: try Files.write(Array(bytes[place].dropLast(3)), to: path)
        case 2: try Files.write(bytes[place].map { $0 ^ 1 }, to: path)
        // Whole, and of another pair.
        case 3: try Files.write(bytes[(place + 1) % 3], to: path)
        default: try Files.write(bytes[place] + [0], to: path)
        }
      }
      #expect(try self.told(sandbox) == told, "\(damage)")
    }
    _ = try sandbox.run("rm", ["-r", folder])
    #expect(try self.told(sandbox) == told)
    // Nowhere to keep anything.
    _ = try sandbox.run("rm", ["-r", sandbox.directory + "/.git/charter"])
    try Files.write([1], to: sandbox.directory + "/.git/charter")
    #expect(try self.told(sandbox) == told)
  }
}
