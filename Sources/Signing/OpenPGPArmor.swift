/// The text around an OpenPGP block (RFC 4880, section 6.2).
///
/// Nothing stands before or behind it but one line break; a check sum, where there is one, fits.
enum OpenPGPArmor {
  enum Kind: String {
    case signature = "SIGNATURE"
    case publicKey = "PUBLIC KEY BLOCK"
  }

  /// The longest block read, in bytes: a key with a picture and many signatures.
  static let limit = 256 * 1024

  static func decode(_ armored: [UInt8], _ kind: Kind) throws(SigningError) -> [UInt8] {
    guard !armored.isEmpty else { throw .empty(.armor) }
    guard armored.count <= limit else { throw .tooLarge(.armor, limit: limit) }
    var text = armored[...]
    if text.last == newline { text.removeLast() }
    let lines = text.split(separator: newline, omittingEmptySubsequences: false)
    if let first = lines.first, first.starts(with: "-----BEGIN PGP PRIVATE".utf8) {
      throw .openPGP(.secretKey)
    }
    guard lines.first.map({ $0.elementsEqual("-----BEGIN PGP \(kind.rawValue)-----".utf8) }) == true
    else { throw .openPGP(.armor(line: 1)) }
    guard let empty = lines.dropFirst().firstIndex(where: \.isEmpty) else {
      throw .openPGP(.armor(line: 2))
    }
    for (index, line) in lines[1..<empty].enumerated() where !isHeader(line) {
      throw .openPGP(.armor(line: index + 2))
    }
    guard lines.last?.elementsEqual("-----END PGP \(kind.rawValue)-----".utf8) == true,
      empty + 1 < lines.count - 1
    else { throw .openPGP(.armor(line: lines.count)) }
    var body = lines[(empty + 1)..<(lines.count - 1)]
    var checksum: ArraySlice<UInt8>?
    if let last = body.last, last.first == UInt8(ascii: "="), last.count == 5 {
      checksum = last.dropFirst()
      body = body.dropLast()
    }
    if let odd = body.firstIndex(where: \.isEmpty) { throw .openPGP(.armor(line: odd + 1)) }
    let bytes = try Base64.decode(body.joined()[...], in: .armor)
    if let checksum {
      let stated = try Base64.decode(checksum, in: .armor)
      let found = crc24(bytes)
      guard stated == [UInt8(found >> 16), UInt8(found >> 8 & 0xFF), UInt8(found & 0xFF)] else {
        throw .openPGP(.checksum)
      }
    }
    return bytes
  }

  /// The block, its base64 in lines of 64, with its check sum.
  static func encode(_ bytes: [UInt8], _ kind: Kind) -> String {
    let text = Array(Base64.encode(bytes).utf8)
    let lines = stride(from: 0, to: text.count, by: 64).map {
      String(decoding: text[$0..<min($0 + 64, text.count)], as: UTF8.self)
    }
    let sum = crc24(bytes)
    let checksum = Base64.encode([UInt8(sum >> 16), UInt8(sum >> 8 & 0xFF), UInt8(sum & 0xFF)])
    return
      (["-----BEGIN PGP \(kind.rawValue)-----", ""] + lines
      + ["=\(checksum)", "-----END PGP \(kind.rawValue)-----"]).joined(separator: "\n")
  }

  /// `Version: …`: printable, a colon and a space in it.
  private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
      return false
    }
    return line[..<colon].allSatisfy { (0x21...0x7E).contains($0) }
      && line.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  /// RFC 4880, section 6.1.
  private static func crc24(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xB7_04CE
    for byte in bytes {
      sum ^= UInt32(byte) << 16
      for _ in 0..<8 {
        sum <<= 1
        if sum & 0x100_0000 != 0 { sum ^= 0x186_4CFB }
      }
    }
    return sum & 0xFF_FFFF
  }

  private static let newline = UInt8(ascii: "\n")
}

extension Sequence where Element == ArraySlice<UInt8> {
  fileprivate func joined() -> [UInt8] { reduce(into: []) { $0 += $1 } }
}
