/// The public key algorithms that count, by their names in the SSH protocol.
///
/// RFC 8709 (Ed25519), RFC 5656 (ECDSA), RFC 4253 and 8332 (RSA), and OpenSSH's PROTOCOL.u2f for
/// the hardware-key (`sk-`) forms. DSA and certificates are refused.
package enum KeyAlgorithm: String, CaseIterable, Hashable, Sendable {
  case ed25519 = "ssh-ed25519"
  case ecdsaP256 = "ecdsa-sha2-nistp256"
  case ecdsaP384 = "ecdsa-sha2-nistp384"
  case ecdsaP521 = "ecdsa-sha2-nistp521"
  case rsa = "ssh-rsa"
  case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
  case securityKeyP256 = "sk-ecdsa-sha2-nistp256@openssh.com"

  /// The algorithm with this name; a certificate or an unknown name is an error.
  init(named name: String) throws(SigningError) {
    guard let known = KeyAlgorithm(rawValue: name) else {
      throw name.hasSuffix("-cert-v01@openssh.com")
        ? .certificate(name) : .unsupportedAlgorithm(name)
    }
    self = known
  }

  /// Whether the key lives in a hardware token, whose signatures carry flags and a counter.
  package var isSecurityKey: Bool {
    self == .securityKeyEd25519 || self == .securityKeyP256
  }

  /// The identifier inside an ECDSA key blob (RFC 5656, section 6.1).
  var curve: String? {
    switch self {
    case .ecdsaP256, .securityKeyP256: "nistp256"
    case .ecdsaP384: "nistp384"
    case .ecdsaP521: "nistp521"
    case .ed25519, .rsa, .securityKeyEd25519: nil
    }
  }
}
