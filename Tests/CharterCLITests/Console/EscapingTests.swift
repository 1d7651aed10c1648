import Console
import TestSupport
import Testing

@Suite struct EscapingTests {
  @Test(arguments: [
    ("plain text", "plain text"),
    ("Zürich, 東京, Ελλάδα", "Zürich, 東京, Ελλάδα"),
    ("\u{1B}[2Jgone", "<U+001B>[2Jgone"),
    ("\u{9B}31m", "<U+009B>31m"),
    ("a\u{202E}b", "a<U+202E>b"),
    ("not\u{200B}able", "not<U+200B>able"),
    ("soft\u{AD}hyphen", "soft<U+00AD>hyphen"),
    ("one\ntwo\tthree\r", "one<U+000A>two<U+0009>three<U+000D>"),
    ("\u{7F}", "<U+007F>"),
    ("\u{FEFF}bom", "<U+FEFF>bom"),
    ("tag\u{E0041}", "tag<U+E0041>"),
    ("line\u{2028}break", "line<U+2028>break"),
    ("private \u{E000}", "private <U+E000>"),
    ("no \u{FFFE}", "no <U+FFFE>"),
    ("hangul \u{3164} filler", "hangul <U+3164> filler"),
    // Joiners where a script needs them, and not where they hide.
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("👩\u{200D}🚀", "👩\u{200D}🚀"),
    ("ad\u{200D}min", "ad<U+200D>min"),
    ("end\u{200C}", "end<U+200C>"),
    ("❤\u{FE0F}", "❤\u{FE0F}"),
    ("\u{FE0F}first", "<U+FE0F>first"),
    // An Arabic number sign is of class Cf and yet seen.
    ("\u{0600}٣", "\u{0600}٣"),
  ])
  func line(words: String, escaped: String) {
    #expect(words.escapedLine.unicodeScalars.elementsEqual(escaped.unicodeScalars))
  }

  @Test func blocksKeepLayout() {
    #expect("one\n\ttwo\r\n".escapedBlock == "one\n\ttwo<U+000D>\n")
  }

  @Test func interpolationEscapes() {
    let hostile = "x\u{1B}]0;title\u{07}"
    let text: Text = "name: \(hostile)"
    #expect(text.plain == "name: x<U+001B>]0;title<U+0007>")
    #expect(
      Terminal.colourful.render("\(hostile, .bad)")
        == "\u{1B}[31mx<U+001B>]0;title<U+0007>\u{1B}[0m")
  }

  @Test func nothingThatSteersATerminalIsLeft() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      var words = ""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        guard let scalar = Unicode.Scalar(UInt32.random(in: 0...0x3000, using: &random)) else {
          continue
        }
        words.unicodeScalars.append(scalar)
      }
      let escaped = words.escapedLine
      let isSafe = escaped.unicodeScalars.allSatisfy { scalar in
        scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
          && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
          && scalar.value != 0x200B
      }
      #expect(isSafe, "\(Array(words.unicodeScalars))")
      #expect(escaped.escapedLine == escaped)
    }
  }
}
