import Processes

/// Signs as `git commit -S` would, by the same program on the same key, and believes nothing before
/// it is verified: ssh-keygen where `gpg.format` is `ssh`, gpg where it is `openpgp` or unset.
package struct Signer: Sendable {
  /// The key that `sign` signs with.
  package let publicKey: PublicKey
  private let method: Method

  private enum Method: Sendable {
    case ssh(SSHSigner)
    case openPGP(OpenPGPSigner)
  }

  /// Finds the key; nothing is signed yet. A private key file without a `.pub` beside it may make
  /// ssh-keygen ask for its pass phrase.
  package init(_ configuration: SigningConfiguration) throws(SigningError) {
    switch configuration.format ?? "openpgp" {
    case "ssh":
      let signer = try SSHSigner(configuration)
      publicKey = .ssh(signer.publicKey)
      method = .ssh(signer)
    case "openpgp":
      let signer = try OpenPGPSigner(configuration)
      publicKey = .openPGP(signer.certificate)
      method = .openPGP(signer)
    case let format: throw .unsupportedFormat(format)
    }
  }

  /// The armored signature of `payload`, from its BEGIN line to its END line, without a line break
  /// after it.
  ///
  /// It is verified with `publicKey` before it is returned.
  package func sign(_ payload: [UInt8]) throws(SigningError) -> String {
    switch method {
    case .ssh(let signer): try signer.sign(payload)
    case .openPGP(let signer): try signer.sign(payload)
    }
  }
}

/// Signs with ssh-keygen (git's gpg-interface.c, `sign_buffer_ssh`).
struct SSHSigner: Sendable {
  let publicKey: SSHPublicKey
  private let key: SigningKey
  private let configuration: SigningConfiguration

  init(_ configuration: SigningConfiguration) throws(SigningError) {
    self.configuration = configuration
    key = try SigningKey(configuration)
    publicKey = try key.publicKey(configuration)
  }

  /// The armored signature of `payload`, from its BEGIN line to its END line, without a line break
  /// after it.
  ///
  /// It is verified with `publicKey` before it is returned. The payload lies in a file that only
  /// this user can read while the program runs.
  func sign(_ payload: [UInt8]) throws(SigningError) -> String {
    let written = try PrivateFolder.with(in: configuration.variable("TMPDIR")) {
      folder throws(SigningError) in try sign(payload, in: folder)
    }
    // As git does: some programs write the line ends of another system.
    var armor = written.filter { $0 != UInt8(ascii: "\r") }
    if armor.last == UInt8(ascii: "\n") { armor.removeLast() }
    try SSHSignature(armored: armor).verify(payload, with: publicKey)
    return String(decoding: armor, as: UTF8.self)
  }

  private func sign(_ payload: [UInt8], in folder: borrowing PrivateFolder) throws(SigningError)
    -> [UInt8]
  {
    let payloadFile = try folder.create("payload", payload)
    var arguments = ["-Y", "sign", "-n", SSHSignature.namespace]
    switch key {
    case .file(let path):
      arguments += ["-f", path]
    case .literal(let line):
      let file = try folder.create("key.pub", Array("\(line)\n".utf8))
      // The private half is nowhere but in an agent; git says so since 2.40, for a better message.
      arguments += ["-f", file, "-U"]
    }
    let program = configuration.sshProgram ?? "ssh-keygen"
    if publicKey.algorithm.isSecurityKey {
      // "Confirm user presence" is printed only where standard error is a terminal.
      if configuration.sshProgram == nil { arguments.append("-q") }
      try configuration.runForeground(program, arguments + [payloadFile])
    } else {
      _ = try configuration.run(program, arguments + [payloadFile], asks: true)
    }
    do throws(SigningError) {
      return try PrivateFolder.content(
        of: payloadFile + ".sig", as: .armor, limit: SSHArmor.limit)
    } catch .unreadable {
      throw .nothingSigned(program: program)
    }
  }
}
