import Charters
import TestSupport
import Testing

@Suite("Attributes and submodules") struct AttributesTests {
  private func codes(_ text: String, path: String = ".gitattributes") -> [String] {
    ContentRules.checkAttributes(path: Array(path.utf8), bytes: Array(text.utf8))
      .map { "\($0.line) \($0.code)" }
  }

  @Test(
    "attributes that could change charters",
    arguments: [
      "* filter=lfs", "*.md filter=lfs", "*.md\tident", "Charters/** -diff", "* binary",
      "*.yml working-tree-encoding=UTF-16", "policy.yml export-subst", "/Charters/** merge=ours",
      "charters/* merge=union", "* -merge", "Charters/roles/x.md merge=binary", "** filter",
      "**/*.md ident=x", "C*/x.md filter=x", "[Cc]harters/** filter=x", "?harters/* filter=x",
      "*.m? filter=x", "*d filter=x", "*s/*.md filter=x", "\"Charters/*\" filter=x",
      "\"\\103harters/*\" filter=x", "\\Charters/* filter=x", "  *.md   text   filter=x  ",
      "\u{FEFF}*.md filter=x", "*.md filter=x\r", "roles/* text\n* filter=x", "VISION.MD filter=x",
      "!*.md filter=x", "*/roles/* filter=x", "*\0 filter=x",
      "[attr]b2 filter=x\n*.md b2", "*.md b3\n[attr]b3 b4\n[attr]b4 -diff", "[attr] b5 ident\n* b5",
      "[attr]text filter=x\n* text",
    ])
  func refused(text: String) {
    #expect(
      codes(text).contains { $0.hasSuffix(" forbidden-attribute") }, "\(text.debugDescription)")
  }

  @Test(
    "attributes that do not",
    arguments: [
      "", "# * filter=x", "* text=auto", "* text eol=lf", "*.png binary",
      "*.png filter=lfs diff=lfs",
      "docs/** filter=x", "/docs/*.md filter=x", "Charters/** diff=charter merge=charter text",
      "*.md merge=text", "*.md merge", "*.md -filter", "*.md !filter !diff", "*.md -ident",
      "*.md linguist-documentation", "*.psd filter=x", "Makefile -diff", "docs/Charters/* filter=x",
      "* export-ignore", "*.md.txt filter=x", "README* text", "[attr]mine filter=x\n*.png mine",
      "[attr]mine filter=x\n*.md -mine", "*.md", "\"*.md filter=x",
    ])
  func allowed(text: String) {
    #expect(codes(text) == [], "\(text.debugDescription)")
  }

  @Test("places")
  func places() {
    #expect(codes("* filter=x", path: "Charters/.gitattributes") == ["0 attributes-inside-root"])
    #expect(codes("", path: "CHARTERS/x/.gitattributes") == ["0 attributes-inside-root"])
    #expect(codes("* filter=x", path: "docs/.gitattributes") == [])
    #expect(codes("* filter=x", path: ".GITATTRIBUTES") == ["1 forbidden-attribute"])
    #expect(codes("* filter=x", path: "GITATT~1") == ["1 forbidden-attribute"])
    #expect(codes("* filter=x", path: "gitattributes") == [])
    #expect(codes("a\n" + String(repeating: "#", count: 2001)) == ["2 attributes-line-too-long"])
    #expect(codes(String(repeating: "* filter=x\n", count: 10_000)).count == 100)
  }

  @Test("submodules")
  func modules() {
    func modules(_ path: String) -> [String] {
      codes("[submodule \"x\"]\n\tpath = \(path)\n\turl = https://x\n", path: ".gitmodules")
    }
    for path in [
      "Charters", "Charters/x", "charters/x", "\"Charters/x\"", "Char\"ters\"", "./Charters",
      "CHARTE~1/x",
      "  Charters/x", "Charters/x ; c",
    ] {
      #expect(modules(path) == ["2 submodule-inside-root"], "\(path)")
    }
    for path in ["vendor/x", "vendor/Charters", "Charters2"] { #expect(modules(path) == []) }
    #expect(codes("", path: "Charters/.gitmodules") == ["0 attributes-inside-root"])
  }

  /// Whatever git would apply to a governed path must have been found.
  @Test("git itself sees nothing that was missed")
  func agreesWithGit() throws {
    let sandbox = try GitSandbox()
    let governed = [
      "Charters/policy.yml", "Charters/vision.md", "Charters/roles/support.md",
      "Charters/members/a.md",
      "Charters/teams/ops/roles/night-watch.md", "Charters/reflections/2026-11-launch.md",
    ]
    let patterns = [
      "*", "**", "*.md", "*.yml", "Charters", "Charters/", "/Charters", "Charters/*", "Charters/**",
      "**/roles/*",
      "*/roles/*", "C*", "C*/**", "[A-Z]*/*", "docs/*", "vision.md", "/vision.md", "*vision*",
      "?olicy.yml",
      "po*.y*", "\"Charters/*.md\"", "\"\\103harters/**\"", "\\*.md", "!*.md", "*support.md",
      "**/s*", "roles/",
      "roles/**", "teams/**/*.md", "*.m[d]", "*.[!x]d", "Charters/roles/support.md",
      "night-watch.md", "*[-]watch.md",
    ]
    let settings = [
      "filter=x", "-filter", "!filter", "ident", "-ident", "text", "binary", "-binary", "!binary",
      "-diff", "diff",
      "diff=charter", "merge=ours", "merge=text", "-merge", "merge", "working-tree-encoding=UTF-16",
      "mine", "-mine",
      "yours", "export-subst", "#x",
    ]
    let macros = [
      "[attr]mine -diff", "[attr]mine text", "[attr]yours mine", "[attr]yours binary", "",
    ]
    var random = SeededGenerator(seed: 16)
    var hits = 0
    for _ in 0..<200 {
      var lines = [
        macros.randomElement(using: &random) ?? "", macros.randomElement(using: &random) ?? "",
      ]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let pattern = patterns.randomElement(using: &random) ?? ""
        let count = Int.random(in: 1...2, using: &random)
        let some = (0..<count).map { _ in settings.randomElement(using: &random) ?? "" }
        lines.append(([pattern] + some).joined(separator: " "))
      }
      let text = lines.joined(separator: "\n") + "\n"
      try sandbox.write(text, to: ".gitattributes")
      let seen = try sandbox.git(["check-attr", "-a", "--"] + governed)
      let isChanged = seen.split(separator: "\n").contains { Self.isForbidden(String($0)) }
      let found = codes(text)
      hits += isChanged ? 1 : 0
      #expect(!isChanged || !found.isEmpty, "\(text)\n\(seen)")
    }
    #expect(hits > 30)
  }

  /// Reads `path: attribute: value` as git prints it.
  private static func isForbidden(_ line: String) -> Bool {
    let parts = line.split(separator: ":").map { $0.trimming { $0 == " " } }
    guard parts.count == 3 else { return false }
    switch parts[1] {
    case "filter", "ident", "working-tree-encoding", "export-subst": return parts[2] != "unset"
    case "diff": return parts[2] == "unset"
    case "merge": return !["set", "text", "charter"].contains(parts[2])
    case "binary": return parts[2] == "set"
    default: return false
    }
  }
}

extension StringProtocol {
  fileprivate func trimming(_ isBlank: (Character) -> Bool) -> String {
    var rest = self[...]
    while let first = rest.first, isBlank(first) { rest.removeFirst() }
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(rest)
  }
}
