import Signing
import TestSupport
import Testing

/// Keys and signatures that gpg makes, and what becomes of them here.
@Suite struct OpenPGPTests {
  static let payload = Array("tree 1\n\nApprove: it\n".utf8)

  static func verdict(
    _ home: OpenPGPHome, _ armor: [UInt8], over payload: [UInt8] = payload
  ) throws -> Result<String, OpenPGPProblem> {
    let certificate = try OpenPGPCertificate(armored: home.exported())
    return try OpenPGPVerifier.verify(
      [(try OpenPGPSignature(armored: armor), payload)], by: certificate)[0]
  }

  @Test(
    arguments: [
      ("ed25519", nil), ("rsa3072", nil), ("nistp256", nil), ("nistp384", nil), ("nistp521", nil),
      ("ed25519", "ed25519"), ("rsa3072", "ed25519"),
    ] as [(String, String?)])
  func everyKindOfKeyIsVerified(algorithm: String, subkey: String?) throws {
    let home = try OpenPGPHome("Ana <ana@example.org>", algorithm: algorithm, subkey: subkey)
    let certificate = try OpenPGPCertificate(armored: home.exported())
    #expect(certificate.fingerprint == home.fingerprint)
    #expect(certificate.userID == "Ana <ana@example.org>")
    #expect(try OpenPGPCertificate(armored: certificate.armored) == certificate)
    #expect(try PublicKey(PublicKey.openPGP(certificate).line) == .openPGP(certificate))
    let armor = try home.sign(Self.payload)
    let signer = subkey == nil ? certificate.keys[0] : certificate.keys[1]
    #expect(try Self.verdict(home, armor) == .success(signer.fingerprint))
    #expect(try Self.verdict(home, armor, over: Self.payload + [10]) == .failure(.bad))
  }

