internal import Crypto
internal import Git

/// SHA-256 as lower-case hexadecimal.
package func hexDigest(_ bytes: [UInt8]) -> String {
  var hasher = SHA256()
  unsafe bytes.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
  return hexText(hasher.finalize())
}

/// The name that git gives to an object with this content.
func gitName(kind: String, _ bytes: [UInt8]) -> ObjectID {
  var hasher = Insecure.SHA1()
  let all = Array("\(kind) \(bytes.count)\0".utf8) + bytes
  unsafe all.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
  return ObjectID(bytes: Array(hasher.finalize())[...]) ?? .zero
}

private let hexDigits = Array("0123456789abcdef".utf8)

/// Lower-case hexadecimal of some bytes.
func hexText(_ bytes: some Sequence<UInt8>) -> String {
  var text: [UInt8] = []
  for byte in bytes {
    text.append(hexDigits[Int(byte >> 4)])
    text.append(hexDigits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

private func isHex(_ text: some StringProtocol, digits: Int) -> Bool {
  text.utf8.count == digits
    && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
}

/// The identity of a governed repository: SHA-256 of its founding commit's content, 64 hex digits.
package struct RepositoryID: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// Refuses anything but 64 lower-case hexadecimal digits.
  package init?(_ text: some StringProtocol) {
    guard isHex(text, digits: 64) else { return nil }
    self.text = String(text)
  }

  /// The id that a founding commit with this raw content gives.
  package init(foundingContent: [UInt8]) { text = hexDigest(foundingContent) }

  package var description: String { text }

  /// In sixteen groups of four, to compare by voice.
  package var grouped: String {
    stride(from: 0, to: 64, by: 4).map { text.dropFirst($0).prefix(4) }.joined(separator: " ")
  }
}

/// The identity of a proposal: the first 32 hex digits of the SHA-256 of its opening's payload.
package struct ProposalID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  package init?(_ text: some StringProtocol) {
    guard isHex(text, digits: 32) else { return nil }
    self.text = String(text)
  }

  package init(openingPayload: [UInt8]) { text = String(hexDigest(openingPayload).prefix(32)) }

  package var description: String { text }
  package static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

/// The identity of a sign-off: `sha256:` and the digest of who said what, whatever armor is around.
package struct PayloadID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  package init?(_ text: some StringProtocol) {
    guard text.hasPrefix("sha256:"), isHex(text.dropFirst(7), digits: 64) else { return nil }
    self.text = String(text)
  }

  package init(member: String, payload: [UInt8]) {
    text = "sha256:" + hexDigest(Array("charter-signoff-1\n\(member)\n".utf8) + payload)
  }

  /// The first sixteen digits, which name its reference.
  package var short: String { String(text.dropFirst(7).prefix(16)) }
  package var description: String { text }
  package static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

/// The fingerprint of a set of changed words: `sha256:` and 64 hex digits.
package struct AmendmentDigest: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package init?(_ text: some StringProtocol) {
    guard text.hasPrefix("sha256:"), isHex(text.dropFirst(7), digits: 64) else { return nil }
    self.text = String(text)
  }

  /// Over the canonical list of changes, `charter-amendment-1` and one line a path.
  init(canonical: [UInt8]) { text = "sha256:" + hexDigest(canonical) }

  /// The digest of no change, which a closing states.
  package static let noChange = AmendmentDigest(canonical: Array("charter-amendment-1\n".utf8))

  package var description: String { text }
}
