import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Files that may not stand in a charter's place, whoever approved them.
@Suite struct AttacksOnContent {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let edits: [String: Entry]
    /// What the pusher reads.
    let words: String
    var testDescription: String { name }

    init(_ name: String, _ edits: [String: Entry], _ words: String) {
      self.name = name
      self.edits = edits
      self.words = words
    }
  }

  static let role = Entry.text(Setting.support(purpose: "Other."))
  static let blob = ObjectID(hex: String(repeating: "1", count: 40)) ?? .zero

  static let governed = [
    Row("symbolic link", [Paths.mission: .link(to: "../README.md")], "Charters/mission.md"),
    Row(
      "executable", [Paths.mission: .executable(Setting.mission(statement: "Run."))],
      "Charters/mission.md"),
    Row("link for the policy", [Paths.policy: .link(to: "../README.md")], "Charters/policy.yml"),
    Row("submodule", [Paths.mission: .object(mode: "160000", blob)], ""),
    Row("submodule for a folder", ["Charters/agreements": .object(mode: "160000", blob)], ""),
    Row(
      "link for a folder", [Paths.support: .absent, "Charters/roles": .link(to: "../docs")],
      "Charters/roles"),
    Row("upper case", ["Charters/roles/Support.md": role], "Charters/roles/Support.md"),
    Row("blank in a name", ["Charters/roles/first aid.md": role], "Charters/roles/first aid.md"),
    Row(
      "invisible character in a name", ["Charters/roles/sup\u{200B}port.md": role],
      "Charters/roles/"),
    Row(
      "letter of another script in a name", ["Charters/roles/supp\u{43E}rt.md": role],
      "Charters/roles/"),
    Row("accent in a name", ["Charters/roles/cafe\u{301}.md": role], "Charters/roles/"),
    Row("git's own folder inside", ["Charters/x/.GIT/config": "[core]\n"], "Charters/x/.GIT"),
    Row("no layout", ["Charters/notes.txt": "Notes.\n"], "Charters/notes.txt"),
    Row("deeper than the layout", ["Charters/roles/a/b.md": role], "Charters/roles/a/b.md"),
    Row("attributes inside", ["Charters/.gitattributes": "* -diff\n"], "Charters/.gitattributes"),
    Row(
      "submodules inside", ["Charters/.gitmodules": "[submodule \"x\"]\n"],
      "Charters/.gitmodules"),
    Row(
      "byte order mark",
      [Paths.mission: .bytes([0xef, 0xbb, 0xbf] + Array(Setting.mission().utf8))],
      "Charters/mission.md"),
    Row(
      "carriage returns",
      [Paths.mission: .text(Setting.mission(statement: "A.\r\nB."))], "Charters/mission.md"),
    Row(
      "right to left override",
      [Paths.mission: .text(Setting.mission(statement: "A \u{202E}B."))], "Charters/mission.md"),
    Row(
      "hidden by a reference",
      [Paths.mission: .text(Setting.mission(statement: "A &#8238;B."))], "Charters/mission.md"),
    Row(
      "NUL", [Paths.mission: .text(Setting.mission(statement: "A \0B."))],
      "Charters/mission.md"),
    Row(
      "setext heading",
      [Paths.mission: .text(Setting.mission(statement: "Purpose\n---"))], "Charters/mission.md"),
    Row(
      "section twice",
      [Paths.mission: .text(Setting.mission(statement: "A.\n\n## statement\n\nB."))],
      "Charters/mission.md"),
    Row(
      "kind of another path",
      ["Charters/values.md": .text(Setting.mission(statement: "No values."))],
      "Charters/values.md"),
    Row(
      "front matter with an alias",
      [Paths.mission: .text(Setting.mission().replacing("title: Mission", with: "title: *x"))],
      "Charters/mission.md"),
  ]

  @Test(arguments: governed)
  func approvedByEverybody(_ row: Row) throws {
    let story = try Story()
    let idea = try story.propose(by: "ana", "Something new", changing: row.edits)
    try story.approve(idea, by: "ben", "cy", "dee")
    let tip = try story.ratify(idea, by: "ana")
    let verdict = try story.verdict(tip)
    #expect(verdict.report.outcome == .invalid, "\(verdict.story)")
    #expect(verdict.codes.contains(.badContent), "\(verdict.story)")
    try story.expectRefused(
      "\(tip.hex):refs/heads/main", because: row.words, wayOut: "charter lint")
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: row.words, wayOut: "charter lint")
  }

  /// What lies beside the governed folder and could be taken for it, or change how it is read.
  static let beside = [
    Row("alias in lower case", ["charters/mission.md": story], "'charters'"),
    Row("alias in upper case", ["CHARTERS": .link(to: "docs")], "'CHARTERS'"),
    Row("alias with a dot", ["Charters.": "x"], "'Charters.'"),
    Row("short name of NTFS", ["CHARTE~1/mission.md": story], "'CHARTE~1'"),
    Row("filter", [".gitattributes": "* filter=evil\n"], "filter=evil"),
    Row("no diff", [".gitattributes": "Charters/** -diff\n"], "-diff"),
    Row("merge driver", [".gitattributes": "*.md merge=ours\n"], "merge=ours"),
    Row(
      "binary by a macro",
      [".gitattributes": "[attr]odd binary\nCharters/mission.md odd\n"], ".gitattributes"),
    Row(
      "encoding", [".gitattributes": "*.md working-tree-encoding=UTF-16\n"],
      "working-tree-encoding"),
    Row("attributes in another case", [".GITATTRIBUTES": "* filter=evil\n"], "filter=evil"),
    Row("attributes that are a link", [".gitattributes": .link(to: "x")], ".gitattributes"),
    Row(
      "submodule on the folder",
      [".gitmodules": "[submodule \"x\"]\n\tpath = Charters/x\n\turl = ../x\n"], ".gitmodules"),
  ]
  private static let story = Entry.text(Setting.mission(statement: "Ours."))

  @Test(arguments: beside)
  func ordinaryCommit(_ row: Row) throws {
    let story = try Story()
    let commit = try story.change(row.edits)
    try story.expectHostile(
      commit, .unratified, [.badContent], because: row.words, wayOut: "charter lint")
  }

  /// Brought by a merge button from a branch of code, where nothing governed changes.
  @Test func attributesByAMerge() throws {
    let story = try Story()
    let side = try story.change([".gitattributes": "* filter=evil\n"])
    let merge = try story.change([".gitattributes": "* filter=evil\n"]) { draft in
      draft.parents.append(side)
    }
    try story.expectHostile(
      merge, .unratified, [.badContent], because: "filter=evil", wayOut: "charter lint")
  }

  /// Approved on a version that holds something bad, landed in a clean one.
  @Test func badVersionBehindACleanOne() throws {
    let story = try Story()
    let idea = try story.propose(
      by: "ana", "Something new",
      changing: [Paths.mission: Story.sea, "Charters/notes.txt": "Notes.\n"])
    try story.approve(idea, by: "ben", "cy")
    try story.revise(idea, by: "ana", changing: ["Charters/notes.txt": .absent])
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.badContent], because: "Charters/notes.txt",
      wayOut: "charter lint")
  }

  @Test func fiftyMegabytes() throws {
    let story = try Story()
    let words = Entry.bytes([UInt8](repeating: UInt8(ascii: "a"), count: 50 << 20))
    let idea = try story.propose(by: "ana", "Say it all", changing: [Paths.mission: words])
    try story.expectRefused(
      "\(idea.head.hex):\(idea.branch)", because: "a charter has at most 1 MiB",
      wayOut: "charter lint")
    let step = try story.change([Paths.mission: words]) { draft in
      draft.parents.append(try story.gather(idea, by: "ana"))
    }
    try story.expectRefused(
      "\(step.hex):refs/heads/main", because: "nobody's approval is recorded",
      wayOut: "charter propose")
  }
}
