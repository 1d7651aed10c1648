import Prose
import Testing

@Suite struct OutlineTests {
  private func cut(_ text: String) throws -> Outline {
    let bytes = Array(text.utf8)
    let outline = try Outline(bytes)
    #expect(outline.pieces.flatMap { bytes[$0] } == bytes)
    return outline
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
    #expect(outline.fields.map(\.keyLine) == [3, 4, 10])
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
}
