import Crypto

/// An SSH public key whose algorithm counts and whose material was checked.
///
/// Two are equal when their blobs are; the comment does not matter.
package struct SSHPublicKey: Sendable {
  package let algorithm: KeyAlgorithm
  /// The key in SSH's binary form: what the base64 of a key line decodes to.
  package let blob: [UInt8]
  /// What follows the key on its line, often `user@host`; may be empty.
  package let comment: String
  /// Family and raw key: equal for the plain and the hardware form of one point, and for two RSA
  /// keys with one modulus, so that nobody lists a key a second time in another dress.
  package let material: [UInt8]
  /// What a hardware key was made for, usually `ssh:`; it is hashed into each signature.
  package let application: [UInt8]?
  let verifier: KeyMaterial

  /// The longest line read, in bytes; an RSA key of 8,192 bits needs about 1,400.
  package static let lineLimit = 8192

  /// Reads a line such as `ssh-ed25519 AAAA… ana@laptop`, without a line break and without the
  /// options that `authorized_keys` allows (sshd(8), AUTHORIZED_KEYS FILE FORMAT).
  package init(_ openSSHLine: String) throws(SigningError) {
    let line = Array(openSSHLine.utf8)
    guard !line.isEmpty else { throw .empty(.keyLine) }
    guard line.count <= Self.lineLimit else { throw .tooLarge(.keyLine, limit: Self.lineLimit) }
    if let bad = line.firstIndex(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
      throw .controlCharacter(.keyLine, offset: bad)
    }
    let words = line.split(maxSplits: 2, omittingEmptySubsequences: true) { Self.isBlank($0) }
    guard let first = words.first else { throw .empty(.keyLine) }
    guard !Self.isBlank(line[0]) else { throw .controlCharacter(.keyLine, offset: 0) }
    let name = String(decoding: first, as: UTF8.self)
    let algorithm: KeyAlgorithm
    do throws(SigningError) {
      algorithm = try KeyAlgorithm(named: name)
    } catch {
      // `restrict ssh-ed25519 AAAA…` or `from="…",no-pty ssh-ed25519 AAAA…`
      let later = openSSHLine.split(separator: " ").dropFirst()
      throw later.contains { KeyAlgorithm(rawValue: String($0)) != nil } ? .options : error
    }
    guard words.count > 1 else { throw .missingKey }
    let blob = try Base64.decode(words[1], in: .keyLine)
    let comment = words.count > 2 ? words[2].drop(while: Self.isBlank) : []
    try self.init(blob: blob[...], comment: String(decoding: comment, as: UTF8.self))
    guard self.algorithm == algorithm else {
      throw .nameMismatch(named: name, inside: self.algorithm.rawValue)
    }
  }

  /// Reads the binary form: RFC 4253, section 6.6, RFC 5656, section 3.1, RFC 8709, section 4,
  /// and PROTOCOL.u2f, "SSH U2F Key formats".
  package init(blob: ArraySlice<UInt8>, comment: String = "") throws(SigningError) {
    var reader = WireReader(blob, part: .keyBlob)
    let algorithm = try KeyAlgorithm(named: try reader.name(.algorithm))
    if let curve = algorithm.curve {
      let stated = try reader.name(.curve)
      guard stated == curve else { throw .curveMismatch(key: algorithm, curve: stated) }
    }
    switch algorithm {
    case .ed25519, .securityKeyEd25519:
      let point = try reader.string(.point)
      verifier = try .ed25519(point, algorithm)
      material = Array("ed25519:".utf8) + point
    case .ecdsaP256, .ecdsaP384, .ecdsaP521, .securityKeyP256:
      let point = try reader.string(.point)
      verifier = try .ecdsa(point, algorithm)
      material = Array("\(algorithm.curve ?? ""):".utf8) + point
    case .rsa:
      let exponent = try reader.positiveInteger(.exponent)
      let modulus = try reader.positiveInteger(.modulus)
      verifier = try .rsa(modulus: modulus, exponent: exponent)
      material = Array("rsa:".utf8) + modulus
    }
    application = algorithm.isSecurityKey ? Array(try reader.string(.application)) : nil
    try reader.end()
    self.algorithm = algorithm
    self.blob = Array(blob)
    self.comment = comment
  }

  /// `SHA256:` and unpadded base64, as `ssh-keygen -l` prints it.
  package var fingerprint: String {
    "SHA256:" + Base64.encode(Array(SHA256.hash(data: blob)), padded: false)
  }

  /// Algorithm and key, without the comment.
  package var line: String { "\(algorithm.rawValue) \(Base64.encode(blob))" }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

extension SSHPublicKey: Hashable {
  package static func == (left: SSHPublicKey, right: SSHPublicKey) -> Bool {
    left.blob == right.blob
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(blob) }
}
