import Processes

/// Signs with gpg as git does where `gpg.format` is `openpgp` or unset (git's gpg-interface.c,
/// `sign_buffer_gpg`).
struct OpenPGPSigner: Sendable {
  /// What gpg is told to sign with: `user.signingKey`, else the committer's name and address.
  let name: String
  let certificate: OpenPGPCertificate
  private let program: String
  private let configuration: SigningConfiguration

  /// Finds the key; nothing is signed yet.
  ///
  /// Throws `noKey` where nothing was configured and gpg has nothing either.
  init(_ configuration: SigningConfiguration) throws(SigningError) {
    program = configuration.openPGPProgram ?? "gpg"
    self.configuration = configuration
    let key = configuration.key.flatMap { $0.isEmpty ? nil : $0 }
    if let key, Self.isSSH(key) { throw .formatMismatch(key: key) }
    guard let name = key ?? configuration.committer else { throw .noKey }
    self.name = name
    let isAskedFor = key != nil || configuration.format != nil
    let listing: String
    do throws(SigningError) {
      listing = String(
        decoding: try configuration.run(
          program, ["--batch", "--with-colons", "--list-secret-keys", name], asks: false),
        as: UTF8.self)
    } catch .programFailed {
      throw isAskedFor ? .noSecretKey(name: name) : .noKey
    } catch .programMissing(let missing) {
      throw isAskedFor ? .programMissing(missing) : .noKey
    }
    guard let fingerprint = Self.fingerprint(listing) else {
      throw isAskedFor ? .noSecretKey(name: name) : .noKey
    }
    let armor = try configuration.run(
      program,
      [
        "--batch", "--armor", "--export-options", "export-minimal,no-export-attributes", "--export",
        fingerprint,
      ], asks: false)
    let text = String(decoding: armor.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    certificate = try OpenPGPCertificate(armored: text)
  }

  /// The armored signature, verified with the certificate, without a line break after it.
  func sign(_ payload: [UInt8]) throws(SigningError) -> String {
    let (output, status) = try configuration.run(
      program, ["--status-fd=2", "-bsau", name], input: payload)
    // As git does: the exit status alone is not believed.
    guard "\n\(status)".contains("\n[GNUPG:] SIG_CREATED ") else {
      throw .nothingSigned(program: program)
    }
    var armor = output.filter { $0 != UInt8(ascii: "\r") }
    while armor.last == UInt8(ascii: "\n") { armor.removeLast() }
    let signature = try OpenPGPSignature(armored: armor)
    let verdicts = try OpenPGPVerifier.verify([(signature, payload)], by: certificate)
    do {
      _ = try verdicts[0].get()
    } catch {
      throw .openPGP(error)
    }
    return String(decoding: armor, as: UTF8.self)
  }

  /// Somebody set `user.signingKey` for SSH and left `gpg.format` out.
  private static func isSSH(_ key: String) -> Bool {
    ["ssh-", "ecdsa-", "sk-", "key::", "/", "~/"].contains { key.hasPrefix($0) }
      || key.hasSuffix(".pub")
  }

  /// The first secret key's primary fingerprint (GnuPG's doc/DETAILS, colon listings).
  private static func fingerprint(_ listing: String) -> String? {
    var isPrimary = false
    for line in listing.split(separator: "\n") {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      if fields[0] == "sec" { isPrimary = true }
      if fields[0] == "fpr", isPrimary, fields.count > 9 { return String(fields[9]) }
    }
    return nil
  }
}
