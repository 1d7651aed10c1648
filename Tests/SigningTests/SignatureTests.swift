import Crypto
import CryptoExtras
import Foundation
import Signing
import Testing

struct SignatureTests {
  @Test(arguments: PublicKeyTests.made)
  func verifiesWhatSSHKeygenSigns(type: String, bits: Int?, algorithm: KeyAlgorithm) throws {
    let workshop = try Workshop()
    let key = try workshop.makeKey("key", type: type, bits: bits)
    for hash in [nil, "sha256", "sha512"] {
      let armor = try workshop.sign(payload, with: "key", hash: hash)
      let signature = try SSHSignature(armored: armor)
      #expect(signature.publicKey == key)
      #expect(signature.publicKey.algorithm == algorithm)
      #expect(signature.namespace == "git")
      #expect(signature.hash == (hash == "sha256" ? .sha256 : .sha512))
      try signature.verify(payload)
      try signature.verify(payload, with: key)
      #expect(try workshop.openSSHAccepts(armor, of: payload, by: key.line))
      #expect(throws: SigningError.badSignature) { try signature.verify(payload + [10]) }
      #expect(throws: SigningError.badSignature) { try signature.verify([]) }
    }
    let empty = try SSHSignature(armored: try workshop.sign([], with: "key"))
    try empty.verify([])
    let foreign = try SSHSignature(armored: workshop.sign(payload, with: "key", namespace: "file"))
    #expect(throws: SigningError.namespace("file")) { try foreign.verify(payload) }
  }

  @Test func refusesShortRSA() throws {
    let workshop = try Workshop()
    _ = try? workshop.makeKey("key", type: "rsa", bits: 2048)
    let armor = try workshop.sign(payload, with: "key")
    #expect(throws: SigningError.rsaSize(bits: 2048)) { try SSHSignature(armored: armor) }
  }

