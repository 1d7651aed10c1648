import Charters
import Testing

@Suite("What serves what") struct ServesGraphTests {
  /// Charters by name, with what they say they serve.
  private func graph(_ pages: [(String, String)]) throws -> ServesGraph {
    ServesGraph(
      try pages.map { path, serves in
        try charter(
          path + ".md", "---\n\(serves.isEmpty ? "title: x" : "serves: [\(serves)]")\n---\n")
      })
  }

  private func names(_ paths: some Sequence<CharterPath>) -> [String] { paths.map(\.name).sorted() }

  @Test("folders say it where a page does not")
  func byPlace() throws {
    let graph = try graph([
      ("vision", ""), ("mission", ""), ("teams/a/team", "mission"), ("teams/a/roles/r", ""),
      ("teams/a/teams/b/team", ""), ("teams/a/teams/b/agreements/c", "roles/s"),
      ("teams/a/mission", ""), ("roles/s", ""), ("members/ana", ""),
    ])
    func served(_ name: String) throws -> [String] {
      graph.served(by: try CharterPath("Charters/\(name).md")).map(\.target.name)
    }
    #expect(try served("mission") == ["vision"])
    #expect(try served("teams/a/roles/r") == ["teams/a/team"])
    #expect(try served("teams/a/teams/b/team") == ["teams/a/team"])
    #expect(try served("teams/a/teams/b/agreements/c") == ["roles/s"])
    #expect(names(graph.goals) == ["mission", "vision"])
    #expect(
      names(graph.orphans) == ["roles/s", "teams/a/mission", "teams/a/teams/b/agreements/c"])
    #expect(graph.rings.isEmpty)
  }

  @Test("rings, each once, by a shortest way")
  func rings() throws {
    let graph = try graph([
      ("mission", ""), ("roles/a", "roles/b"), ("roles/b", "roles/c, roles/a"),
      ("roles/c", "roles/a, mission"), ("roles/d", "roles/d"), ("roles/e", "roles/a"),
    ])
    #expect(graph.rings.map { $0.map(\.name) } == [["roles/a", "roles/b"], ["roles/d"]])
    #expect(names(graph.orphans) == ["roles/d"])
  }

  @Test("a row of thousands does not exhaust the stack")
  func long() throws {
    var pages = (0..<6_000).map { ("roles/r\($0)", "roles/r\($0 + 1)") }
    pages.append(("roles/r6000", "roles/r0"))
    #expect(try graph(pages).rings.map(\.count) == [6_001])
    #expect(try graph([("roles/a", "mission")]).orphans.isEmpty, "nothing to lead to")
  }
}
