import Prose
import Testing

@Suite struct OutlineTests {
  private func cut(_ text: String) throws -> Outline {
    let bytes = Array(text.utf8)
    let outline = try Outline(bytes)
    #expect(outline.pieces.flatMap { bytes[$0] } == bytes)
    return outline
  }

  private func titles(_ text: String) throws -> [String] {
    try cut(text).headings.map(\.title)
  }

  @Test func aCharterIsCutIntoFieldsIntroAndSections() throws {
    let text = """
      ---
      # What this file is.
      kind: role
      holders:
      - ana
        # the night shift
      - bo

      # Read every spring.
      review: every 6 months
      # end
      ---

      # Support

      Who answers.

      ## Purpose

      People get an answer.

      ### Measure
      Hours.


      ## Domains
      The inbox.

      """
    let bytes = Array(text.utf8)
    let outline = try cut(text)
    func show(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    #expect(outline.fields.map(\.name) == ["kind", "holders", "review"])
    #expect(show(outline.fields[0].range) == "# What this file is.\nkind: role\n")
    #expect(show(outline.fields[1].range) == "holders:\n- ana\n  # the night shift\n- bo\n")
    #expect(
      show(outline.fields[2].range)
        == "\n# Read every spring.\nreview: every 6 months\n# end\n")
    #expect(outline.fields.map(\.firstLine) == [2, 4, 8])
    #expect(outline.fields.map(\.keyLine) == [3, 4, 10])
    #expect(outline.delimiters.map(show) == ["---\n", "---\n"])
    #expect(show(outline.intro) == "\n# Support\n\nWho answers.\n")
    #expect(
      outline.sections.map(\.path) == [["Purpose"], ["Purpose", "Measure"], ["Domains"]])
    #expect(show(outline.sections[1].text) == "### Measure\nHours.\n")
    #expect(show(outline.sections[2].leadingGap) == "\n\n")
    #expect(show(outline.sections[2].body) == "The inbox.\n")
    #expect(outline.trailingGap.isEmpty)
    #expect(outline.headings.map(\.isTitle) == [true, false, false, false])
    #expect(outline.headings.map(\.line) == [14, 18, 22, 26])
  }

  @Test(arguments: [
    ("# T\n\n# One\n\n## Two\n", [["One"], ["One", "Two"]]),
    ("## One\n\n# Later\n\n## Two\n", [["One"], ["Later"], ["Later", "Two"]]),
    ("# T\n\n#### Deep\n\n## Up\n\n### In\n", [["Deep"], ["Up"], ["Up", "In"]]),
    ("### A\n\n## B\n\n###### C\n\n### D\n", [["A"], ["B"], ["B", "C"], ["B", "D"]]),
    ("text\n\n# T\n\n## A\n", [["A"]]),
  ])
  func parentsAreTheHeadingsAboveByLevel(_ text: String, _ paths: [[String]]) throws {
    #expect(try cut(text).sections.map(\.path) == paths)
  }

  @Test(arguments: [
    "```\n# a\n```\n", "~~~ md\n# a\n", "    # a\n", "> # a\n", "- # a\n", "1. x\n\n   # a\n",
    "<!--\n# a\n-->\n", "<details>\n# a\n</details>\n", "<pre>\n\n# a\n\n</pre>\n", "#a\n",
    "####### a\n", "\\# a\n", "\t# a\n", "x\n    # a\n", "<div\n# a\n>\n",
    "| a | b |\n|---|---|\n<x-y>\n# a\n", "- [ ] \n<x-y>\n# a\n",
  ])
  func whatOnlyLooksLikeAHeadingIsText(_ text: String) throws {
    #expect(try titles(text) == [])
  }

  @Test(arguments: [
    "# a\n", "   # a\n", "# a", "# a #\n", "#\ta\n", "text\n# a\n", "> quote\n# a\n",
    "- item\n# a\n", "<details>\n\n# a\n\n</details>\n", "```\nx\n```\n# a\n", "# *a*\n",
    "# `a`\n", "# [a](b)\n", "# [a][b]\n\n[b]: c\n", "# ~~a~~\n", "# <b>a</b>\n", "# &#97;\n",
    "# ![a](b)\n", "| x | y |\n|---|---|\n| 1 | 2 |\n# a\n", "\r# a\r", "\r\n# a\r\n",
    "[x]: y\n# a\n", "x\n<x-y>\n# a\n", "#  a \t\n", "1. x\n# a\n",
  ])
  func aHeadingIsWhatCmarkSaysItIs(_ text: String) throws {
    #expect(try titles(text) == ["a"])
  }

  @Test func underlinedHeadingsAreCutAndFlagged() throws {
    let outline = try cut("Title\n=====\ntext\n\nTwo\nlines\n---\n\nbody\n\n## Three\nLast\n---\n")
    #expect(outline.headings.map(\.title) == ["Title", "Two lines", "Three", "Last"])
    #expect(outline.headings.map(\.isSetext) == [true, true, false, true])
    #expect(outline.headings.map(\.range.count) == [12, 14, 9, 9])
    #expect(outline.headings.map(\.isTitle) == [true, false, false, false])
  }

  @Test(arguments: [
    "", "\n", "a", "\r", "---", "---\n", "---\n---", "---\n---\n", "---\n\n---\n\n",
  ])
  func theSmallestFilesAreCut(_ text: String) throws {
    #expect(try cut(text).sections.isEmpty)
  }

  @Test func frontMatterEndsAtTheFirstLineThatIsExactlyThreeHyphens() throws {
    #expect(try cut("---\na: 1\n--- \n----\n---\n# x\n").fields.map(\.range) == [4..<19])
    #expect(try cut("---\na: 1\n---").frontMatter == 0..<12)
    #expect(try cut("---\na: 1\n# x\n").isFrontMatterOpen)
    #expect(try cut("--- \na: 1\n---\n").frontMatter == nil)
    #expect(try cut("---\r\na: 1\r\n---\r\n").frontMatter == nil)
    #expect(try cut("\n---\na: 1\n---\n").frontMatter == nil)
    #expect(try cut("\u{FEFF}---\na: 1\n---\n").frontMatter == nil)
    #expect(try cut("---\n# only a comment\n---\n").delimiters == [0..<25])
  }

  @Test func aBlockScalarKeepsWhatLooksLikeAComment() throws {
    let text =
      "---\na: |\n  x\n  # not a comment\n\n# a comment\nb: >+ # header\n  y\n\nc: 1\n---\n"
    let fields = try cut(text).fields
    #expect(fields.map(\.name) == ["a", "b", "c"])
    #expect(fields.map(\.firstLine) == [2, 5, 10])
  }

  @Test func aKeyIsPlainTextInTheFirstColumn() throws {
    let text = "---\nmy key : 1\n k: 2\n- x: 3\n\"q\": 4\nhttp://x\n# c: 5\nä:\nz:\t6\n---\n"
    #expect(try cut(text).fields.map(\.name) == ["my key", "ä", "z"])
  }
}
