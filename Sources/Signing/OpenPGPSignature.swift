/// A detached OpenPGP signature as `gpg --detach-sign --armor` makes it and git stores it.
///
/// Reading one checks its form; nothing is believed before gpg has verified it.
package struct OpenPGPSignature: Hashable, Sendable {
  /// The last eight bytes of the fingerprint of the key that says it signed, in hex: a hint where
  /// to look, and no more.
  package let issuer: String
  let algorithm: UInt8
  let hash: UInt8
  /// The packet's body.
  let body: [UInt8]

  /// The hashes that count: SHA-256, SHA-384 and SHA-512 (RFC 4880, section 9.4).
  static let hashes: Set<UInt8> = [8, 9, 10]

  /// Reads the whole armor: exactly one signature packet, of version 4, over a binary document,
  /// that does not run out.
  package init(armored: [UInt8]) throws(SigningError) {
    let packets = try OpenPGPPacket.split(try OpenPGPArmor.decode(armored, .signature))
    guard let packet = packets.first, packet.tag == OpenPGPPacket.Tag.signature else {
      throw .openPGP(.unexpectedPacket(tag: packets.first?.tag ?? 0))
    }
    guard packets.count == 1 else { throw .openPGP(.unexpectedPacket(tag: packets[1].tag)) }
    let fields = try OpenPGPSignatureFields(packet.body)
    guard fields.type == 0 else { throw .openPGP(.signatureType(fields.type)) }
    guard Self.hashes.contains(fields.hash) else { throw .openPGP(.hash(fields.hash)) }
    guard !fields.expires else { throw .openPGP(.expiringSignature) }
    guard let issuer = fields.issuer else { throw .openPGP(.noIssuer) }
    self.issuer = issuer
    algorithm = fields.algorithm
    hash = fields.hash
    body = Array(packet.body)
  }

  /// The signature and what it is over as one message: gpg verifies many of these in one run, and
  /// hashes the same bytes as for a detached signature.
  func message(_ payload: [UInt8]) -> [UInt8] {
    // One-pass signature, version 3, binary, nothing nested (RFC 4880, section 5.4).
    let onePass: [UInt8] = [3, 0, hash, algorithm] + hexBytes(issuer) + [1]
    // Literal data, binary, no name, no date (section 5.9).
    let literal: [UInt8] = [UInt8(ascii: "b"), 0, 0, 0, 0, 0] + payload
    return OpenPGPPacket.encode(4, onePass) + OpenPGPPacket.encode(11, literal)
      + OpenPGPPacket.encode(OpenPGPPacket.Tag.signature, body)
  }
}

/// What a signature packet says of itself (RFC 4880, section 5.2.3).
struct OpenPGPSignatureFields {
  let type: UInt8
  let algorithm: UInt8
  let hash: UInt8
  /// It says when it runs out.
  private(set) var expires = false
  /// The key id of its maker, 16 hex digits.
  private(set) var issuer: String?

  init(_ body: ArraySlice<UInt8>) throws(SigningError) {
    var reader = OpenPGPReader(body)
    let version = try reader.byte()
    guard version == 4 else { throw .openPGP(.signatureVersion(version)) }
    type = try reader.byte()
    algorithm = try reader.byte()
    hash = try reader.byte()
    for isHashed in [true, false] {
      var area = OpenPGPReader(try reader.bytes(try reader.number(2)))
      while !area.isAtEnd { try read(&area, isHashed: isHashed) }
    }
    _ = try reader.bytes(2)
    // At least one integer follows, and nothing but integers.
    repeat { _ = try reader.integer() } while !reader.isAtEnd
  }

  private mutating func read(
    _ area: inout OpenPGPReader, isHashed: Bool
  ) throws(SigningError) {
    let first = try area.number(1)
    let size =
      switch first {
      case 0..<192: first
      case 192..<255: (first - 192) << 8 + (try area.number(1)) + 192
      default: try area.number(4)
      }
    var packet = OpenPGPReader(try area.bytes(size))
    switch try packet.byte() & 0x7F {
    case 3:
      if try packet.number(4) != 0 { expires = true }
    case 16:
      let id = hexText(try packet.bytes(8))
      issuer = issuer ?? id
    case 33:
      guard try packet.byte() == 4 else { return }
      // The fingerprint says more than a key id that stands beside it.
      let print = try packet.bytes(20)
      if isHashed || issuer == nil { issuer = hexText(print.suffix(8)) }
    default: break
    }
  }
}

/// Upper-case hexadecimal, as GnuPG writes fingerprints.
func hexText(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

private func hexBytes(_ text: String) -> [UInt8] {
  let digits = text.utf8.map { $0 < 58 ? $0 - 48 : $0 - 55 }
  return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
