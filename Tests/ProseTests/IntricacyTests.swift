import Prose
import Testing

/// Texts that make cmark work as hard as it can.
@Suite(.serialized) struct IntricacyTests {
  /// Enough to tell bounded from unbounded, and few enough for a build that is not optimised.
  private static let size = Outline.largestFile / 4

  private static func fill(_ part: String, after head: String = "") -> String {
    head + String(repeating: part, count: (size - head.utf8.count) / part.utf8.count)
  }

  /// Generous for a slow machine; without the bounds some of these take minutes or all memory.
  private func isQuick(_ text: String) -> Bool {
    let time = ContinuousClock().measure { _ = try? Outline(Array(text.utf8)) }
    return time < .seconds(20)
  }

  @Test(arguments: [
    "a", "[", "![[]()", "[a](<", "<? ", "<!A ", "<![CDATA[ ", "*a**b", "`a ``b ", "\0", "\r", "\n",
    "# a\n", "a\n=\n", "# [a]\n", "- a\n", "> ", "- ", "1. ", "[a]: b\n", "|a|\n|-|\n", "|", "&#",
    "|-|-|\n|-|-|-|\n", "a\n", "<div>\n\n", "```\n", "  \n", "\u{FFFD}",
  ])
  func oneThingOverAndOver(_ part: String) {
    #expect(isQuick(Self.fill(part)))
  }

  @Test func oneThingThatMakesAnotherCostly() {
    let half = Self.size / 2
    func row(_ cell: String, _ count: Int) -> String { String(repeating: cell, count: count) }
    #expect(isQuick(Self.fill("\n", after: row("- ", 99) + "a")))
    #expect(isQuick(Self.fill("\n", after: row("- ", half / 2))))
    #expect(isQuick(Self.fill("|\n", after: row("|a", 60_000) + "|\n" + row("|-", 60_000) + "|\n")))
    #expect(isQuick(Self.fill("# [a]\n", after: "[a]: " + row("u", half) + "\n\n")))
    #expect(isQuick(row("a\n", half - 8) + "|a|\n|-|\n"))
    #expect(isQuick((0..<1000).map { row("  ", $0) + "- a\n" }.joined()))
  }

  @Test func aLineAndAReasonAreGiven() {
    func error(_ text: String) -> ProseError? {
      do throws(ProseError) {
        _ = try Outline(Array(text.utf8))
        return nil
      } catch {
        return error
      }
    }
    let front = "---\nkind: role\n---\n"
    let deep = String(repeating: "> ", count: 101)
    #expect(error(front + deep + "a") == ProseError(line: 4, reason: .nestedTooDeeply(limit: 100)))
    #expect(error(front + deep.dropLast(2) + "a") == nil)
    #expect(error(front + String(repeating: "- ", count: 100) + "a") == nil)
    #expect(
      error(front + "\n# " + String(repeating: "a", count: 2001))
        == ProseError(line: 5, reason: .headingTooLong(limit: 2000)))
    #expect(error("# " + String(repeating: "a", count: 2000)) == nil)
    let limit = Outline.largestFile
    let large = String(repeating: "a", count: limit + 1)
    #expect(
      error(large) == ProseError(line: 1, reason: .tooLarge(bytes: limit + 1, limit: limit)))
    #expect(error(String(large.dropLast())) == nil)
  }

  @Test func parsersSideBySideDoNotDisturbEachOther() async {
    let text = Array("## ~~a~~ b\n\n| ~~c~~ |\n|---|\n".utf8)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 {
        group.addTask {
          (0..<20).allSatisfy { _ in (try? Outline(text))?.headings.first?.title == "a b" }
        }
      }
      for await good in group { #expect(good) }
    }
  }
}
