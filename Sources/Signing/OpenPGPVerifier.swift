import FoundationEssentials
import Processes

/// Has gpg verify signatures with one key and nothing else: a home of its own that holds only this
/// certificate, no agent, no network, no configuration.
///
/// The answer does not depend on the day: a key that has run out since (`EXPKEYSIG`) is taken, a
/// signature that runs out is not read at all, and gpg's own checks against the clock are off.
package enum OpenPGPVerifier {
  /// One signature and what it is said to be over.
  package typealias Candidate = (signature: OpenPGPSignature, payload: [UInt8])

  /// Most signatures that one run of gpg takes.
  package static let batch = 500
  /// Seconds for one run.
  private static let timeout = 120

  /// For each candidate the fingerprint of the key that made it, or why it proves nothing.
  ///
  /// Throws where gpg is missing or does not work: that is no verdict.
  ///
  /// - Parameter goesOn: asked before each run of gpg; where it says no, what was not verified yet
  ///   has no verdict and is left out.
  package static func verify(
    _ candidates: [Candidate], by certificate: OpenPGPCertificate,
    while goesOn: () -> Bool = { true }
  ) throws(SigningError) -> [Result<String, OpenPGPProblem>] {
    let home = try GPGHome()
    try home.write(certificate.blob, to: "certificate")
    // What import says is not needed: a key that it does not take verifies nothing.
    _ = try home.run(["--batch", "--import", "certificate"], timeout: timeout)
    var written = 0
    var verdicts: [Result<String, OpenPGPProblem>] = []
    while verdicts.count < candidates.count, goesOn() {
      let chunk = (verdicts.count..<candidates.count).prefix(batch)
      for index in chunk where index >= written {
        let (signature, payload) = candidates[index]
        try home.write(signature.message(payload), to: name(index))
        written = index + 1
      }
      let names = chunk.map(name)
      // Were gpg to stop at one of them, what is behind it is given to another run.
      verdicts += try verify(names, certificate, home)
    }
    return verdicts
  }

  private static func name(_ index: Int) -> String { "message-\(index)" }

  /// Verdicts on the first of some messages; on one at least.
  private static func verify(
    _ names: [String], _ certificate: OpenPGPCertificate, _ home: GPGHome
  ) throws(SigningError) -> [Result<String, OpenPGPProblem>] {
    // Not with --batch, for then gpg ends at the first bad one; it has no terminal to ask anyway.
    let output = try home.run(["--verify-files"] + names, timeout: timeout)
    var verdicts: [Result<String, OpenPGPProblem>] = []
    var lines: [[Substring]] = []
    var isOpen = false
    func close() {
      verdicts.append(verdict(lines, certificate))
      lines = []
      isOpen = false
    }
    for line in output.split(separator: "\n") where line.hasPrefix(statusPrefix) {
      let words = line.dropFirst(statusPrefix.count).split(separator: " ")
      switch words.first {
      case "FILE_START":
        guard !isOpen, verdicts.count < names.count, words.last == names[verdicts.count][...]
        else { throw .programFailed(program: "gpg", status: 0, message: output) }
        isOpen = true
      case "FILE_DONE": close()
      case nil: break
      default: lines.append(words)
      }
    }
    if isOpen { close() }
    guard !verdicts.isEmpty else {
      throw .programFailed(program: "gpg", status: 0, message: output)
    }
    return verdicts
  }

  private static let statusPrefix = "[GNUPG:] "

  /// What gpg's status lines on one signature come to (GnuPG's doc/DETAILS).
  ///
  /// Exactly one VALIDSIG, by a key of the certificate that may count, and one GOODSIG or
  /// EXPKEYSIG; anything that speaks against it refuses.
  private static func verdict(
    _ lines: [[Substring]], _ certificate: OpenPGPCertificate
  ) -> Result<String, OpenPGPProblem> {
    func all(_ keywords: Substring...) -> [[Substring]] {
      lines.filter { $0.first.map(keywords.contains) == true }
    }
    if !all("REVKEYSIG").isEmpty { return .failure(.revokedKey) }
    if !all("EXPSIG").isEmpty { return .failure(.expiringSignature) }
    if !all("BADSIG").isEmpty { return .failure(.bad) }
    if !all("ERRSIG", "NO_PUBKEY").isEmpty { return .failure(.otherKey) }
    let valid = all("VALIDSIG")
    guard valid.count == 1, all("GOODSIG", "EXPKEYSIG").count == 1, all("NEWSIG").count == 1,
      valid[0].count == 11
    else { return .failure(.noVerdict) }
    let words = valid[0]
    guard words[5] == "4", words[9] == "00",
      UInt8(words[8]).map(OpenPGPSignature.hashes.contains) == true
    else { return .failure(.noVerdict) }
    guard words[10] == certificate.fingerprint,
      let key = certificate.keys.first(where: { $0.fingerprint == words[1] }), key.material != nil
    else { return .failure(.otherKey) }
    return .success(key.fingerprint)
  }
}

/// A home for gpg that nobody else can look into, removed with all that is in it.
///
/// In `/tmp` rather than in TMPDIR: gpg refuses long paths, and nothing of it outlives the run.
private final class GPGHome {
  let path: String

  init() throws(SigningError) { path = try PrivateFolder.make(in: nil) }

  deinit { try? FileManager.default.removeItem(atPath: path) }  // a leftover holds public data only

  func write(_ bytes: [UInt8], to name: String) throws(SigningError) {
    try PrivateFolder.create("\(path)/\(name)", bytes)
  }

  /// Runs gpg in the home and returns its status lines.
  func run(_ arguments: [String], timeout: Int) throws(SigningError) -> String {
    var command = Command(
      "gpg",
      [
        "--homedir", path, "--no-options", "--no-tty", "--quiet", "--no-autostart",
        "--disable-dirmngr", "--no-auto-key-retrieve", "--no-auto-key-locate", "--lock-never",
        "--no-random-seed-file", "--trust-model", "always", "--ignore-time-conflict",
        "--ignore-valid-from", "--weak-digest", "SHA1", "--weak-digest", "RIPEMD160",
        "--status-fd", "1",
      ] + arguments)
    command.directory = path
    command.environment = [
      "HOME": path, "LC_ALL": "C",
      "PATH": PrivateFolder.inheritedVariable("PATH") ?? "/usr/bin:/bin",
    ]
    command.outputLimit = 8 << 20
    command.timeout = timeout
    let result: ProcessResult
    do throws(ProcessError) {
      result = try command.run()
    } catch {
      throw SigningError(error)
    }
    // 1 is a signature that is bad, 2 a key that is not there; a signal is neither.
    guard result.status <= 2 else {
      throw .programFailed(
        program: "gpg", status: result.status, message: String(result.errorText.prefix(4096)))
    }
    return result.outputText
  }
}