  @Test func badSignaturesDoNotHideGoodOnes() throws {
    let home = try OpenPGPHome("Ana <ana@example.org>")
    let other = try OpenPGPHome("Eve <eve@example.org>")
    let certificate = try OpenPGPCertificate(armored: home.exported())
    let good = try OpenPGPSignature(armored: home.sign(Self.payload))
    let foreign = try OpenPGPSignature(armored: other.sign(Self.payload))
    let verdicts = try OpenPGPVerifier.verify(
      [
        (good, Self.payload), (good, []), (foreign, Self.payload), (good, Self.payload),
        (good, [0]), (good, Self.payload),
      ], by: certificate)
    let yes = Result<String, OpenPGPProblem>.success(home.fingerprint)
    #expect(
      verdicts == [yes, .failure(.bad), .failure(.otherKey), yes, .failure(.bad), yes])
  }

  /// Somebody may have no more time for another run of gpg.
  @Test func goesOnOnlyWhileThereIsTime() throws {
    let home = try OpenPGPHome("Ana <ana@example.org>")
    let certificate = try OpenPGPCertificate(armored: home.exported())
    let good = try OpenPGPSignature(armored: home.sign(Self.payload))
    let many = Array(repeating: (good, Self.payload), count: OpenPGPVerifier.batch + 1)
    var runs = 0
    let verdicts = try OpenPGPVerifier.verify(many, by: certificate) {
      runs += 1
      return runs <= 1
    }
    #expect(verdicts.count == OpenPGPVerifier.batch)
  }

  @Test func whatRunsOutOrIsWeakIsRefused() throws {
    let home = try OpenPGPHome("Ana <ana@example.org>")
    #expect(throws: SigningError.openPGP(.hash(2))) {
      try OpenPGPSignature(armored: home.sign(Self.payload, "--digest-algo", "SHA1"))
    }
    #expect(throws: SigningError.openPGP(.hash(11))) {
      try OpenPGPSignature(armored: home.sign(Self.payload, "--digest-algo", "SHA224"))
    }
    #expect(throws: SigningError.openPGP(.expiringSignature)) {
      try OpenPGPSignature(armored: home.sign(Self.payload, "--default-sig-expire", "1y"))
    }
    #expect(throws: SigningError.openPGP(.signatureType(1))) {
      try OpenPGPSignature(armored: home.sign(Self.payload, "--textmode"))
    }
    let weak = try OpenPGPHome("Ana <ana@example.org>", algorithm: "rsa2048")
    #expect(throws: SigningError.rsaSize(bits: 2048)) {
      try OpenPGPCertificate(armored: weak.exported())
    }
    let both = try home.exported() + OpenPGPHome("Ben <ben@example.org>").exported()
    #expect(throws: SigningError.self) { try OpenPGPCertificate(armored: both) }
    let secret = try home.gpg("--armor", "--export-secret-keys", home.fingerprint)
    #expect(throws: SigningError.openPGP(.secretKey)) { try OpenPGPCertificate(armored: secret) }
  }

  @Test func weakSubkeyDoesNotCount() throws {
    let home = try OpenPGPHome("Ana <ana@example.org>", subkey: "rsa2048")
    #expect(try Self.verdict(home, home.sign(Self.payload)) == .failure(.otherKey))
  }

  @Test func keyThatRanOutIsTakenAndRevokedOneIsNot() throws {
    let home = try OpenPGPHome("Ana <ana@example.org>")
    let armor = try home.sign(Self.payload)
    try home.gpg(
      "--faked-system-time", "20250101T000000!", "--quick-set-expire", home.fingerprint, "1d")
    #expect(try Self.verdict(home, armor) == .success(home.fingerprint))
    // gpg makes a revocation certificate with each key and guards it against accidents by a colon.
    let file = home.path + "/.gnupg/openpgp-revocs.d/\(home.fingerprint).rev"
    let revocation = String(decoding: try Files.read(file), as: UTF8.self)
      .replacing(":-----BEGIN", with: "-----BEGIN")
    try Files.write(Array(revocation.utf8), to: file)
    try home.gpg("--import", file)
    #expect(try Self.verdict(home, armor) == .failure(.revokedKey))
  }

  @Test func changedSignaturesAreRefused() throws {
    let home = try OpenPGPHome("Ana <ana@example.org>")
    let certificate = try OpenPGPCertificate(armored: home.exported())
    var lines = try home.sign(Self.payload).split(separator: 10, omittingEmptySubsequences: false)
    // Without its check sum, which would catch nearly all.
    lines.removeAll { $0.first == UInt8(ascii: "=") }
    let armor = Array(lines.joined(separator: [10]))
    #expect(try Self.verdict(home, armor) == .success(home.fingerprint))
    let tail = "\n-----END PGP SIGNATURE-----\n".utf8.count
    var generator = SeededGenerator(seed: 20)
    var candidates: [OpenPGPVerifier.Candidate] = []
    while candidates.count < 40 {
      var mutant = armor
      let index = Int.random(
        in: (armor.count - tail - 80)..<(armor.count - tail), using: &generator)
      mutant[index] = UInt8.random(in: 0x2B...0x7A, using: &generator)
      guard mutant != armor, let read = try? OpenPGPSignature(armored: mutant) else { continue }
      candidates.append((read, Self.payload))
    }
    for verdict in try OpenPGPVerifier.verify(candidates, by: certificate) {
      #expect(throws: OpenPGPProblem.self) { try verdict.get() }
    }
  }

  @Test func readersOfForeignBytesDoNotCrash() throws {
    let home = try OpenPGPHome("Ana <ana@example.org>", subkey: "rsa3072")
    let armor = try home.sign(Self.payload)
    let certificate = try OpenPGPCertificate(armored: home.exported())
    Fuzz.each(of: [certificate.blob], seed: 21) { bytes in
      _ = try? OpenPGPCertificate(blob: bytes)  // an error is as good as a key
    }
    Fuzz.each(of: [armor, Array(certificate.armored.utf8)], seed: 22) { bytes in
      _ = try? OpenPGPSignature(armored: bytes)
      _ = try? OpenPGPCertificate(armored: String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func signsAsGitWould() throws {
    let home = try OpenPGPHome("Ana <ana@example.org>", subkey: "ed25519")
    var configuration = SigningConfiguration(environment: Hermetic.environment(home: home.path))
    configuration.committer = "Ana <ana@example.org>"
    for (format, key) in [
      (nil, nil), ("openpgp", nil), (nil, home.fingerprint), ("openpgp", "ana@example.org"),
    ] as [(String?, String?)] {
      configuration.format = format
      configuration.key = key
      let signer = try Signer(configuration)
      #expect(signer.publicKey.fingerprint == home.fingerprint)
      let armor = try signer.sign(Self.payload)
      _ = try Self.verdict(home, Array(armor.utf8)).get()
    }
    configuration.key = "nobody@example.org"
    #expect(refusal { _ = try Signer(configuration) } == .noSecretKey(name: "nobody@example.org"))
    configuration.key = "~/.ssh/id_ed25519.pub"
    #expect(
      refusal { _ = try Signer(configuration) } == .formatMismatch(key: "~/.ssh/id_ed25519.pub"))
    configuration = SigningConfiguration(environment: Hermetic.environment(home: home.path))
    configuration.committer = "Nobody <nobody@example.org>"
    #expect(refusal { _ = try Signer(configuration) } == .noKey)
    configuration.openPGPProgram = "/nowhere/gpg"
    configuration.format = "openpgp"
    #expect(refusal { _ = try Signer(configuration) } == .programMissing("/nowhere/gpg"))
  }
}
