internal import Foundation

/// What headings may be called, and when two of them are the same (R16 of the evidence format).
package enum TitleRules {
  /// Names that stand for other pieces of a charter in policies and messages.
  static let reserved: Set<String> = ["(intro)", "(order)", "(settings)", "(policy)"]

  /// Whether a title holds `>` between blanks of any kind, as the separator of paths looks.
  static func holdsSeparator(_ title: String) -> Bool {
    var isAfterBlank = false
    var isOpen = false
    for scalar in title.unicodeScalars {
      let isBlank = scalar.properties.isWhitespace
      if isOpen, isBlank { return true }
      isOpen = scalar == ">" && isAfterBlank
      isAfterBlank = isBlank
    }
    return false
  }

  /// The title with case and marks taken away: `Café`, `CAFE` and `café` are one.
  ///
  /// Case folding is done as the lower case of the upper case, which agrees with Unicode's full
  /// folding on which titles are equal (`ß` and `SS`, `ſ` and `s`, `ς` and `σ`).
  package static func fold(_ title: String) -> String {
    if title.utf8.allSatisfy({ $0 < 0x80 }) { return title.lowercased() }
    var folded = String.UnicodeScalarView()
    for scalar in title.decomposedStringWithCanonicalMapping.unicodeScalars
    where !CharacterRule.isMark(scalar) {
      for upper in scalar.properties.uppercaseMapping.unicodeScalars {
        folded.append(contentsOf: upper.properties.lowercaseMapping.unicodeScalars)
      }
    }
    var bare = String.UnicodeScalarView()
    for scalar in String(folded).decomposedStringWithCanonicalMapping.unicodeScalars
    where !CharacterRule.isMark(scalar) {
      bare.append(scalar)
    }
    return String(bare)
  }

  /// The words that mix Latin letters with Cyrillic or Greek ones; a hyphen parts words.
  static func mixedWords(in title: String) -> [String] {
    guard !title.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
    let words = title.unicodeScalars.split { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
        .connectorPunctuation, .format:
        false
      default: true
      }
    }
    return words.filter { word in
      var isLatin = false
      var isOther = false
      for scalar in word {
        switch Alphabet(of: scalar) {
        case .latin: isLatin = true
        case .cyrillic, .greek: isOther = true
        case nil: break
        }
      }
      return isLatin && isOther
    }.map { String($0) }
  }
}

/// The three alphabets whose letters look alike.
enum Alphabet {
  case latin
  case greek
  case cyrillic

  /// By the Script property of Unicode 15 (Scripts.txt); nil for everything else, digits and
  /// marks among it.
  init?(of scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8,
      0x2E0...0x2E4, 0x1D00...0x1D25, 0x1D2C...0x1D5C, 0x1D62...0x1D65, 0x1D6B...0x1D77,
      0x1D79...0x1DBE, 0x1E00...0x1EFF, 0x2071, 0x207F, 0x2090...0x209C, 0x212A...0x212B, 0x2132,
      0x214E, 0x2160...0x2188, 0x2C60...0x2C7F, 0xA722...0xA787, 0xA78B...0xA7FF, 0xAB30...0xAB5A,
      0xAB5C...0xAB64, 0xAB66...0xAB69, 0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
      0x10780...0x107BA, 0x1DF00...0x1DF2A:
      self = .latin
    case 0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F, 0x384, 0x386, 0x388...0x3E1,
      0x3F0...0x3FF, 0x1D26...0x1D2A, 0x1D5D...0x1D61, 0x1D66...0x1D6A, 0x1DBF, 0x1F00...0x1FFE,
      0x2126, 0xAB65, 0x10140...0x1018E, 0x101A0, 0x1D200...0x1D245:
      self = .greek
    case 0x400...0x484, 0x487...0x52F, 0x1C80...0x1C88, 0x1D2B, 0x1D78, 0x2DE0...0x2DFF,
      0xA640...0xA69F, 0xFE2E...0xFE2F, 0x1E030...0x1E06D, 0x1E08F:
      self = .cyrillic
    default: return nil
    }
  }
}
