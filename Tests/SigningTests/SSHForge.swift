import Crypto
import CryptoExtras
import Foundation
import Testing

/// Writes SSH structures by the published formats, without a line of the room under test, and
/// writes them wrong where a test asks for it.
struct SSHForge {
  var magic = Array("SSHSIG".utf8)
  var version: UInt32 = 1
  var namespace = "git"
  var reserved: [UInt8] = []
  var hash = "sha512"
  /// What is written as the hash where that is not what is hashed with.
  var statedHash: String?
  /// Written after everything else.
  var trailing: [UInt8] = []
  /// The key that is written, where it is not the signer's.
  var statedKey: [UInt8]?
  /// What becomes of the signature blob before it is written.
  var alter: ([UInt8]) -> [UInt8] = { $0 }

  func blob(_ payload: [UInt8], by key: ForgedKey) throws -> [UInt8] {
    let digest =
      hash == "sha256" ? Array(SHA256.hash(data: payload)) : Array(SHA512.hash(data: payload))
    let stated = statedHash ?? hash
    let signed =
      Array("SSHSIG".utf8) + Wire.string(namespace) + Wire.string(reserved)
      + Wire.string(stated) + Wire.string(digest)
    let signature = alter(try key.signature(over: signed))
    return magic + Wire.uint32(version) + Wire.string(statedKey ?? key.publicBlob)
      + Wire.string(namespace) + Wire.string(reserved) + Wire.string(stated)
      + Wire.string(signature) + trailing
  }

  static func armor(_ blob: [UInt8], width: Int = 70, padding: Bool = true) -> [UInt8] {
    var text = Data(blob).base64EncodedString()
    if !padding { text = text.replacingOccurrences(of: "=", with: "") }
    var lines = ["-----BEGIN SSH SIGNATURE-----"]
    while !text.isEmpty {
      lines.append(String(text.prefix(width)))
      text = String(text.dropFirst(width))
    }
    lines.append("-----END SSH SIGNATURE-----")
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// What an armor decodes to, read as leniently as OpenSSH does.
  static func disarm(_ armor: [UInt8]) -> [UInt8] {
    let lines = String(decoding: armor, as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("-----") }
    return Data(base64Encoded: lines.joined()).map { Array($0) } ?? []
  }
}

/// The data types of RFC 4251, section 5.
enum Wire {
  static func uint32(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  static func string(_ bytes: some Collection<UInt8>) -> [UInt8] {
    uint32(UInt32(bytes.count)) + bytes
  }

  static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

  static func mpint(_ magnitude: some Collection<UInt8>) -> [UInt8] {
    var bytes = Array(magnitude.drop { $0 == 0 })
    if let first = bytes.first, first >= 0x80 { bytes.insert(0, at: 0) }
    return string(bytes)
  }
}

/// A key made in this process, so that a test can sign what no tool would.
enum ForgedKey: Sendable, CustomTestStringConvertible {
  case ed25519(Curve25519.Signing.PrivateKey)
  case p256(P256.Signing.PrivateKey)
  case p384(P384.Signing.PrivateKey)
  case p521(P521.Signing.PrivateKey)
  case rsa(_RSA.Signing.PrivateKey, algorithm: String)
  case securityEd25519(Curve25519.Signing.PrivateKey, Touch)
  case securityP256(P256.Signing.PrivateKey, Touch)

  /// What a hardware token says beside the signature itself.
  struct Touch: Sendable {
    var application = "ssh:"
    /// Named in the key, where it is not what was signed for.
    var statedApplication: String?
    var flags: UInt8 = 0x01
    var counter: UInt32 = 7
    var statedFlags: UInt8?
    var statedCounter: UInt32?
  }

  var name: String {
    switch self {
    case .ed25519: "ssh-ed25519"
    case .p256: "ecdsa-sha2-nistp256"
    case .p384: "ecdsa-sha2-nistp384"
    case .p521: "ecdsa-sha2-nistp521"
    case .rsa: "ssh-rsa"
    case .securityEd25519: "sk-ssh-ed25519@openssh.com"
    case .securityP256: "sk-ecdsa-sha2-nistp256@openssh.com"
    }
  }

