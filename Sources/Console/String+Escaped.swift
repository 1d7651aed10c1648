extension String {
  /// The text on one line with nothing in it that could steer a terminal or hide a word:
  /// control characters, line ends, tabs, bidirectional controls and characters without width
  /// are written as `<U+202E>`.
  package var escapedLine: String { escaped(keepsLayout: false) }

  /// As ``escapedLine``, but line feeds and tabs stay.
  package var escapedBlock: String { escaped(keepsLayout: true) }

  private func escaped(keepsLayout: Bool) -> String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    var safe = ""
    safe.reserveCapacity(utf8.count)
    let scalars = unicodeScalars
    var before: Unicode.Scalar?
    for index in scalars.indices {
      let scalar = scalars[index]
      let following = scalars.index(after: index)
      let after = following < scalars.endIndex ? scalars[following] : nil
      let isLayout = keepsLayout && (scalar == "\n" || scalar == "\t")
      if isLayout || !scalar.isHazardous(after: before, before: after) {
        safe.unicodeScalars.append(scalar)
      } else {
        safe += scalar.escapedForm
      }
      before = scalar
    }
    return safe
  }
}

extension Unicode.Scalar {
  /// Whether this character could steer a terminal, reorder a line or stand there unseen.
  ///
  /// Joiners pass between two characters that are not ASCII (Persian, Hindi, families of emoji),
  /// variation selectors after a character that is seen.
  package func isHazardous(after previous: Unicode.Scalar?, before next: Unicode.Scalar?) -> Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    switch value {
    case 0x200C, 0x200D:
      guard let previous, let next else { return true }
      return !previous.isVisibleAndForeign || !next.isVisibleAndForeign
    case 0xFE0E, 0xFE0F, 0xE0100...0xE01EF:
      guard let previous else { return true }
      return previous.properties.isDefaultIgnorableCodePoint || previous.properties.isWhitespace
    case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD:
      return false  // signs that stand before a number: of class Cf, but seen
    default:
      break
    }
    if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint { return true }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate:
      return true
    default:
      return false
    }
  }

  private var isVisibleAndForeign: Bool {
    !isASCII && !properties.isWhitespace
      && (!properties.isDefaultIgnorableCodePoint || value == 0xFE0F)
  }

  /// `<U+202E>`.
  package var escapedForm: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}
