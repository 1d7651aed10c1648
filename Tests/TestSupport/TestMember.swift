private import Processes

/// A person of a test: a handle, a home of its own with git's configuration, and an SSH key.
package final class TestMember: Sendable {
  /// What ssh-keygen makes.
  package enum KeyType: Sendable, CaseIterable {
    case ed25519, ecdsa256, ecdsa384, ecdsa521, rsa2048, rsa3072

    var arguments: [String] {
      switch self {
      case .ed25519: ["-t", "ed25519"]
      case .ecdsa256: ["-t", "ecdsa", "-b", "256"]
      case .ecdsa384: ["-t", "ecdsa", "-b", "384"]
      case .ecdsa521: ["-t", "ecdsa", "-b", "521"]
      case .rsa2048: ["-t", "rsa", "-b", "2048"]
      case .rsa3072: ["-t", "rsa", "-b", "3072"]
      }
    }
  }

  /// A key pair in a member's home.
  package struct Key: Sendable {
    /// The private key's file; the public one's ends with `.pub`.
    package let path: String
    /// The public key as a roster writes it: `ssh-ed25519 AAAA…`, without a comment.
    package let line: String
  }

  package let handle: String
  package let name: String
  package let email: String
  package let key: Key
  private let folder: TemporaryFolder

  /// - Parameter name: the handle with a capital where nil.
  package init(_ handle: String, name: String? = nil, keyType: KeyType = .ed25519) throws {
    self.handle = handle
    self.name = name ?? handle.prefix(1).uppercased() + handle.dropFirst()
    email = handle + "@example.org"
    folder = try TemporaryFolder("charter-member-\(handle)")
    key = try TestMember.makeKey(
      "id_\(keyType)", type: keyType, comment: email, in: folder)
    try folder.write(
      GitSandbox.configuration(name: self.name, email: email) + """
        [user]
        \tsigningKey = \(key.path).pub
        [gpg]
        \tformat = ssh
        [gpg "ssh"]
        \tallowedSignersFile = \(folder.path)/allowed_signers

        """, to: ".gitconfig")
    try allowSigners([(email, key.line)])
  }

  /// `HOME`.
  package var home: String { folder.path }

  /// A hermetic environment with this member's home.
  package func environment(seconds: Int64? = nil) -> [String: String] {
    Hermetic.environment(home: home, seconds: seconds)
  }

  /// `Ana <ana@example.org> 1790000000 +0000`
  package func headerText(seconds: Int64) -> String { "\(name) <\(email)> \(seconds) +0000" }

  /// Makes another key, `.ssh/NAME`, which git does not use until it is told to.
  package func makeKey(_ name: String, type: KeyType = .ed25519) throws -> Key {
    try TestMember.makeKey(name, type: type, comment: email, in: folder)
  }

  /// Says whose signatures `git verify-commit` takes for good in this home.
  package func allowSigners(of members: [TestMember]) throws {
    try allowSigners(members.map { ($0.email, $0.key.line) })
  }

  private func allowSigners(_ signers: [(email: String, line: String)]) throws {
    let lines = signers.map { "\($0.email) namespaces=\"git\" \($0.line)\n" }
    try folder.write(lines.joined(), to: "allowed_signers")
  }

  /// The armored signature that ssh-keygen gives for a payload, with its last line feed.
  package func sign(
    _ payload: [UInt8], key: Key? = nil, namespace: String = "git"
  ) throws -> String {
    let arguments = ["-Y", "sign", "-q", "-n", namespace, "-f", (key ?? self.key).path]
    var command = Command("ssh-keygen", arguments)
    command.environment = environment()
    command.input = payload
    let result = try command.run()
    guard result.succeeded else {
      throw CommandFailure(command: ["ssh-keygen"] + arguments, result: result)
    }
    return result.outputText
  }

  private static func makeKey(
    _ name: String, type: KeyType, comment: String, in folder: TemporaryFolder
  ) throws -> Key {
    try folder.makeFolder(".ssh")
    let path = folder.path(".ssh/\(name)")
    let arguments = type.arguments + ["-q", "-N", "", "-C", comment, "-f", path]
    var command = Command("ssh-keygen", arguments)
    command.environment = Hermetic.environment(home: folder.path)
    let result = try command.run()
    guard result.succeeded else {
      throw CommandFailure(command: ["ssh-keygen"] + arguments, result: result)
    }
    let text = String(decoding: try Files.read(path + ".pub"), as: UTF8.self)
    return Key(path: path, line: text.split(separator: " ").prefix(2).joined(separator: " "))
  }
}