  var publicBlob: [UInt8] {
    let name = Wire.string(name)
    switch self {
    case .ed25519(let key):
      return name + Wire.string(Array(key.publicKey.rawRepresentation))
    case .p256(let key):
      return name + Wire.string("nistp256") + Wire.string(Array(key.publicKey.x963Representation))
    case .p384(let key):
      return name + Wire.string("nistp384") + Wire.string(Array(key.publicKey.x963Representation))
    case .p521(let key):
      return name + Wire.string("nistp521") + Wire.string(Array(key.publicKey.x963Representation))
    case .rsa(let key, _):
      guard let numbers = try? key.publicKey.getKeyPrimitives() else { return [] }
      return name + Wire.mpint(numbers.publicExponent) + Wire.mpint(numbers.modulus)
    case .securityEd25519(let key, let touch):
      return name + Wire.string(Array(key.publicKey.rawRepresentation))
        + Wire.string(touch.statedApplication ?? touch.application)
    case .securityP256(let key, let touch):
      return name + Wire.string("nistp256") + Wire.string(Array(key.publicKey.x963Representation))
        + Wire.string(touch.statedApplication ?? touch.application)
    }
  }

  var testDescription: String {
    if case .rsa(_, let algorithm) = self { algorithm } else { name }
  }

  var line: String { "\(name) \(Data(publicBlob).base64EncodedString()) forged" }

  func signature(over data: [UInt8]) throws -> [UInt8] {
    switch self {
    case .ed25519(let key):
      return Wire.string(name) + Wire.string(Array(try key.signature(for: data)))
    case .p256(let key):
      return Wire.string(name) + Self.pair(try key.signature(for: data).rawRepresentation)
    case .p384(let key):
      return Wire.string(name) + Self.pair(try key.signature(for: data).rawRepresentation)
    case .p521(let key):
      return Wire.string(name) + Self.pair(try key.signature(for: data).rawRepresentation)
    case .rsa(let key, let algorithm):
      let raw =
        switch algorithm {
        case "rsa-sha2-512":
          try key.signature(for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)
        case "rsa-sha2-256":
          try key.signature(for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
        default:
          try key.signature(for: Insecure.SHA1.hash(data: data), padding: .insecurePKCS1v1_5)
        }
      return Wire.string(algorithm) + Wire.string(Array(raw.rawRepresentation))
    case .securityEd25519(let key, let touch):
      let signature = try key.signature(for: Self.wrapped(data, touch))
      return Wire.string(name) + Wire.string(Array(signature)) + Self.tail(touch)
    case .securityP256(let key, let touch):
      let signature = try key.signature(for: Self.wrapped(data, touch))
      return Wire.string(name) + Self.pair(signature.rawRepresentation) + Self.tail(touch)
    }
  }

  private static func pair(_ raw: Data) -> [UInt8] {
    let half = raw.count / 2
    return Wire.string(Wire.mpint(Array(raw.prefix(half))) + Wire.mpint(Array(raw.suffix(half))))
  }

  private static func wrapped(_ data: [UInt8], _ touch: Touch) -> [UInt8] {
    Array(SHA256.hash(data: Array(touch.application.utf8))) + [touch.flags]
      + Wire.uint32(touch.counter) + Array(SHA256.hash(data: data))
  }

  private static func tail(_ touch: Touch) -> [UInt8] {
    [touch.statedFlags ?? touch.flags] + Wire.uint32(touch.statedCounter ?? touch.counter)
  }

  /// One key of each kind, made once.
  static let all: [ForgedKey] = [
    .ed25519(.init()), .p256(.init()), .p384(.init()), .p521(.init()), rsa512, rsa256,
    .securityEd25519(.init(), Touch()), .securityP256(.init(), Touch()),
  ]

  static let rsaKey = try? _RSA.Signing.PrivateKey(keySize: .bits3072)
  static let rsa512 = rsaKey.map { ForgedKey.rsa($0, algorithm: "rsa-sha2-512") } ?? all[0]
  static let rsa256 = rsaKey.map { ForgedKey.rsa($0, algorithm: "rsa-sha2-256") } ?? all[0]
}
