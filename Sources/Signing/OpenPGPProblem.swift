/// Why an OpenPGP key or signature was refused: facts, as in `SigningError`.
///
/// The names are those of RFC 4880 (RFC 9580 where it says more) and of GnuPG's doc/DETAILS.
package enum OpenPGPProblem: Error, Hashable, Sendable {
  // Text and packets
  /// The block is not armored as it has to be: BEGIN line, headers, an empty line, base64, END line.
  case armor(line: Int)
  /// The check sum at the end of the armor does not fit.
  case checksum
  /// A packet is cut short, of unknown length, or something follows the last.
  case packet(offset: Int)
  /// A packet of a kind that does not belong there.
  case unexpectedPacket(tag: UInt8)
  case secretKey

  // Keys
  /// A key of another version than 4.
  case keyVersion(UInt8)
  case keyAlgorithm(UInt8)
  /// A curve that is not Ed25519 or one of the NIST curves P-256, P-384 and P-521.
  case curve
  /// One block holds one person's key; this holds more.
  case severalKeys
  /// Every signature by which the key speaks of itself is made with SHA-1 or MD5.
  case weakSelfSignatures
  /// A signature by which the key speaks of itself runs out, so its validity would change with the
  /// day on which somebody looks.
  case expiringSelfSignature

  // Signatures
  /// A signature of another version than 4.
  case signatureVersion(UInt8)
  /// Not a signature of a binary document.
  case signatureType(UInt8)
  /// SHA-1, MD5 or another hash than SHA-256, SHA-384 and SHA-512.
  case hash(UInt8)
  /// A signature that runs out.
  case expiringSignature
  /// It says of no key that it made it.
  case noIssuer

  // What gpg says of a signature
  case bad
  case revokedKey
  /// The key that made it is not in the certificate, may not sign, or is too weak.
  case otherKey
  /// gpg gave no verdict that is one.
  case noVerdict
}
