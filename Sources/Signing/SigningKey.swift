import Processes

/// The key that git would sign with: gpg-interface.c of git 2.39, `get_signing_key` and
/// `is_literal_ssh_key`.
enum SigningKey: Hashable, Sendable {
  /// The path of a private key, or of a public one whose private half is beside it or in an agent.
  case file(String)
  /// A key line; the private half is in an agent.
  case literal(String)

  init(_ configuration: SigningConfiguration) throws(SigningError) {
    let text: String
    if let key = configuration.key, !key.isEmpty {
      text = key
    } else if let command = configuration.defaultKeyCommand, !command.isEmpty {
      text = try Self.ask(command, configuration)
    } else {
      throw .noKey
    }
    if let line = Self.literal(text) {
      self = .literal(line)
    } else {
      self = .file(configuration.path(text))
    }
  }

  /// The public half, without signing anything.
  ///
  /// Looked for as ssh-keygen looks for it: the file is itself a public key, or the one beside it
  /// ends in `.pub`; else ssh-keygen derives it, which may ask for the pass phrase.
  func publicKey(_ configuration: SigningConfiguration) throws(SigningError) -> SSHPublicKey {
    switch self {
    case .literal(let line):
      return try SSHPublicKey(line)
    case .file(let path):
      let content: [UInt8]
      do throws(SigningError) {
        content = try PrivateFolder.content(
          of: path, as: .keyLine, limit: SSHPublicKey.lineLimit * 8)
      } catch .unreadable(_, let errno) {
        // The private key may be in an agent only.
        guard PrivateFolder.exists(path + ".pub") else {
          throw .unreadable(path: path, errno: errno)
        }
        return try SSHPublicKey(fileAt: path + ".pub")
      }
      if !content.starts(with: "-----BEGIN ".utf8) { return try SSHPublicKey(fileAt: path) }
      if PrivateFolder.exists(path + ".pub") { return try SSHPublicKey(fileAt: path + ".pub") }
      let line = try configuration.run("ssh-keygen", ["-y", "-f", path], asks: true)
      return try SSHPublicKey(Self.firstLine(line))
    }
  }

  /// Runs `gpg.ssh.defaultKeyCommand` and returns the first line that it prints.
  private static func ask(
    _ command: String, _ configuration: SigningConfiguration
  ) throws(SigningError) -> String {
    let words = try CommandLineWords.split(command)
    guard let program = words.first, !program.isEmpty else { throw .commandSyntax(command) }
    let output: [UInt8]
    do throws(SigningError) {
      output = try configuration.run(program, Array(words.dropFirst()), asks: true)
    } catch .programFailed(_, _, let message) {
      throw .noKeyFromCommand(command: command, message: message)
    }
    let line = firstLine(output)
    guard literal(line) != nil else { throw .noKeyFromCommand(command: command, message: line) }
    return line
  }

  private static func literal(_ text: String) -> String? {
    if text.hasPrefix("key::") { return String(text.dropFirst(5)) }
    return text.hasPrefix("ssh-") ? text : nil
  }

  private static func firstLine(_ output: [UInt8]) -> String {
    let line = output.prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }
}

extension SSHPublicKey {
  /// Reads a `.pub` file: one key line, with or without a line break after it.
  package init(fileAt path: String) throws(SigningError) {
    var content = try PrivateFolder.content(of: path, as: .keyLine, limit: Self.lineLimit + 2)
    if content.last == UInt8(ascii: "\n") { content.removeLast() }
    if content.last == UInt8(ascii: "\r") { content.removeLast() }
    try self.init(String(decoding: content, as: UTF8.self))
  }
}
