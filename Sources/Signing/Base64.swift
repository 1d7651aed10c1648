/// Base64 as RFC 4648, section 4, with no liberty: only one text decodes to given bytes.
enum Base64 {
  /// Decodes text without any white space; padding is required and the bits under it are zero.
  static func decode(
    _ text: ArraySlice<UInt8>, in part: SigningError.Part
  ) throws(SigningError) -> [UInt8] {
    guard text.count.isMultiple(of: 4) else { throw .base64(part, offset: text.count) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var characters = 0
    var padding = 0
    for (offset, byte) in text.enumerated() {
      if byte == UInt8(ascii: "=") {
        // At most two, and only as the last two characters of the text.
        guard offset >= text.count - 2 else { throw .base64(part, offset: offset) }
        padding += 1
        group <<= 6
      } else {
        guard padding == 0, let value = value(of: byte) else {
          throw .base64(part, offset: offset)
        }
        group = group << 6 | UInt32(value)
      }
      characters += 1
      if characters == 4 {
        decoded.append(UInt8(truncatingIfNeeded: group >> 16))
        if padding < 2 { decoded.append(UInt8(truncatingIfNeeded: group >> 8)) }
        if padding < 1 { decoded.append(UInt8(truncatingIfNeeded: group)) }
        let unused: UInt32 = padding == 2 ? 0xFFFF : padding == 1 ? 0xFF : 0
        guard group & unused == 0 else { throw .base64(part, offset: offset) }
        group = 0
        characters = 0
      }
    }
    return decoded
  }

  static func encode(_ bytes: some Collection<UInt8>, padded: Bool = true) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var group: UInt32 = 0
    var pending = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      pending += 1
      if pending == 3 {
        for shift in [18, 12, 6, 0] { text.append(alphabet[Int(group >> UInt32(shift) & 63)]) }
        group = 0
        pending = 0
      }
    }
    if pending > 0 {
      group <<= UInt32(8 * (3 - pending))
      for index in 0...pending { text.append(alphabet[Int(group >> UInt32(18 - 6 * index) & 63)]) }
      if padded { text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - pending)) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
