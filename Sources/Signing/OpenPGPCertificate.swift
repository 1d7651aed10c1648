import Crypto

/// An OpenPGP public key with its subkeys and what it says of itself, as `gpg --armor --export`
/// gives it.
///
/// Two are equal when their bytes are: the same key with another date of expiry is another one.
package struct OpenPGPCertificate: Hashable, Sendable {
  /// One key of it, the primary one or a subkey.
  package struct Key: Hashable, Sendable {
    /// 40 upper-case hex digits.
    package let fingerprint: String
    /// As `SSHPublicKey.material`; nil for a key that signs nothing here.
    package let material: [UInt8]?

    /// The last 16 digits.
    package var id: String { String(fingerprint.suffix(16)) }
  }

  /// The primary key first.
  package let keys: [Key]
  /// The first user id, for people; may be empty.
  package let userID: String
  /// The bytes under the armor.
  package let blob: [UInt8]

  /// The primary key's fingerprint, which names the whole.
  package var fingerprint: String { keys[0].fingerprint }

  /// Reads one armored block: one key of version 4 with its user ids, subkeys and signatures.
  ///
  /// Refuses secret keys, a primary key that is too weak to vouch for subkeys, and signatures on
  /// itself that are all made with SHA-1 or that run out.
  package init(armored: String) throws(SigningError) {
    try self.init(blob: try OpenPGPArmor.decode(Array(armored.utf8), .publicKey))
  }

  /// Reads the bytes under the armor.
  package init(blob: [UInt8]) throws(SigningError) {
    let packets = try OpenPGPPacket.split(blob)
    guard let first = packets.first else { throw .empty(.armor) }
    if [OpenPGPPacket.Tag.secretKey, OpenPGPPacket.Tag.secretSubkey].contains(first.tag) {
      throw .openPGP(.secretKey)
    }
    guard first.tag == OpenPGPPacket.Tag.publicKey else {
      throw .openPGP(.unexpectedPacket(tag: first.tag))
    }
    var keys = [try Key(first.body, isPrimary: true)]
    var userID: String?
    var selfHashes: [UInt8] = []
    for packet in packets.dropFirst() {
      switch packet.tag {
      case OpenPGPPacket.Tag.publicKey: throw .openPGP(.severalKeys)
      case OpenPGPPacket.Tag.secretKey, OpenPGPPacket.Tag.secretSubkey:
        throw .openPGP(.secretKey)
      case OpenPGPPacket.Tag.publicSubkey: keys.append(try Key(packet.body, isPrimary: false))
      case OpenPGPPacket.Tag.userID:
        userID = userID ?? String(decoding: packet.body, as: UTF8.self)
      case OpenPGPPacket.Tag.userAttribute: break
      case OpenPGPPacket.Tag.signature:
        // Other people's signatures, of whatever kind, say nothing here.
        guard packet.body.first == 4 else { continue }
        let fields = try OpenPGPSignatureFields(packet.body)
        guard fields.issuer == keys[0].id else { continue }
        guard !fields.expires else { throw .openPGP(.expiringSelfSignature) }
        selfHashes.append(fields.hash)
      default: throw .openPGP(.unexpectedPacket(tag: packet.tag))
      }
    }
    guard selfHashes.contains(where: OpenPGPSignature.hashes.contains) else {
      throw .openPGP(.weakSelfSignatures)
    }
    self.keys = keys
    self.userID = userID ?? ""
    self.blob = blob
  }

  /// The block as a member's page holds it, without a line break at its end.
  package var armored: String { OpenPGPArmor.encode(blob, .publicKey) }

  package static func == (left: Self, right: Self) -> Bool { left.blob == right.blob }

  package func hash(into hasher: inout Hasher) { hasher.combine(blob) }

  /// The key that a signature says it was made with; nil where that is none of these.
  package func key(issuing signature: OpenPGPSignature) -> Key? {
    keys.first { $0.id == signature.issuer }
  }
}

extension OpenPGPCertificate.Key {
  /// RFC 4880, sections 5.5.2 and 12.2; RFC 6637 and RFC 9580 for the curves.
  fileprivate init(_ body: ArraySlice<UInt8>, isPrimary: Bool) throws(SigningError) {
    var reader = OpenPGPReader(body)
    let version = try reader.byte()
    guard version == 4 else { throw .openPGP(.keyVersion(version)) }
    _ = try reader.bytes(4)
    let algorithm = try reader.byte()
    var framed: [UInt8] = [0x99, UInt8(body.count >> 8 & 0xFF), UInt8(body.count & 0xFF)]
    framed += body
    fingerprint = hexText(Insecure.SHA1.hash(data: framed))
    do throws(SigningError) {
      material = try Self.material(algorithm, &reader)
    } catch {
      // A subkey may be for encryption, or old; it then signs nothing here.
      guard !isPrimary else { throw error }
      material = nil
    }
  }

  private static func material(
    _ algorithm: UInt8, _ reader: inout OpenPGPReader
  ) throws(SigningError) -> [UInt8] {
    switch algorithm {
    case 1, 3:
      let modulus = try reader.integer()
      let exponent = try reader.integer()
      _ = try KeyMaterial.rsa(modulus: modulus, exponent: exponent)
      return Array("rsa:".utf8) + modulus
    case 19:
      let object = Array(try reader.bytes(try reader.number(1)))
      guard let curve = curves[object] else { throw .openPGP(.curve) }
      let point = try reader.integer()
      _ = try KeyMaterial.ecdsa(point, curve)
      return Array("\(curve.curve ?? ""):".utf8) + point
    case 22:
      let object = Array(try reader.bytes(try reader.number(1)))
      let point = try reader.integer()
      guard object == ed25519, point.first == 0x40 else { throw .openPGP(.curve) }
      _ = try KeyMaterial.ed25519(point.dropFirst(), .ed25519)
      return Array("ed25519:".utf8) + point.dropFirst()
    default: throw .openPGP(.keyAlgorithm(algorithm))
    }
  }

  /// Object identifiers without their tag and length.
  private static let curves: [[UInt8]: KeyAlgorithm] = [
    [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]: .ecdsaP256,
    [0x2B, 0x81, 0x04, 0x00, 0x22]: .ecdsaP384,
    [0x2B, 0x81, 0x04, 0x00, 0x23]: .ecdsaP521,
  ]
  private static let ed25519: [UInt8] = [0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x0F, 0x01]
}
