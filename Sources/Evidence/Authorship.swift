internal import Charters
internal import Git
internal import Signing

/// Whose signature a commit bears, by one roster.
enum Authorship: Hashable, Sendable {
  /// A member who has not left, and the fingerprint of the key.
  case member(Handle, key: String)
  /// A member who has left.
  case left(Handle, key: String)
  /// The signature is by a key that the roster does not list.
  case nobody(key: String)
  case defect(SignatureDefect)

  /// Whether a member made it who has not left.
  func isBy(_ handle: Handle) -> Bool {
    if case .member(handle, _) = self { true } else { false }
  }

  /// The fingerprint of the key, or what is known of it; nil where there is no signature to read.
  var key: String? {
    switch self {
    case .member(_, let key), .left(_, let key), .nobody(let key): key
    case .defect: nil
    }
  }

  /// Why it is not the signature of the member that the commit names; nil where it is.
  func problem(claimed: Handle, commit: ObjectID? = nil) -> Problem? {
    switch self {
    case .member(claimed, _): return nil
    case .member(_, let key), .left(_, let key), .nobody(let key):
      return Problem(
        .unknownKey, "It is signed with a key that is not listed for \(claimed) (\(key)).",
        commit: commit)
    case .defect(let defect):
      return Problem(.badSignature, defect.sentence(of: claimed), commit: commit)
    }
  }
}

/// Why a commit's signature proves nothing.
enum SignatureDefect: Error, Hashable, Sendable {
  case notSigned
  case malformed(String)
  /// Well made, and not acceptable; a sentence without its full stop.
  case notAcceptable(String)
  case wrong

  init(_ problem: OpenPGPProblem) {
    self =
      switch problem {
      case .bad: .wrong
      case .armor, .checksum, .packet, .unexpectedPacket, .noVerdict, .noIssuer:
        .malformed(problem.sentence)
      default: .notAcceptable(problem.sentence)
      }
  }

  func sentence(of member: Handle) -> String {
    switch self {
    case .notSigned: "It names \(member) but is not signed."
    case .malformed(let why): "Its signature cannot be read: \(why)."
    case .notAcceptable(let why): "Its signature is not accepted: \(why)."
    case .wrong: "Its signature does not fit its words."
    }
  }
}

extension OpenPGPProblem {
  /// What is wrong with an OpenPGP key or signature, as half a sentence.
  package var sentence: String {
    switch self {
    case .armor(let line): "its armor is not well formed (line \(line))"
    case .checksum: "the check sum of its armor does not fit"
    case .packet(let offset): "its structure is damaged (byte \(offset))"
    case .unexpectedPacket(let tag): "it holds something that does not belong there (packet \(tag))"
    case .secretKey: "this is a secret key; take it out at once and make a new one"
    case .keyVersion(let version): "it is a key of version \(version); only version 4 is read"
    case .keyAlgorithm(let number): "its algorithm (number \(number)) is not accepted"
    case .curve: "its curve is not accepted; Ed25519, P-256, P-384 and P-521 are"
    case .severalKeys: "it holds several keys; give each a block of its own"
    case .weakSelfSignatures: "it vouches for itself with SHA-1 or MD5 only; renew it in gpg"
    case .expiringSelfSignature: "what it says of itself runs out; renew it in gpg"
    case .signatureVersion(let version): "it is of version \(version); only version 4 counts"
    case .signatureType(let type): "it is no signature of a document (type \(type))"
    case .hash(1), .hash(2): "it is made with SHA-1 or MD5"
    case .hash(let number): "it is made with a hash (number \(number)) that does not count"
    case .expiringSignature: "it runs out, so that it would prove nothing one day"
    case .noIssuer: "it does not say which key made it"
    case .bad: "it does not fit what was signed"
    case .revokedKey: "its key is revoked"
    case .otherKey: "it is by a key that may not sign here"
    case .noVerdict: "gpg could not say whether it is good"
    }
  }
}
