import Foundation
import Processes
import TestSupport
import Testing

@testable import CharterCLI

@Suite struct MergeFileCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("One rule. Another rule. A third.\n", to: "base.md")
    try folder.write("One rule. Another rule. The third.\n", to: "ours.md")
    try folder.write("A rule.\nAnother rule. A third.\n", to: "theirs.md")
    try folder.write("One rule. Another rule. No third.\n", to: "other.md")
  }

  private func charter(_ arguments: String...) -> CapturedRun {
    CapturedRun(["merge-file"] + arguments, in: folder.path)
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Files.read(folder.path(name)), as: UTF8.self)
  }

  @Test func `prints with -p, else writes into ours`() throws {
    let merged = "A rule.\nAnother rule. The third.\n"
    let printed = charter("-p", "ours.md", "base.md", "theirs.md")
    #expect(printed.status == .done)
    #expect(printed.output == merged)
    #expect(try text("ours.md") == "One rule. Another rule. The third.\n")
    let written = charter("ours.md", "base.md", "theirs.md")
    #expect(written.status == .done)
    #expect(written.output.isEmpty)
    #expect(try text("ours.md") == merged)
    #expect(try text("theirs.md") == "A rule.\nAnother rule. A third.\n")
  }

  @Test func `conflicts stand between markers with labels, and are counted`() throws {
    let run = charter(
      "--stdout", "-L", "mine", "-L", "before", "--label", "yours", "ours.md", "base.md",
      "other.md")
    #expect(run.status.code == 1)
    #expect(
      run.output == """
        One rule. Another rule.
        <<<<<<< mine
        The third.
        ||||||| before
        A third.
        =======
        No third.
        >>>>>>> yours

        """)
    #expect(run.errors == "conflict: (intro), a sentence that both changed\n")
    #expect(charter("-p", "ours.md", "base.md", "other.md").output.contains("<<<<<<< ours.md\n"))
    let quiet = charter("-q", "--marker-size", "9", "ours.md", "base.md", "other.md")
    #expect(quiet.status.code == 1)
    #expect(quiet.errors.isEmpty)
    #expect(try text("ours.md").contains("\n<<<<<<<<< ours.md\nThe third.\n"))
  }

  @Test func `at most 127 conflicts are counted`() throws {
    func paragraphs(_ word: String) -> String {
      (0..<130).map { "Rule number \($0) says \(word) to all of us." }.joined(separator: "\n\n")
        + "\n"
    }
    try folder.write(paragraphs("this"), to: "b.md")
    try folder.write(paragraphs("that"), to: "o.md")
    try folder.write(paragraphs("nothing"), to: "t.md")
    #expect(charter("-p", "o.md", "b.md", "t.md").status.code == 127)
    let data = Data(charter("--json", "o.md", "b.md", "t.md").output.utf8)
    let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((document["conflicts"] as? [Any])?.count == 130)
  }

  @Test func `json names both sides and writes nothing`() throws {
    let run = charter("--json", "ours.md", "base.md", "other.md")
    #expect(run.status.code == 1)
    #expect(run.output.contains("\"theirs\": \"No third.\\n\""))
    #expect(run.output.contains("\"clean\": false"))
    #expect(try text("ours.md") == "One rule. Another rule. The third.\n")
    #expect(charter("--json", "-p", "ours.md", "base.md", "other.md").status == .usage)
  }

  @Test func `what cannot be merged has a status of its own and changes nothing`() throws {
    try folder.write("One rule.\r\n", to: "cr.md")
    try folder.write("One\0rule.\n", to: "nul.md")
    for other in ["cr.md", "nul.md", "none.md"] {
      let run = charter("ours.md", "base.md", other)
      #expect(run.status.code == 255)
      #expect(run.errors.contains(other))
    }
    #expect(try text("ours.md") == "One rule. Another rule. The third.\n")
    #expect(charter("-L", "a", "-L", "b", "-L", "c", "-L", "d", "o", "b", "t").status == .usage)
    #expect(charter("--marker-size", "3", "o", "b", "t").status == .usage)
  }

  /// The two lines of the help install it.
  @Test func `git merges with it`() throws {
    let help = CapturedRun(["merge-file", "--help"]).output
    #expect(help.contains("charter merge-file --marker-size %L %A %O %B"))
    #expect(help.contains("echo '*.md merge=charter' >> .git/info/attributes"))

    let sandbox = try GitSandbox()
    try sandbox.git(
      "config", "merge.charter.driver", "\(Program.path) merge-file --marker-size %L %A %O %B")
    try sandbox.write("*.md merge=charter\n", to: ".git/info/attributes")
    let base = "One rule here. Another rule there. A third one.\n\nMore.\n"
    func commit(_ text: String, _ message: String) throws {
      try sandbox.write(text, to: "a.md")
      try sandbox.git("add", "a.md")
      try sandbox.git("commit", "--quiet", "-m", message)
    }
    try commit(base, "base")
    try sandbox.git("switch", "--quiet", "--create", "other")
    try commit(base.replacing("A third one.", with: "The\nthird one."), "other")
    try sandbox.git("switch", "--quiet", "--create", "clash", "main")
    try commit(base.replacing("Another rule", with: "Any rule"), "clash")
    try sandbox.git("switch", "--quiet", "main")
    try commit(base.replacing("Another rule", with: "No rule"), "mine")

    try sandbox.git("merge", "--quiet", "--no-edit", "other")
    #expect(
      String(decoding: try sandbox.read("a.md"), as: UTF8.self)
        == "One rule here. No rule there. The\nthird one.\n\nMore.\n")
    let clash = try sandbox.run("git", ["merge", "--no-edit", "clash"])
    #expect(clash.status == 1)
    #expect(clash.errorText.contains("conflict: (intro), a sentence that both changed"))
    #expect(
      String(decoding: try sandbox.read("a.md"), as: UTF8.self) == """
        One rule here.
        <<<<<<< ours
        No rule there.
        ||||||| base
        Another rule there.
        =======
        Any rule there.
        >>>>>>> theirs
        The
        third one.

        More.

        """)
    #expect(try sandbox.git("diff", "--name-only", "--diff-filter=U") == "a.md")
  }
}
