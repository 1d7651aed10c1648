import Crypto
import CryptoExtras

/// The innermost part of a signature, in the form that swift-crypto takes.
struct SignatureContent: Sendable {
  /// What a hardware key adds to its signature (PROTOCOL.u2f, "SSH U2F signatures").
  struct Presence: Sendable {
    let flags: UInt8
    let counter: UInt32

    /// Somebody touched the key.
    var userPresent: Bool { flags & 0x01 != 0 }

    /// SHA256(application), flags, counter, SHA256(message).
    func signedData(application: [UInt8], message: [UInt8]) -> [UInt8] {
      var data = Array(SHA256.hash(data: application))
      data.append(flags)
      data.appendUInt32(counter)
      data.append(contentsOf: SHA256.hash(data: message))
      return data
    }
  }

  private enum Scheme: Sendable { case ed25519, ecdsa, rsaSHA256, rsaSHA512 }

  private let scheme: Scheme
  /// Ed25519: R and S. ECDSA: r and s, each as long as the curve's field. RSA: as long as the
  /// modulus.
  private let bytes: [UInt8]
  let presence: Presence?

  /// Reads the signature blob that came with `key`; one of any other algorithm is refused.
  init(_ blob: ArraySlice<UInt8>, by key: SSHPublicKey) throws(SigningError) {
    var reader = WireReader(blob, part: .signatureBlob)
    let name = try reader.name(.algorithm)
    scheme = try Self.scheme(name, for: key.algorithm)
    let signature = try reader.string(.signature)
    if key.algorithm.isSecurityKey {
      presence = Presence(flags: try reader.byte(.flags), counter: try reader.uint32(.counter))
    } else {
      presence = nil
    }
    try reader.end()
    switch key.verifier {
    case .ed25519:
      guard signature.count == 64 else {
        throw .signatureLength(key.algorithm, count: signature.count)
      }
      bytes = Array(signature)
    case .p256: bytes = try Self.pair(signature, length: 32, key.algorithm)
    case .p384: bytes = try Self.pair(signature, length: 48, key.algorithm)
    case .p521: bytes = try Self.pair(signature, length: 66, key.algorithm)
    case .rsa(_, let length):
      // RFC 8332, section 3: some signers leave out leading zeros, and ssh-keygen accepts that.
      guard (1...length).contains(signature.count) else {
        throw .signatureLength(key.algorithm, count: signature.count)
      }
      bytes = [UInt8](repeating: 0, count: length - signature.count) + signature
    }
  }

  /// Whether this signs `message`, which a hardware key has already wrapped.
  func isValid(over message: [UInt8], by key: KeyMaterial) -> Bool {
    do {
      switch (key, scheme) {
      case (.ed25519(let key), .ed25519):
        return key.isValidSignature(bytes, for: message)
      case (.p256(let key), .ecdsa):
        return key.isValidSignature(
          try P256.Signing.ECDSASignature(rawRepresentation: bytes), for: message)
      case (.p384(let key), .ecdsa):
        return key.isValidSignature(
          try P384.Signing.ECDSASignature(rawRepresentation: bytes), for: message)
      case (.p521(let key), .ecdsa):
        return key.isValidSignature(
          try P521.Signing.ECDSASignature(rawRepresentation: bytes), for: message)
      case (.rsa(let key, _), .rsaSHA256):
        return key.isValidSignature(
          _RSA.Signing.RSASignature(rawRepresentation: bytes), for: SHA256.hash(data: message),
          padding: .insecurePKCS1v1_5)
      case (.rsa(let key, _), .rsaSHA512):
        return key.isValidSignature(
          _RSA.Signing.RSASignature(rawRepresentation: bytes), for: SHA512.hash(data: message),
          padding: .insecurePKCS1v1_5)
      default:
        return false
      }
    } catch {
      // swift-crypto refuses only lengths here.
      return false
    }
  }

  private static func scheme(_ name: String, for key: KeyAlgorithm) throws(SigningError) -> Scheme {
    switch (key, name) {
    case (.rsa, "rsa-sha2-256"): return .rsaSHA256
    case (.rsa, "rsa-sha2-512"): return .rsaSHA512
    case (.rsa, "ssh-rsa"): throw .sha1
    case (.ed25519, key.rawValue), (.securityKeyEd25519, key.rawValue): return .ed25519
    case (_, key.rawValue): return .ecdsa
    case (_, "rsa-sha2-256"), (_, "rsa-sha2-512"):
      throw .algorithmMismatch(key: key, signature: name)
    default:
      // A certificate, DSA, a webauthn form and the like are said to be what they are.
      _ = try KeyAlgorithm(named: name)
      throw .algorithmMismatch(key: key, signature: name)
    }
  }

  /// r and s of RFC 5656, section 3.1.2, each brought to the length of the curve's field.
  private static func pair(
    _ signature: ArraySlice<UInt8>, length: Int, _ algorithm: KeyAlgorithm
  ) throws(SigningError) -> [UInt8] {
    var reader = WireReader(signature, part: .ecdsaPair)
    let r = try reader.positiveInteger(.r)
    let s = try reader.positiveInteger(.s)
    try reader.end()
    var raw: [UInt8] = []
    raw.reserveCapacity(2 * length)
    for number in [r, s] {
      guard number.count <= length else {
        throw .signatureLength(algorithm, count: number.count)
      }
      raw.append(contentsOf: repeatElement(0, count: length - number.count))
      raw.append(contentsOf: number)
    }
    return raw
  }
}
