import Crypto
import CryptoExtras

/// A public key as swift-crypto verifies with it, prepared once.
enum KeyMaterial: Sendable {
  case ed25519(Curve25519.Signing.PublicKey)
  case p256(P256.Signing.PublicKey)
  case p384(P384.Signing.PublicKey)
  case p521(P521.Signing.PublicKey)
  case rsa(_RSA.Signing.PublicKey, modulusLength: Int)

  /// RFC 8709. A point of small order is refused, since one signature by it fits many messages,
  /// and so is a y coordinate that is not reduced, since it would be a second spelling of a key.
  ///
  /// A point that is not on the curve is not noticed here; no signature verifies with it.
  static func ed25519(
    _ bytes: ArraySlice<UInt8>, _ algorithm: KeyAlgorithm
  ) throws(SigningError) -> KeyMaterial {
    guard bytes.count == 32 else { throw .keyLength(algorithm, count: bytes.count) }
    var y = Array(bytes)
    y[31] &= 0x7F
    guard EdwardsPoint.isReduced(y), !EdwardsPoint.isOfSmallOrder(y) else {
      throw .point(algorithm)
    }
    do {
      return .ed25519(try Curve25519.Signing.PublicKey(rawRepresentation: Array(bytes)))
    } catch {
      throw .point(algorithm)
    }
  }

  /// RFC 5656, section 3.1: an uncompressed point, which swift-crypto checks to be on the curve.
  static func ecdsa(
    _ point: ArraySlice<UInt8>, _ algorithm: KeyAlgorithm
  ) throws(SigningError) -> KeyMaterial {
    guard point.first == 4 else { throw .point(algorithm) }
    let bytes = Array(point)
    do {
      switch algorithm {
      case .ecdsaP384: return .p384(try P384.Signing.PublicKey(x963Representation: bytes))
      case .ecdsaP521: return .p521(try P521.Signing.PublicKey(x963Representation: bytes))
      default: return .p256(try P256.Signing.PublicKey(x963Representation: bytes))
      }
    } catch {
      throw .point(algorithm)
    }
  }

  /// The sizes of modulus that are accepted, in bits: R3's lower bound, and the largest that
  /// BoringSSL, and so swift-crypto, computes with.
  static let modulusBits = 3072...8192

  /// RFC 4253, section 6.6. The exponent is odd, at least 65,537 (FIPS 186-5) and at most 33 bits
  /// long, which is BoringSSL's bound against keys that take long to verify with.
  static func rsa(
    modulus: ArraySlice<UInt8>, exponent: ArraySlice<UInt8>
  ) throws(SigningError) -> KeyMaterial {
    let bits = bitCount(modulus)
    guard modulusBits.contains(bits) else { throw .rsaSize(bits: bits) }
    guard exponent.count <= 5, bitCount(exponent) <= 33,
      exponent.reduce(0, { $0 << 8 | UInt64($1) }) >= 65_537, exponent.last.map({ $0 & 1 }) == 1
    else { throw .rsaExponent }
    guard modulus.last.map({ $0 & 1 }) == 1 else { throw .rsaModulus }
    do {
      let key = try _RSA.Signing.PublicKey(n: Array(modulus), e: Array(exponent))
      return .rsa(key, modulusLength: modulus.count)
    } catch {
      throw .rsaModulus
    }
  }

  private static func bitCount(_ magnitude: ArraySlice<UInt8>) -> Int {
    guard let first = magnitude.first else { return 0 }
    return magnitude.count * 8 - first.leadingZeroBitCount
  }
}

/// What there is to know about an encoded Ed25519 point without computing with it; sign bit
/// cleared, least significant byte first (RFC 8032, section 5.1.2).
private enum EdwardsPoint {
  /// Whether y < 2^255 - 19.
  static func isReduced(_ y: [UInt8]) -> Bool {
    !(y[0] >= 0xED && y[1...30].allSatisfy { $0 == 0xFF } && y[31] == 0x7F)
  }

  static func isOfSmallOrder(_ y: [UInt8]) -> Bool { smallOrder.contains(y) }

  /// The reduced y of the eight points whose order divides 8: 0, 1, -1 and the two of order 8.
  private static let smallOrder: [[UInt8]] = [
    [UInt8](repeating: 0, count: 32),
    [1] + [UInt8](repeating: 0, count: 31),
    [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
    [
      0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98,
      0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53,
      0xFC, 0x05,
    ],
    [
      0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67,
      0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC,
      0x03, 0x7A,
    ],
  ]
}
