import Charters
import Testing

/// Shapes that cost most, a sixteenth of the largest file of each.  The limits are those of an
/// unoptimised build on a busy machine; they catch what is not linear.
@Suite("Speed", .serialized) struct SpeedTests {
  private static let size = 1 << 16

  private static func repeated(_ piece: String) -> [UInt8] {
    let bytes = Array(piece.utf8)
    let count = size / bytes.count
    return Array([[UInt8]](repeating: bytes, count: count).joined())
  }

  private static let shapes: [(name: String, bytes: [UInt8])] = [
    ("prose", repeated("The quick brown fox jumps over the lazy dog, and so on and on.\n")),
    ("Persian", repeated("می\u{200C}خواهم که این متن بلند باشد.\n")),
    ("references", repeated("&amp;&lt;&#65;")),
    ("ampersands", repeated("&")), ("a long number", Array("&#x".utf8) + repeated("0").dropLast(3)),
    ("numbers", repeated("&#0000")), ("joiners", repeated("a\u{200D}")),
    ("marks", repeated("\u{301}")),
    ("emoji", repeated("👩\u{200D}💻")), ("blank lines", repeated("\n")), ("hashes", repeated("#")),
    ("headings", numbered { "## Heading \($0)\n" }),
    ("deep headings", numbered { "###### Ü\($0) x\n" }),
    ("same headings", repeated("# A\n")), ("setext", repeated("a\n-\n")),
    ("empty headings", repeated("#\n")),
    ("one heading", Array("# ".utf8) + repeated("aж > ").dropLast(2)),
    ("separators", repeated("# > \n")), ("carriage returns", repeated("\r")),
    ("invisible", repeated("\u{200B}")), ("invisible references", repeated("&shy;")),
    ("brackets", repeated("[")), ("quotes", repeated("> ")), ("stars", repeated("*a_ ")),
    ("lists", repeated("- ")), ("tables", repeated("|a|b|\n|-|-|\n\n")),
    (
      "front matter",
      Array("---\nkind: role\na: ".utf8) + repeated("x")[..<60_000] + Array("\n---\n".utf8)
    ),
  ]

  private static func numbered(_ line: (Int) -> String) -> [UInt8] {
    var bytes: [UInt8] = []
    var number = 0
    while bytes.count < size - 40 {
      bytes += Array(line(number).utf8)
      number += 1
    }
    return bytes
  }

  @Test(
    "long texts are judged and normalised in time that grows with them", arguments: shapes.indices)
  func long(index: Int) throws {
    let (name, bytes) = Self.shapes[index]
    let path = try CharterPath("Charters/roles/x.md")
    let clock = ContinuousClock()
    let checking = clock.measure { _ = ContentRules.checkContent(of: path, bytes: bytes) }
    let mending = clock.measure { _ = ContentRules.normalise(bytes) }
    #expect(checking < .seconds(20), "\(name)")
    #expect(mending < .seconds(30), "\(name)")
  }
}
