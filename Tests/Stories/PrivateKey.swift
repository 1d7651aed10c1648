import Crypto
import Foundation
package import TestSupport

/// A member's Ed25519 key as ssh-keygen wrote it, with which a story signs without a process.
///
/// The signature is the one that ssh-keygen would give: Ed25519 leaves nothing to chance.
struct PrivateKey {
  private let key: Curve25519.Signing.PrivateKey
  private let publicBlob: [UInt8]

  /// - Parameter path: a file in OpenSSH's format `openssh-key-v1`, without a passphrase.
  init(fileAt path: String) throws {
    let lines = String(decoding: try Files.read(path), as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("-----") }
    let data = try required(Data(base64Encoded: lines.joined()), "\(path) is no key")
    var bytes = SSHReader(Array(data.dropFirst("openssh-key-v1\0".utf8.count)))
    for _ in 1...3 { _ = try bytes.string() }
    _ = try bytes.count()
    publicBlob = try bytes.string()
    var secret = SSHReader(try bytes.string())
    for _ in 1...2 { _ = try secret.count() }
    guard try secret.string() == Array("ssh-ed25519".utf8) else {
      throw StoryError(description: "\(path) is no Ed25519 key")
    }
    _ = try secret.string()
    key = try Curve25519.Signing.PrivateKey(rawRepresentation: secret.string().prefix(32))
  }

  /// The armored signature over a payload, with its last line feed.
  func sign(_ payload: [UInt8], namespace: String = "git") throws -> String {
    let digest = Array(SHA512.hash(data: payload))
    let names =
      Self.string(Array(namespace.utf8)) + Self.string([])
      + Self.string(Array("sha512".utf8))
    let signed = Array("SSHSIG".utf8) + names + Self.string(digest)
    let signature = Array(try key.signature(for: signed))
    let blob =
      Array("SSHSIG".utf8) + [0, 0, 0, 1] + Self.string(publicBlob) + names
      + Self.string(Self.string(Array("ssh-ed25519".utf8)) + Self.string(signature))
    var text = Data(blob).base64EncodedString()[...]
    var lines = ["-----BEGIN SSH SIGNATURE-----"]
    while !text.isEmpty {
      lines.append(String(text.prefix(70)))
      text = text.dropFirst(70)
    }
    return (lines + ["-----END SSH SIGNATURE-----", ""]).joined(separator: "\n")
  }

  /// A string of RFC 4251, section 5.
  private static func string(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt32(bytes.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> UInt32($0)) } + bytes
  }
}

/// Reads the data types of RFC 4251, section 5.
private struct SSHReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func count() throws -> Int {
    guard rest.count >= 4 else { throw StoryError(description: "a key ends too early") }
    defer { rest = rest.dropFirst(4) }
    return rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func string() throws -> [UInt8] {
    let count = try count()
    guard rest.count >= count else { throw StoryError(description: "a key ends too early") }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}

extension TestMember {
  /// What ssh-keygen would give, without running it.
  package func quickSignature(
    over payload: [UInt8], key: Key? = nil, namespace: String = "git"
  ) throws -> String {
    try PrivateKey(fileAt: (key ?? self.key).path).sign(payload, namespace: namespace)
  }
}
