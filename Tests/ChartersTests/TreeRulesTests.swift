import Charters
import Testing

@Suite("Names in a tree") struct TreeRulesTests {
  private func codes(_ paths: [(String, UInt32)]) -> [String] {
    ContentRules.checkTree(paths: paths.map { (Array($0.0.utf8), $0.1) })
      .map { "\($0.path) \($0.code)" }
  }

  private func codes(_ path: String, mode: UInt32 = 0o100644) -> [String] {
    codes([(path, mode)]).compactMap { $0.split(separator: " ").last.map(String.init) }
  }

  @Test("an honest tree passes")
  func passes() {
    #expect(
      codes([
        ("Charters", 0o040000), ("Charters/vision.md", 0o100644), ("Charters/members", 0o040000),
        ("Charters/members/ana.md", 0o100644), ("README.md", 0o100644), ("run.sh", 0o100755),
        ("link", 0o120000), ("chart/x", 0o100644), ("Charter", 0o100644), ("Chartersx", 0o100644),
        (".gitattributes", 0o100644), ("docs/Charters/x", 0o100644), ("CHANGELOG~1", 0o100644),
      ]) == [])
  }

  @Test(
    "names that some file system takes for Charters",
    arguments: [
      "charters/vision.md", "CHARTERS/vision.md", "charters", "CHARTERS /x", "Charters./x",
      "Charters. . /x", "Charters\u{200C}/x", "Char\u{FEFF}ters/x", "Charters\u{202E}",
      "Charter\u{17F}/x",
      "Chärters/x", "Cha\u{300}rters/x", "CHARTE~1/vision.md", "charte~1", "CHARTE~2", "CHART~10/x",
      "CH1A2B~1/x", "Charters::$INDEX_ALLOCATION/x", "Charters:x", "Charters\\vision.md",
      "charters\\roles\\x.md", "CHARTE~1.", "Ｃharters",
    ])
  func disguised(path: String) {
    // Wide letters are other letters to every file system.
    #expect(codes(path) == (path == "Ｃharters" ? [] : ["path-folds-to-root"]), "\(path)")
  }

  @Test("the root is a folder, and all in it plain files")
  func modes() {
    for mode: UInt32 in [0o100644, 0o120000, 0o160000] {
      #expect(codes("Charters", mode: mode) == ["root-not-a-folder"])
    }
    #expect(codes("Charters/roles", mode: 0o120000) == ["bad-mode", "path-not-in-layout"])
    #expect(codes("Charters/vision.md", mode: 0o100755) == ["bad-mode"])
    #expect(codes("Charters/teams/x", mode: 0o160000) == ["bad-mode", "path-not-in-layout"])
  }

  @Test("paths outside the layout, and git's own files")
  func layout() {
    #expect(codes("Charters/Vision.md") == ["path-not-in-layout"])
    #expect(
      codes([("Charters/Vision.md", 0o100644), ("Charters/vision.md", 0o100644)])
        == ["Charters/Vision.md path-not-in-layout", "Charters/vision.md path-folds-to-other"])
    for name in [
      ".gitattributes", "roles/.gitattributes", ".GitAttributes", "GITATT~1", "GI7D29~1",
      ".gitattributes ", ".gitmodules", "GITMOD~1",
    ] {
      #expect(codes("Charters/" + name) == ["attributes-inside-root"], "\(name)")
    }
  }

  @Test("at most 10,000 files")
  func count() {
    let names = (0...10_000).map { ("Charters/roles/r\($0).md", UInt32(0o100644)) }
    #expect(codes(Array(names.dropLast())) == [])
    #expect(codes(names) == ["Charters too-many-files"])
  }
}
