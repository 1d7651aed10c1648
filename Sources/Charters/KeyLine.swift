/// The line of an OpenSSH public key, looked at only as text; the Signing room reads it.
enum KeyLine {
  /// Kinds that may sign (R3 of the evidence format).
  static let algorithms: Set<Substring> = [
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]

  /// Whether it looks like `ALGORITHM BASE64 [comment]` on one line.
  static func isPlausible(_ line: String) -> Bool {
    let parts = line.split(separator: " ")
    guard parts.count >= 2, algorithms.contains(parts[0]), !line.contains("\n") else {
      return false
    }
    return parts[1].hasPrefix("AAAA")
      && parts[1].utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
          UInt8(ascii: "="):
          true
        default: false
        }
      }
  }

  /// The line without its comment, to tell whether two are the same key.
  static func material(of line: String) -> String {
    line.split(separator: " ").prefix(2).joined(separator: " ")
  }
}
