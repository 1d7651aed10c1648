/// Which characters a charter, a name or a message may hold (R16 of the evidence format).
///
/// Refused is what a reader cannot see or what changes the order of what they see: controls,
/// bidirectional marks, invisible characters, private use and noncharacters, and references such
/// as `&#x202e;` that stand for one.  See Boucher and Anderson, "Trojan Source" (2021), and
/// Unicode Technical Report 36.
package enum CharacterRule {
  /// Why one scalar is refused.
  package enum Class: String, Sendable, CaseIterable {
    case carriageReturn = "carriage-return"
    case byteOrderMark = "byte-order-mark"
    case control = "control-character"
    case invisible = "invisible-character"
    case direction = "direction-character"
    case privateUse = "private-use-character"
    case noncharacter = "noncharacter"
    /// U+200C or U+200D that does not stand between letters or emoji.
    case joiner = "lone-joiner"
  }

  /// The class of a scalar that may stand nowhere; nil for all others, joiners included.
  package static func refusal(of scalar: Unicode.Scalar) -> Class? {
    let value = scalar.value
    if value < 0x7F {
      return value >= 0x20 || value == 0x09 || value == 0x0A
        ? nil : value == 0x0D ? .carriageReturn : .control
    }
    switch value {
    case 0x7F...0x9F, 0xFFF9...0xFFFB: return .control
    case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: return .direction
    case 0xAD, 0x034F, 0x115F...0x1160, 0x17B4...0x17B5, 0x180E, 0x200B, 0x2028...0x2029,
      0x2060...0x2065, 0x206A...0x206F, 0x3164, 0xFFA0, 0xE0000...0xE007F:
      return .invisible
    case 0xFEFF: return .byteOrderMark
    case 0xFDD0...0xFDEF: return .noncharacter
    case _ where value & 0xFFFE == 0xFFFE: return .noncharacter
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF: return .privateUse
    default: return nil
    }
  }

  /// U+200C (non-joiner) and U+200D (joiner): spelling in Persian and several Indic scripts,
  /// and glue in emoji.
  static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200C || scalar.value == 0x200D
  }

  /// Whether a joiner may touch this scalar: a letter or an emoji of Unicode 15 or earlier.
  static func bindsJoiner(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    guard let age = properties.age, age.major <= 15 else { return false }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return true
    default:
      return !scalar.isASCII && (properties.isEmoji || properties.isEmojiModifier)
    }
  }

  /// A combining mark, which belongs to the letter or emoji before it (a virama, U+FE0F).
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// One place where the rule is broken.
  package struct Violation: Hashable, Sendable {
    package let line: Int
    /// From 1, in Unicode scalars.
    package let column: Int
    package let scalar: Unicode.Scalar
    package let reason: Class
    /// The reference as written, where it is one: `&#x202e;`.
    package let reference: String?

    package var code: String { reference == nil ? reason.rawValue : "character-reference" }
  }

  /// Every violation in the text, in order, but no more than `limit`.  Linear.
  package static func violations(
    in text: String, firstLine: Int = 1, limit: Int = .max
  ) -> [Violation] {
    var scanner = CharacterScanner(text: text, line: firstLine, limit: limit)
    return scanner.scan()
  }

  /// Whether the text keeps the rule.
  package static func allows(_ text: String) -> Bool {
    violations(in: text, limit: 1).isEmpty
  }
}