  @Test(arguments: ForgedKey.all)
  func verifiesWhatTheFormatSays(key: ForgedKey) throws {
    let workshop = try Workshop()
    for hash in ["sha256", "sha512"] {
      let blob = try SSHForge(hash: hash).blob(payload, by: key)
      for width in [1, 64, 70, 76, 10_000] {
        try SSHSignature(armored: SSHForge.armor(blob, width: width)).verify(payload)
      }
      let armor = SSHForge.armor(blob)
      try SSHSignature(armored: armor + [10]).verify(payload)
      #expect(try workshop.openSSHAccepts(armor, of: payload, by: key.line))
      #expect(throws: SigningError.badSignature) {
        try SSHSignature(armored: armor).verify(Array(payload.dropLast()))
      }
    }
  }

  @Test func verifiesOnlyWithTheKeyAskedFor() throws {
    let key = ForgedKey.ed25519(.init())
    let signature = try SSHSignature(blob: SSHForge().blob(payload, by: key))
    let other = try SSHPublicKey(ForgedKey.ed25519(.init()).line)
    #expect(
      throws: SigningError.otherKey(
        wanted: other.fingerprint, found: signature.publicKey.fingerprint)
    ) { try signature.verify(payload, with: other) }
  }

  @Test(arguments: ForgedKey.all)
  func refusesAnotherForm(key: ForgedKey) throws {
    func refusal(_ change: (inout SSHForge) -> Void) throws -> SigningError? {
      var forge = SSHForge()
      change(&forge)
      let armor = SSHForge.armor(try forge.blob(payload, by: key))
      do throws(SigningError) {
        try SSHSignature(armored: armor).verify(payload)
        return nil
      } catch {
        return error
      }
    }
    #expect(try refusal { _ in } == nil)
    #expect(try refusal { $0.magic = Array("SSHSIH".utf8) } == .magic)
    #expect(try refusal { $0.version = 0 } == .version(0))
    #expect(try refusal { $0.version = 2 } == .version(2))
    for namespace in ["", "Git", "git ", "gi", "gitt", "file"] {
      let error = try refusal { $0.namespace = namespace }
      #expect(error == .namespace(namespace) || error == .notASCII(.signature, .namespace))
    }
    #expect(try refusal { $0.namespace = "git\0" } == .notASCII(.signature, .namespace))
    #expect(try refusal { $0.reserved = [0] } == .reserved(count: 1))
    #expect(try refusal { $0.statedHash = "sha1" } == .unsupportedHash("sha1"))
    #expect(try refusal { $0.statedHash = "md5" } == .unsupportedHash("md5"))
    #expect(try refusal { $0.statedHash = "SHA512" } == .unsupportedHash("SHA512"))
    #expect(try refusal { $0.statedHash = "sha256" } == .badSignature)
    #expect(try refusal { $0.trailing = [0] } == .trailing(.signature, count: 1))
    #expect(try refusal { $0.alter = { $0 + [0] } } == .trailing(.signatureBlob, count: 1))
    #expect(
      try refusal { $0.alter = { _ in Wire.string("ssh-dss") + Wire.string([1]) } }
        == .unsupportedAlgorithm("ssh-dss"))
    let webauthn = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
    #expect(
      try refusal { $0.alter = { _ in Wire.string(webauthn) + Wire.string([1]) } }
        == .unsupportedAlgorithm(webauthn))
    let certificate = "ssh-ed25519-cert-v01@openssh.com"
    #expect(
      try refusal { $0.statedKey = Wire.string(certificate) + Wire.string([1]) }
        == .certificate(certificate))
    for other in ForgedKey.all where other.name != key.name {
      let foreign = try other.signature(over: payload)
      let error = try refusal { $0.alter = { _ in foreign } }
      guard case .algorithmMismatch(let stated, _) = error else {
        Issue.record("\(key.name) with a signature of \(other.name): \(String(describing: error))")
        continue
      }
      #expect(stated.rawValue == key.name)
      // The key swapped instead of the signature.
      #expect(try refusal { $0.statedKey = other.publicBlob } != nil)
    }
  }

  @Test func refusesSHA1() throws {
    let rsa = try #require(ForgedKey.rsaKey)
    let key = ForgedKey.rsa(rsa, algorithm: "ssh-rsa")
    let blob = try SSHForge().blob(payload, by: key)
    #expect(throws: SigningError.sha1) { try SSHSignature(blob: blob) }
    // A SHA-256 signature under the name of the SHA-512 one, and the other way round.
    for (made, stated) in [("rsa-sha2-256", "rsa-sha2-512"), ("rsa-sha2-512", "rsa-sha2-256")] {
      var forge = SSHForge()
      forge.alter = { Wire.string(stated) + Array($0.dropFirst(4 + made.utf8.count)) }
      let blob = try forge.blob(payload, by: .rsa(rsa, algorithm: made))
      #expect(throws: SigningError.badSignature) { try SSHSignature(blob: blob).verify(payload) }
    }
  }

  @Test func refusesNumbersOfOtherLength() throws {
    let rsa = try #require(ForgedKey.rsaKey)
    func refusal(_ name: String, _ key: ForgedKey, _ bytes: [UInt8]) throws -> SigningError? {
      var forge = SSHForge()
      forge.alter = { _ in Wire.string(name) + Wire.string(bytes) }
      let blob = try forge.blob(payload, by: key)
      do throws(SigningError) {
        try SSHSignature(blob: blob).verify(payload)
        return nil
      } catch {
        return error
      }
    }
    let rsaKey = ForgedKey.rsa(rsa, algorithm: "rsa-sha2-512")
    for count in [0, 385, 512] {
      #expect(
        try refusal("rsa-sha2-512", rsaKey, [UInt8](repeating: 1, count: count))
          == .signatureLength(.rsa, count: count))
    }
    #expect(try refusal("rsa-sha2-512", rsaKey, [1]) == .badSignature)
    let edwards = ForgedKey.ed25519(.init())
    for count in [0, 63, 65] {
      #expect(
        try refusal("ssh-ed25519", edwards, [UInt8](repeating: 1, count: count))
          == .signatureLength(.ed25519, count: count))
    }
    let nist = ForgedKey.p256(.init())
    let one = Wire.mpint([1])
    func pair(_ r: [UInt8], _ s: [UInt8]) throws -> SigningError? {
      try refusal("ecdsa-sha2-nistp256", nist, r + s)
    }
    let order = [UInt8](repeating: 0xFF, count: 32)
    #expect(try pair(one, one) == .badSignature)
    #expect(try pair(Wire.mpint(order), Wire.mpint(order)) == .badSignature)
    #expect(try pair(Wire.string([]), one) == .integer(.ecdsaPair, .r))
    #expect(try pair(one, Wire.string([0])) == .integer(.ecdsaPair, .s))
    #expect(try pair(one, Wire.string([0, 1])) == .integer(.ecdsaPair, .s))
    #expect(try pair(Wire.string([0x80]), one) == .integer(.ecdsaPair, .r))
    #expect(
      try pair(Wire.mpint([1] + order), one) == .signatureLength(.ecdsaP256, count: 33))
    #expect(try pair(one, one + [0]) == .trailing(.ecdsaPair, count: 1))
  }

  @Test func hardwareKeysNeedATouch() throws {
    func refusal(_ touch: ForgedKey.Touch) throws -> [SigningError?] {
      let keys: [ForgedKey] = [.securityEd25519(.init(), touch), .securityP256(.init(), touch)]
      return try keys.map { key in
        let blob = try SSHForge().blob(payload, by: key)
        do throws(SigningError) {
          try SSHSignature(blob: blob).verify(payload)
          return nil
        } catch {
          return error
        }
      }
    }
    #expect(try refusal(.init(flags: 0x05)) == [nil, nil])
    #expect(try refusal(.init(application: "ssh:charter")) == [nil, nil])
    #expect(try refusal(.init(flags: 0x00)) == [.noUserPresence, .noUserPresence])
    #expect(try refusal(.init(flags: 0x04)) == [.noUserPresence, .noUserPresence])
    #expect(
      try refusal(.init(flags: 0x00, statedFlags: 0x01)) == [.badSignature, .badSignature])
    #expect(try refusal(.init(statedCounter: 8)) == [.badSignature, .badSignature])
    #expect(
      try refusal(.init(statedApplication: "ssh:x")) == [.badSignature, .badSignature])
  }
}
