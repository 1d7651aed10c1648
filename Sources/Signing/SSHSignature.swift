import Crypto
import CryptoExtras

/// A signature as `ssh-keygen -Y sign` makes it and git stores it (OpenSSH's PROTOCOL.sshsig).
///
/// Reading one checks all of its form: every nested structure is consumed to its last byte.
/// Nothing is believed before `verify`.
package struct SSHSignature: Sendable {
  /// How the payload is hashed before it is signed.
  package enum Hash: String, Hashable, Sendable { case sha256, sha512 }

  /// The key that claims to have signed.
  package let publicKey: SSHPublicKey
  /// What the signature is for; git's are `git`.
  package let namespace: String
  package let hash: Hash
  /// The bytes under the armor. Two armors that differ only in their wrapping share them.
  package let blob: [UInt8]
  private let content: SignatureContent

  package static let namespace = "git"

  /// Reads the whole armor, from BEGIN to END, with or without a line break at the end.
  package init(armored: [UInt8]) throws(SigningError) {
    try self.init(blob: try SSHArmor.decode(armored))
  }

  /// Reads the structure under the armor.
  package init(blob: [UInt8]) throws(SigningError) {
    var reader = WireReader(blob[...], part: .signature)
    guard try reader.bytes(6, .magic).elementsEqual(Self.magic) else { throw .magic }
    let version = try reader.uint32(.version)
    guard version == 1 else { throw .version(version) }
    let key = try reader.string(.publicKey)
    namespace = try reader.name(.namespace)
    let reserved = try reader.string(.reserved)
    guard reserved.isEmpty else { throw .reserved(count: reserved.count) }
    let hashName = try reader.name(.hash)
    guard let hash = Hash(rawValue: hashName) else { throw .unsupportedHash(hashName) }
    let signature = try reader.string(.signature)
    try reader.end()
    self.hash = hash
    publicKey = try SSHPublicKey(blob: key)
    content = try SignatureContent(signature, by: publicKey)
    self.blob = blob
  }

  /// Whether `payload` was signed, in git's namespace, by the key that the signature names.
  ///
  /// Throws `.badSignature` where it was not. Whose key it is, is for the caller to ask.
  package func verify(_ payload: [UInt8]) throws(SigningError) {
    try verify(payload, with: publicKey)
  }

  /// The same with a key that was read before, which saves preparing it once more.
  package func verify(_ payload: [UInt8], with key: SSHPublicKey) throws(SigningError) {
    guard key == publicKey else {
      throw .otherKey(wanted: key.fingerprint, found: publicKey.fingerprint)
    }
    guard namespace == Self.namespace else { throw .namespace(namespace) }
    var message = Self.signedData(payload, namespace: namespace, hash: hash)
    if let application = key.application {
      guard let presence = content.presence, presence.userPresent else { throw .noUserPresence }
      message = presence.signedData(application: application, message: message)
    }
    guard content.isValid(over: message, by: key.verifier) else { throw .badSignature }
  }

  /// What is signed instead of the payload: PROTOCOL.sshsig, "Signed Data, of which the signature
  /// goes into the blob above".
  static func signedData(_ payload: [UInt8], namespace: String, hash: Hash) -> [UInt8] {
    var data = magic
    data.appendString(namespace.utf8)
    data.appendString([])
    data.appendString(hash.rawValue.utf8)
    switch hash {
    case .sha256: data.appendString(Array(SHA256.hash(data: payload)))
    case .sha512: data.appendString(Array(SHA512.hash(data: payload)))
    }
    return data
  }

  static let magic = Array("SSHSIG".utf8)
}
