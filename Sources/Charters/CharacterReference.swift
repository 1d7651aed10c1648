/// Character references of Markdown and HTML: `&#8203;`, `&#x200b;`, `&ZeroWidthSpace;`.
///
/// CommonMark 0.31 §2.5 and the table of the HTML standard §13.5.  A numeric reference, and
/// `&shy`, are read without their semicolon and with any number of digits too, since browsers
/// do so inside raw HTML.
enum CharacterReference {
  /// The names of the HTML table that decode to a refused scalar or a joiner, every one of them.
  static let names: [String: Unicode.Scalar] = [
    "ApplyFunction": "\u{2061}", "InvisibleComma": "\u{2063}", "InvisibleTimes": "\u{2062}",
    "NegativeMediumSpace": "\u{200B}", "NegativeThickSpace": "\u{200B}",
    "NegativeThinSpace": "\u{200B}", "NegativeVeryThinSpace": "\u{200B}",
    "NoBreak": "\u{2060}", "ZeroWidthSpace": "\u{200B}", "af": "\u{2061}", "ic": "\u{2063}",
    "it": "\u{2062}", "lrm": "\u{200E}", "rlm": "\u{200F}", "shy": "\u{AD}", "zwj": "\u{200D}",
    "zwnj": "\u{200C}",
  ]

  /// The longest name above.
  private static let longestName = 21

  /// Reads what follows an ampersand: the scalar, and how many bytes it takes after the `&`.
  ///
  /// Nil where no reference stands there, or one that decodes to no scalar or to none of ours.
  static func read(
    _ bytes: some Collection<UInt8>
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard let first = bytes.first else { return nil }
    return first == UInt8(ascii: "#") ? number(bytes.dropFirst()) : name(bytes)
  }

  private static func number(
    _ bytes: some Collection<UInt8>
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    let isHex = bytes.first == UInt8(ascii: "x") || bytes.first == UInt8(ascii: "X")
    var value: UInt32 = 0
    var digits = 0
    var rest = isHex ? bytes.dropFirst() : bytes.dropFirst(0)
    while let byte = rest.first, let digit = hexDigit(byte), isHex || digit < 10 {
      value = min(0x11_0000, value * (isHex ? 16 : 10) + digit)
      digits += 1
      rest = rest.dropFirst()
    }
    guard digits > 0, let scalar = Unicode.Scalar(value) else { return nil }
    let semicolon = rest.first == UInt8(ascii: ";") ? 1 : 0
    return (scalar, 1 + (isHex ? 1 : 0) + digits + semicolon)
  }

  private static func name(
    _ bytes: some Collection<UInt8>
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard let first = bytes.first, isLetter(first) else { return nil }
    let head = bytes.prefix(longestName + 1)
    if head.starts(with: "shy".utf8) {
      return ("\u{AD}", head.dropFirst(3).first == UInt8(ascii: ";") ? 4 : 3)
    }
    // A text of ampersands would be looked at once for every name that could begin there.
    guard let end = head.firstIndex(where: { !isLetter($0) }), head[end] == UInt8(ascii: ";")
    else { return nil }
    let name = String(decoding: head[..<end], as: UTF8.self)
    guard let scalar = names[name] else { return nil }
    return (scalar, name.utf8.count + 1)
  }

  /// What the names above are made of.
  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
