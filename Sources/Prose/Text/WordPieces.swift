/// One raw word cut into pieces after Unicode's word boundaries (UAX 29), with characters of
/// languages that write no blanks apart.
struct WordPieces {
  struct Piece {
    /// With the marks before it.
    let whole: Range<Int>
    /// Without.
    let text: Range<Int>
    /// The bytes that it is compared by: three hyphens for any longer row of them.
    let key: Range<Int>
    let style: Int32
    let isIdeograph: Bool
    /// Marks that belong to the piece before.
    let isCloser: Bool
  }

  private let bytes: [UInt8]
  private let end: Int
  private var at: Int
  private let markup: InlineMarkup?
  private let shift: Int

  init(_ bytes: [UInt8], _ range: Range<Int>, markup: InlineMarkup?, shift: Int) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
    self.markup = markup
    self.shift = shift
  }

  private func role(_ index: Int) -> InlineMarkup.Role {
    markup.map { $0.roles[index + shift] } ?? .text
  }

  mutating func next() -> Piece? {
    guard at < end else { return nil }
    let start = at
    if role(at) == .closer {
      while at < end, role(at) == .closer { at += 1 }
      return piece(start..<at, start..<at, isCloser: true)
    }
    while at < end, role(at) == .opener { at += 1 }
    guard at < end, role(at) == .text else {
      // Marks with no text in the same word, or an opener right before a closer.
      return piece(start..<at, start..<at)
    }
    let text = at
    let first = scalar(at)
    at += first.length
    switch first.kind {
    case .ideograph:
      takeExtenders()
      return piece(start..<at, text..<at, isIdeograph: true)
    case .sign:
      takeExtenders()
      takeRule(from: text)
      return piece(start..<at, text..<at)
    case .digit, .letter, .extender:
      takeLetters(isNumber: first.kind == .digit)
      return piece(start..<at, text..<at)
    }
  }

  private func piece(
    _ whole: Range<Int>, _ text: Range<Int>, isIdeograph: Bool = false, isCloser: Bool = false
  ) -> Piece {
    let style = markup.map { $0.styles[text.lowerBound + shift] } ?? 0
    return Piece(
      whole: whole, text: text, key: isRule(text) ? text.prefix(3) : text, style: style,
      isIdeograph: isIdeograph, isCloser: isCloser)
  }

  /// Three hyphens or more are one piece, the rule below a table's head, and so are three lines or
  /// more to write on.
  private mutating func takeRule(from start: Int) {
    let sign = bytes[start]
    guard sign == Byte.hyphen || sign == UInt8(ascii: "_") else { return }
    var index = at
    while index < end, bytes[index] == sign, role(index) == .text { index += 1 }
    if index - start >= 3 { at = index }
  }

  private func isRule(_ text: Range<Int>) -> Bool {
    text.count > 3 && bytes[text].allSatisfy { $0 == Byte.hyphen }
  }

  private mutating func takeExtenders() {
    while at < end, role(at) == .text {
      let next = scalar(at)
      guard next.kind == .extender else { return }
      at += next.length
      // A joiner ties the next sign to this one.
      if next.isJoiner, at < end, role(at) == .text, bytes[at] >= 0x80 { at += scalar(at).length }
    }
  }

  private mutating func takeLetters(isNumber: Bool) {
    var isNumber = isNumber
    while at < end, role(at) == .text {
      let next = scalar(at)
      switch next.kind {
      case .letter, .digit, .extender:
        isNumber = next.kind == .digit
        at += next.length
        continue
      case .ideograph: return
      case .sign: break
      }
      let after = at + next.length
      guard after < end, role(after) == .text else { return }
      let byte = bytes[at]
      let following = scalar(after)
      let joins: Bool
      switch byte {
      case UInt8(ascii: "."): joins = following.kind == .letter || following.kind == .digit
      case UInt8(ascii: ","), UInt8(ascii: ":"): joins = isNumber && following.kind == .digit
      case UInt8(ascii: "_"): joins = following.kind != .sign
      case UInt8(ascii: "'"): joins = following.kind == .letter
      case UInt8(ascii: "("):
        guard isNumber, let close = reference(after) else { return }
        at = close
        continue
      default: joins = byte == 0xE2 && next.isApostrophe && following.kind == .letter
      }
      guard joins else { return }
      at = after
    }
  }

  /// The end of `(a)` in `3.2(a)`.
  private func reference(_ start: Int) -> Int? {
    var index = start
    while index < end, index - start < 4, bytes[index].isLetter || bytes[index].isDigit {
      index += 1
    }
    guard index > start, index < end, bytes[index] == UInt8(ascii: ")"), role(index) == .text
    else { return nil }
    return index + 1
  }

  private enum Kind {
    case letter, digit, sign, ideograph
    /// Combines with what is before it.
    case extender
  }

  private struct Scalar {
    let kind: Kind
    let length: Int
    var isJoiner = false
    var isApostrophe = false
  }

  private func scalar(_ index: Int) -> Scalar {
    let byte = bytes[index]
    if byte < 0x80 {
      return Scalar(kind: byte.isLetter ? .letter : byte.isDigit ? .digit : .sign, length: 1)
    }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    guard byte >= 0xC2, index + length <= end else { return Scalar(kind: .letter, length: 1) }
    var value = UInt32(byte) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length {
      guard bytes[index + offset] & 0xC0 == 0x80 else { return Scalar(kind: .letter, length: 1) }
      value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value) else { return Scalar(kind: .letter, length: length) }
    return Scalar(
      kind: Self.kind(scalar), length: length, isJoiner: value == 0x200D,
      isApostrophe: value == 0x2019)
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF:
      return isMark(scalar) ? .extender : .ideograph
    case 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xFF66...0xFF9D, 0x20000...0x3FFFF:
      return isMark(scalar) ? .extender : .ideograph
    case 0x200C, 0x200D, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0100...0xE01EF: return .extender
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber:
      return .letter
    case .decimalNumber, .otherNumber: return .digit
    case .nonspacingMark, .spacingMark, .enclosingMark: return .extender
    default: return .sign
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
