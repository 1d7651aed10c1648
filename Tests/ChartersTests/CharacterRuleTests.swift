import Charters
import Testing

@Suite("Characters") struct CharacterRuleTests {
  /// The table of R16, written down a second time.
  private static let refused: [ClosedRange<UInt32>] = [
    0x0...0x8, 0xB...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x34F...0x34F, 0x61C...0x61C, 0x115F...0x1160,
    0x17B4...0x17B5, 0x180E...0x180E, 0x200B...0x200B, 0x200E...0x200F, 0x2028...0x202E,
    0x2060...0x206F, 0x3164...0x3164, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0, 0xFFF9...0xFFFB,
    0xE0000...0xE007F, 0xE000...0xF8FF, 0xF0000...0x10FFFF, 0xFDD0...0xFDEF,
  ]

  @Test("every scalar of Unicode is judged as the table says")
  func table() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isRefused =
        Self.refused.contains { $0.contains(value) } || value & 0xFFFE == 0xFFFE
      if (CharacterRule.refusal(of: scalar) != nil) != isRefused {
        Issue.record("U+\(String(value, radix: 16))")
      }
    }
  }

  @Test("says where, in lines and scalars")
  func places() {
    let found = CharacterRule.violations(in: "aé\u{202E}b\n\u{1F600}\u{AD}x", firstLine: 5)
    #expect(found.map(\.line) == [5, 6])
    #expect(found.map(\.column) == [3, 2])
    #expect(found.map(\.code) == ["direction-character", "invisible-character"])
  }

  @Test(
    "joiners stand only between letters or emoji",
    arguments: [
      ("می\u{200C}خواهم", true), ("क\u{94D}\u{200D}ष", true), ("👩\u{200D}💻", true),
      ("❤\u{FE0F}\u{200D}🔥", true), ("👩🏽\u{200D}🚀", true), ("a\u{200D}b", true),
      ("a\u{200D}", false), ("\u{200D}a", false), ("a\u{200D} b", false), ("a \u{200D}b", false),
      ("1\u{200D}2", false), ("a\u{200D}\u{200D}b", false), ("a\u{200C}.", false),
      ("a\n\u{200D}b", false), ("#\u{200D}a", false), ("a&zwj;b", true), ("a&zwnj; b", false),
      ("&#x200d;a", false), ("a&#8205;b", true),
    ])
  func joiners(text: String, isAllowed: Bool) {
    #expect(CharacterRule.allows(text) == isAllowed)
  }

  @Test(
    "references that stand for a refused character",
    arguments: [
      "&#x202e;", "&#X202E;", "&#8238;", "&#x0000000202e;", "&#x202e", "&#0008238 x", "&shy;",
      "&shy",
      "&shyness", "&ZeroWidthSpace;", "&NoBreak;", "&lrm;", "&rlm;", "&ApplyFunction;", "&af;",
      "&InvisibleTimes;", "&it;", "&InvisibleComma;", "&ic;", "&NegativeThinSpace;",
      "&NegativeMediumSpace;", "&NegativeThickSpace;", "&NegativeVeryThinSpace;", "&#0;", "&#13;",
      "&#127;", "&#x80;", "&#xFEFF;", "&#xE000;", "&#xFFFF;", "&#xFDD0;", "&#917505;", "&&#x202e;",
      "&amp&#x202e;",
    ])
  func references(text: String) {
    #expect(CharacterRule.violations(in: "a \(text) b").map(\.code) == ["character-reference"])
  }

  @Test(
    "other references and ampersands are only text",
    arguments: [
      "&amp;", "&lt;", "&nbsp;", "&#9;", "&#10;", "&#65;", "R&D", "&", "&#;", "&#x;", "&#xD800;",
      "&#x110000;", "&#99999999999999999999;", "&LRM;", "&shY;", "&zerowidthspace;", "&amp;#x202e;",
      "& #x202e;", "&#x 202e;", "&lrm", "&\u{20AC};",
    ])
  func harmless(text: String) {
    #expect(CharacterRule.allows("a \(text) b"))
  }
}
