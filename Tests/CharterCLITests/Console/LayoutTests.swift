import Console
import TestSupport
import Testing

@Suite struct LayoutTests {
  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("東京", 4), ("👩\u{200D}🚀", 2), ("❤\u{FE0F}", 2),
    ("한", 2), ("ｆｕｌｌ", 8), ("", 0), ("✓", 1), ("נֵר", 2),
  ])
  func columns(words: String, columns: Int) {
    #expect(words.columns == columns)
  }

  @Test func wraps() {
    let text: Text = "Whoever carries the work may change how it is done."
    #expect(
      text.wrapped(to: 20, indent: 2, hanging: 4).plain
        == "  Whoever carries\n    the work may\n    change how it is\n    done.")
    let lines = "a\n\n  b"
    #expect(Text(lines).plain == "a<U+000A><U+000A>  b")
    #expect(Text(block: lines).wrapped(to: 20).plain == "a\n\n  b")
    #expect(Text("averyveryverylongword").wrapped(to: 5).plain == "averyveryverylongword")
    #expect(Text("東京 東京 東京").wrapped(to: 9).plain == "東京 東京\n東京")
  }

  @Test func wrappingKeepsStylesAndWords() {
    let text: Text = "one \("two three", .strong) four\("five", .bad) six"
    let wrapped = text.wrapped(to: 9)
    #expect(wrapped.plain == "one two\nthree\nfourfive\nsix")
    #expect(
      Terminal.colourful.render(wrapped)
        == "one \u{1B}[1mtwo\u{1B}[0m\n\u{1B}[1mthree\u{1B}[0m\nfour\u{1B}[31mfive\u{1B}[0m\nsix")
  }

  @Test func wrappedLinesFitAndLoseNothing() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let words = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        String(repeating: "x", count: Int.random(in: 1...8, using: &random))
      }
      let width = Int.random(in: 8...40, using: &random)
      let wrapped = Text(words.joined(separator: " ")).wrapped(to: width).plain
      #expect(wrapped.split(separator: "\n").allSatisfy { $0.count <= width })
      #expect(wrapped.split { $0 == " " || $0 == "\n" }.map(String.init) == words)
    }
  }

  @Test func truncates() {
    #expect(Text("short").truncated(to: 5).plain == "short")
    #expect(Text("a longer one").truncated(to: 6).plain == "a lon…")
    #expect(Text("東京東京").truncated(to: 4).plain == "東…")
  }

  @Test func table() {
    var table = Table([.init("Who"), .init("n", isTrailing: true), .init("What", isFlexible: true)])
    table.add(["Ana", "3", "wrote the first version of it"])
    table.add(["Zoë", "12", "東京"])
    #expect(
      table.text(width: 26, indent: 1).plain == """
         Who   n  What
         Ana   3  wrote the first…
         Zoë  12  東京

        """)
  }

  @Test func lines() {
    let text: Text = "a\n\("b\nc", .bad)\n"
    #expect(text.splitLines().map(\.plain) == ["a", "b<U+000A>c", ""])
    #expect(text.indented(by: 2).plain == "  a\n  b<U+000A>c\n")
    #expect((["a", "b"] as [Text]).joined(separator: ", ").plain == "a, b")
  }
}
