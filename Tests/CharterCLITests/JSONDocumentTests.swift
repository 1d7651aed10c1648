import Foundation
import TestSupport
import Testing

/// The manual's page on JSON and the documents themselves say the same keys.
@Suite struct JSONDocumentTests {
  /// A row of a table of the page: a command, the schema or a place inside, the keys.
  struct Row {
    let command: String
    let place: String
    let keys: [String]

    var isSchema: Bool { place.hasPrefix("charter.") }
  }

  private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Transcripts/json.md").path

  private static func rows() throws -> [Row] {
    String(decoding: try Files.read(page), as: UTF8.self).split(separator: "\n").compactMap {
      line in
      guard line.hasPrefix("| `") else { return nil }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3 else { return nil }
      return Row(
        command: cells[0].trimmingCharacters(in: ["`"]), place: cells[1],
        keys: cells[2].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    }
  }

  @Test func everyDocumentHasTheKeysThatThePageLists() throws {
    let practice = try Practice(["ana", "ben"], preset: "consensus")
    let (ana, ben) = (practice.members[0], practice.members[1])
    try practice.expect(ana, ["new", "team", "Post", "-q"])
    try practice.write(
      "---\nkind: agreement\ntitle: Letters\n---\n# Letters\n\n## Driver\n\nThey come.\n",
      to: "Charters/agreements/letters.md", of: ana)
    try practice.expect(ana, ["propose", "Post", "-m", "Somebody must.", "--approve"])
    try practice.expect(ben, ["approve", "post", "--yes", "--ratify"])
    try practice.git(ana, ["checkout", "--quiet", "main"])
    try practice.git(ana, ["pull", "--quiet"])
    try practice.write(
      "---\nkind: agreement\ntitle: Letters\n---\n# Letters\n\n## Driver\n\nThey come daily.\n",
      to: "Charters/agreements/letters.md", of: ana)
    try practice.expect(ana, ["propose", "Letters", "-m", "They come.", "--approve"])
    for (name, text) in [("base", "One."), ("mine", "Two."), ("theirs", "Three.")] {
      try practice.write(text + "\n", to: "\(name).md", of: ana)
    }
    let rows = try Self.rows()
    #expect(rows.count { $0.isSchema } > 20 && rows.contains { !$0.isSchema })
    var documents: [String: [String: Any]] = [:]
    for row in rows where documents[row.command] == nil {
      let words = row.command.split(separator: " ").map(String.init)
      let outcome = try practice.charter(ana, words + ["--json"])
      documents[row.command] = try #require(
        try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any],
        "charter \(row.command) --json\n\(outcome.text)")
    }
    for row in rows {
      let document = try #require(documents[row.command])
      if row.isSchema { #expect(document["schema"] as? String == row.place, "\(row.command)") }
      let inside = row.isSchema ? document : Self.value(row.place, in: document)
      let keys = try #require(inside, "\(row.command): nothing at \(row.place)").keys.sorted()
      #expect(keys == row.keys.sorted(), "charter \(row.command) --json, \(row.place)")
    }
  }

  /// What stands at `rules[].needs[]`: the last element of each list.
  private static func value(_ place: String, in document: [String: Any]) -> [String: Any]? {
    var value: Any? = document
    for part in place.split(separator: ".") {
      let name = part.hasSuffix("[]") ? String(part.dropLast(2)) : String(part)
      value = (value as? [String: Any])?[name]
      if part.hasSuffix("[]") { value = (value as? [Any])?.last }
    }
    return value as? [String: Any]
  }
}
