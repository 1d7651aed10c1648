import Charters
import Proposals
import Testing

@Suite struct CharterImportTests {
  func bring(_ text: String, normalise: Bool = false) throws -> CharterImport {
    CharterImport(
      Array(text.utf8), to: try CharterPath("Charters/agreements/on-call.md"),
      fallbackTitle: "on-call", normalise: normalise)
  }

  func words(_ result: CharterImport) -> String { String(decoding: result.bytes, as: UTF8.self) }

  @Test func `front matter is added and the text is untouched`() throws {
    let text = "# On call: \"us\" \\ them\n\n*  Odd   spacing stays\n"
    let result = try bring(text)
    #expect(
      words(result) == "---\nkind: agreement\ntitle: \"On call: \\\"us\\\" \\\\ them\"\n---\n"
        + text)
    #expect(result.findings.isEmpty)
    let charter = try CharterText(path: result.path, bytes: result.bytes)
    #expect(charter.frontMatter?.scalar("title")?.value == "On call: \"us\" \\ them")
  }

  @Test func `a text without a heading is called by its file`() throws {
    #expect(words(try bring("Words.\n")).contains("title: \"on-call\""))
  }

  @Test func `fields that are there are kept`() throws {
    let text = "---\nserves: mission\ntitle: Own\n---\n# Other\n"
    #expect(words(try bring(text)) == text.replacing("serves", with: "kind: agreement\nserves"))
    let whole = "---\nkind: agreement\ntitle: Own\n---\n# Other\n"
    #expect(words(try bring(whole)) == whole)
  }

  @Test func `another kind is refused by the rules of content`() throws {
    let result = try bring("---\nkind: role\ntitle: A\n---\n# A\n")
    #expect(!result.findings.filter { $0.level == .error }.isEmpty)
  }

  @Test func `what may not stand there is listed, and changed only when asked`() throws {
    let text = "Title\r\n=====\r\nWords\u{200B}.\r\n"
    let listed = try bring(text)
    #expect(listed.changes.isEmpty)
    #expect(!listed.findings.isEmpty)
    let changed = try bring(text, normalise: true)
    #expect(changed.findings.isEmpty)
    #expect(!changed.changes.isEmpty)
    #expect(words(changed).hasSuffix("---\n# Title\nWords.\n"))
  }
}
