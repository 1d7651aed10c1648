/// One packet of an OpenPGP message (RFC 4880, section 4.2), its length known.
struct OpenPGPPacket {
  enum Tag {
    static let signature: UInt8 = 2
    static let secretKey: UInt8 = 5
    static let publicKey: UInt8 = 6
    static let secretSubkey: UInt8 = 7
    static let userID: UInt8 = 13
    static let publicSubkey: UInt8 = 14
    static let userAttribute: UInt8 = 17
  }

  let tag: UInt8
  let body: ArraySlice<UInt8>

  /// Cuts bytes into packets to the last byte; partial and indeterminate lengths are refused.
  static func split(_ bytes: [UInt8]) throws(SigningError) -> [OpenPGPPacket] {
    var packets: [OpenPGPPacket] = []
    var offset = 0
    while offset < bytes.count {
      let start = offset
      let head = bytes[offset]
      guard head & 0x80 != 0 else { throw .openPGP(.packet(offset: start)) }
      offset += 1
      let tag: UInt8
      let size: Int?
      if head & 0x40 != 0 {
        tag = head & 0x3F
        size = newLength(bytes, &offset)
      } else {
        tag = head >> 2 & 0x0F
        size = number(bytes, &offset, digits: [1, 2, 4, 0][Int(head & 3)])
      }
      guard let size, size <= bytes.count - offset else {
        throw .openPGP(.packet(offset: start))
      }
      packets.append(OpenPGPPacket(tag: tag, body: bytes[offset..<(offset + size)]))
      offset += size
    }
    return packets
  }

  /// A packet in the new format, as it is written into a message for gpg.
  static func encode(_ tag: UInt8, _ body: some Collection<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = [0xC0 | tag, 0xFF]
    bytes.appendUInt32(UInt32(body.count))
    return bytes + body
  }

  private static func newLength(_ bytes: [UInt8], _ offset: inout Int) -> Int? {
    guard let first = number(bytes, &offset, digits: 1) else { return nil }
    switch first {
    case 0..<192: return first
    case 192..<224:
      return number(bytes, &offset, digits: 1).map { (first - 192) << 8 + $0 + 192 }
    case 255: return number(bytes, &offset, digits: 4)
    default: return nil
    }
  }

  private static func number(_ bytes: [UInt8], _ offset: inout Int, digits: Int) -> Int? {
    guard digits > 0, bytes.count - offset >= digits else { return nil }
    defer { offset += digits }
    return bytes[offset..<(offset + digits)].reduce(0) { $0 << 8 | Int($1) }
  }
}

/// Reads the fields of one packet's body, most significant byte first.
struct OpenPGPReader {
  private(set) var rest: ArraySlice<UInt8>
  private let start: Int

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
    start = bytes.startIndex
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func bytes(_ count: Int) throws(SigningError) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw .openPGP(.packet(offset: rest.startIndex - start)) }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func number(_ digits: Int) throws(SigningError) -> Int {
    try bytes(digits).reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func byte() throws(SigningError) -> UInt8 { UInt8(try number(1)) }

  /// The magnitude of a multiprecision integer; its bit count is the true one.
  mutating func integer() throws(SigningError) -> ArraySlice<UInt8> {
    let bits = try number(2)
    let magnitude = try bytes((bits + 7) / 8)
    let isTrue =
      magnitude.first.map { magnitude.count * 8 - $0.leadingZeroBitCount == bits } ?? (bits == 0)
    guard isTrue else { throw .openPGP(.packet(offset: rest.startIndex - start)) }
    return magnitude
  }
}
