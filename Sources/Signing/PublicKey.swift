/// A key as a member's page lists it: OpenSSH's or OpenPGP's.
package enum PublicKey: Hashable, Sendable {
  case ssh(SSHPublicKey)
  case openPGP(OpenPGPCertificate)

  /// `SHA256:…` as `ssh-keygen -l` prints it, or the 40 digits that `gpg --fingerprint` prints.
  package var fingerprint: String {
    switch self {
    case .ssh(let key): key.fingerprint
    case .openPGP(let certificate): certificate.fingerprint
    }
  }

  /// What kind it is: OpenSSH's name of the algorithm, or `openpgp`.
  package var kind: String {
    switch self {
    case .ssh(let key): key.algorithm.rawValue
    case .openPGP: "openpgp"
    }
  }

  /// The key in one line, to hand over: OpenSSH's line without its comment, or `openpgp:` and the
  /// base64 of the whole key.
  package var line: String {
    switch self {
    case .ssh(let key): key.line
    case .openPGP(let certificate): Self.mark + Base64.encode(certificate.blob)
    }
  }

  /// The raw material of every key that could sign by it.
  package var materials: [[UInt8]] {
    switch self {
    case .ssh(let key): [key.material]
    case .openPGP(let certificate): certificate.keys.compactMap(\.material)
    }
  }

  private static let mark = "openpgp:"

  /// Reads what `line` writes, or an armored OpenPGP key.
  package init(_ text: String) throws(SigningError) {
    if text.hasPrefix("-----BEGIN PGP") {
      self = .openPGP(try OpenPGPCertificate(armored: text))
    } else if text.hasPrefix(Self.mark) {
      let blob = try Base64.decode(
        Array(text.utf8.dropFirst(Self.mark.utf8.count))[...], in: .keyLine)
      self = .openPGP(try OpenPGPCertificate(blob: blob))
    } else {
      self = .ssh(try SSHPublicKey(text))
    }
  }

  /// Whether a text is meant to be a key rather than the name of a file that holds one.
  package static func isKey(_ text: String) -> Bool {
    text.hasPrefix("-----BEGIN PGP") || text.hasPrefix(mark) || text.contains(" ")
  }

  /// Reads a `.pub` file, or what `gpg --armor --export` gave.
  package init(fileAt path: String) throws(SigningError) {
    let content = try PrivateFolder.content(of: path, as: .keyLine, limit: OpenPGPArmor.limit)
    if content.starts(with: "-----BEGIN PGP".utf8) {
      let text = String(decoding: content.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
      self = .openPGP(try OpenPGPCertificate(armored: text))
    } else {
      self = .ssh(try SSHPublicKey(fileAt: path))
    }
  }
}
