/// One pass over a text that finds what `CharacterRule` refuses.
struct CharacterScanner {
  private let bytes: [UInt8]
  private let limit: Int
  private var index = 0
  private var line: Int
  private var column = 1
  /// The last scalar that is no combining mark, for joiners.
  private var base: Unicode.Scalar?
  private var found: [CharacterRule.Violation] = []

  init(text: String, line: Int, limit: Int) {
    bytes = Array(text.utf8)
    self.line = line
    self.limit = limit
  }

  mutating func scan() -> [CharacterRule.Violation] {
    while index < bytes.count, found.count < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&") {
        reference()
      } else if byte >= 0x20, byte < 0x7F {
        base = Unicode.Scalar(byte)
        index += 1
        column += 1
      } else {
        other()
      }
    }
    return found
  }

  private mutating func other() {
    let (scalar, length) = Self.scalar(in: bytes, at: index)
    if let reason = CharacterRule.refusal(of: scalar) {
      report(scalar, reason)
    } else if CharacterRule.isJoiner(scalar), !joins(after: index + length) {
      report(scalar, .joiner)
    }
    index += length
    if scalar == "\n" {
      line += 1
      column = 1
      base = nil
    } else {
      column += 1
      if scalar.isASCII || !CharacterRule.isMark(scalar) { base = scalar }
    }
  }

  private mutating func reference() {
    if let (scalar, length) = CharacterReference.read(bytes[(index + 1)...]) {
      let end = index + 1 + length
      let written = String(decoding: bytes[index..<end], as: UTF8.self)
      if let reason = CharacterRule.refusal(of: scalar) {
        report(scalar, reason, reference: written)
      } else if CharacterRule.isJoiner(scalar), !joins(after: end) {
        report(scalar, .joiner, reference: written)
      }
    }
    base = "&"
    index += 1
    column += 1
  }

  private func joins(after next: Int) -> Bool {
    guard let base, CharacterRule.bindsJoiner(base), next < bytes.count else { return false }
    return CharacterRule.bindsJoiner(Self.scalar(in: bytes, at: next).scalar)
  }

  private mutating func report(
    _ scalar: Unicode.Scalar, _ reason: CharacterRule.Class, reference: String? = nil
  ) {
    found.append(
      CharacterRule.Violation(
        line: line, column: column, scalar: scalar, reason: reason, reference: reference))
  }

  /// The scalar that begins at a byte of valid UTF-8, and its length.
  static func scalar(in bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = bytes[index]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard length > 1, index + length <= bytes.count else {
      return (Unicode.Scalar(lead), 1)
    }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}
