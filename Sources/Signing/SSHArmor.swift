/// The text around an SSH signature (PROTOCOL.sshsig, "Armored format").
///
/// ssh-keygen wraps its base64 at 70 characters; any wrapping is read, nothing else around or
/// between is: no blank, no empty line, no carriage return, at most one line break at the end.
enum SSHArmor {
  static let begin = "-----BEGIN SSH SIGNATURE-----"
  static let end = "-----END SSH SIGNATURE-----"

  /// The longest armor read, in bytes: an RSA signature of 8,192 bits needs about 3,000.
  static let limit = 16 * 1024

  static func decode(_ armored: [UInt8]) throws(SigningError) -> [UInt8] {
    guard !armored.isEmpty else { throw .empty(.armor) }
    guard armored.count <= limit else { throw .tooLarge(.armor, limit: limit) }
    var text = armored[...]
    if text.last == newline { text.removeLast() }
    guard text.starts(with: begin.utf8), text.dropFirst(begin.utf8.count).first == newline else {
      throw .armorBegin
    }
    text = text.dropFirst(begin.utf8.count + 1)
    let tail = text.suffix(end.utf8.count + 1)
    guard tail.first == newline, tail.dropFirst().elementsEqual(end.utf8) else { throw .armorEnd }
    text = text.dropLast(tail.count)

    var characters: [UInt8] = []
    characters.reserveCapacity(text.count)
    var line = 2
    for part in text.split(separator: newline, omittingEmptySubsequences: false) {
      guard !part.isEmpty else { throw .emptyArmorLine(line: line) }
      characters.append(contentsOf: part)
      line += 1
    }
    return try Base64.decode(characters[...], in: .armor)
  }

  private static let newline = UInt8(ascii: "\n")
}
