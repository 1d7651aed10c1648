import Crypto
import CryptoExtras
import Foundation
import Signing
import Testing

struct PublicKeyTests {
  static let made: [(type: String, bits: Int?, algorithm: KeyAlgorithm)] = [
    ("ed25519", nil, .ed25519), ("ecdsa", 256, .ecdsaP256), ("ecdsa", 384, .ecdsaP384),
    ("ecdsa", 521, .ecdsaP521), ("rsa", 3072, .rsa), ("rsa", 4096, .rsa),
  ]

  @Test(arguments: made)
  func readsWhatSSHKeygenMakes(type: String, bits: Int?, algorithm: KeyAlgorithm) throws {
    let workshop = try Workshop()
    let key = try workshop.makeKey("key", type: type, bits: bits)
    #expect(key.algorithm == algorithm)
    #expect(key.comment == "key@test")
    let listed = try workshop.run("ssh-keygen", "-l", "-f", "key.pub").split(separator: " ")
    #expect(listed[1] == key.fingerprint)
    let line = String(decoding: try workshop.read("key.pub"), as: UTF8.self)
    #expect(line == key.line + " key@test\n")
    #expect(try SSHPublicKey(key.line) == key)
    #expect(try SSHPublicKey(blob: key.blob[...]).material == key.material)
  }

  @Test func refusesShortRSA() throws {
    let workshop = try Workshop()
    #expect(throws: SigningError.rsaSize(bits: 2048)) {
      try workshop.makeKey("key", type: "rsa", bits: 2048)
    }
  }

  @Test func sameMaterialInAnotherDress() throws {
    let edwards = Curve25519.Signing.PrivateKey()
    let plain = try SSHPublicKey(ForgedKey.ed25519(edwards).line)
    let hardware = try SSHPublicKey(ForgedKey.securityEd25519(edwards, .init()).line)
    #expect(plain.material == hardware.material)
    #expect(plain != hardware)
    #expect(hardware.application == Array("ssh:".utf8))
    let nist = P256.Signing.PrivateKey()
    let one = try SSHPublicKey(ForgedKey.p256(nist).line)
    let two = try SSHPublicKey(ForgedKey.securityP256(nist, .init()).line)
    #expect(one.material == two.material)
    #expect(one.material != plain.material)
  }

  @Test func commentsDoNotMatter() throws {
    let line = ForgedKey.all[0].line
    let bare = line.split(separator: " ").dropLast().joined(separator: " ")
    let same: Set = [
      try SSHPublicKey(line), try SSHPublicKey(bare), try SSHPublicKey(bare + " another one"),
      try SSHPublicKey(bare.replacingOccurrences(of: " ", with: "\t ")),
    ]
    #expect(same.count == 1)
    #expect(try SSHPublicKey(bare + " another one").comment == "another one")
  }

  @Test(arguments: ForgedKey.all)
  func refusesOtherLines(key: ForgedKey) throws {
    let line = key.line
    let words = line.split(separator: " ").map(String.init)
    func refusal(_ text: String) -> SigningError? {
      do throws(SigningError) {
        _ = try SSHPublicKey(text)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal("") == .empty(.keyLine))
    #expect(refusal("   ") == .empty(.keyLine))
    #expect(refusal(" " + line) == .controlCharacter(.keyLine, offset: 0))
    #expect(refusal(line + "\n") == .controlCharacter(.keyLine, offset: line.utf8.count))
    #expect(refusal(line + "\n" + line) == .controlCharacter(.keyLine, offset: line.utf8.count))
    #expect(refusal(line + "\u{1B}[31m") == .controlCharacter(.keyLine, offset: line.utf8.count))
    #expect(refusal("restrict " + line) == .options)
    #expect(refusal("command=\"/bin/sh\",no-pty " + line) == .options)
    #expect(refusal(words[0]) == .missingKey)
    #expect(refusal(line + String(repeating: "x", count: 8192)) == .tooLarge(.keyLine, limit: 8192))
    #expect(refusal("ssh-dss " + words[1]) == .unsupportedAlgorithm("ssh-dss"))
    #expect(
      refusal("\(words[0])-cert-v01@openssh.com " + words[1])
        == .certificate("\(words[0])-cert-v01@openssh.com"))
    let other = key.name == "ssh-ed25519" ? "ssh-rsa" : "ssh-ed25519"
    #expect(refusal("\(other) \(words[1])") == .nameMismatch(named: other, inside: key.name))
    #expect(refusal("\(words[0]) \(words[1])=") != nil)
    #expect(refusal("\(words[0]) \(words[1])====") != nil)
    #expect(refusal("\(words[0]) \(words[1].dropLast())") != nil)
    #expect(refusal("\(words[0]) -\(words[1].dropFirst())") == .base64(.keyLine, offset: 0))
    #expect(refusal("\(words[0]) \(base64(key.publicBlob + [0]))") == .trailing(.keyBlob, count: 1))
  }

  @Test func refusesBitsUnderThePadding() throws {
    // 51 bytes of blob make no padding, so the application is chosen for one and for two.
    for application in ["a", "ab", "abc"] {
      let key = ForgedKey.securityEd25519(.init(), .init(application: application))
      let text = base64(key.publicBlob)
      guard let position = text.lastIndex(where: { $0 != "=" }), text.last == "=" else { continue }
      let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
      let value = try #require(alphabet.firstIndex(of: text[position]))
      var other = text
      other.replaceSubrange(position...position, with: [alphabet[value ^ 1]])
      _ = try SSHPublicKey("\(key.name) \(text)")
      #expect(throws: SigningError.self) { try SSHPublicKey("\(key.name) \(other)") }
    }
  }

  @Test(arguments: ForgedKey.all)
  func refusesEveryPrefix(key: ForgedKey) throws {
    let blob = key.publicBlob
    for length in 0..<blob.count {
      do throws(SigningError) {
        _ = try SSHPublicKey(blob: blob[..<length])
        Issue.record("\(key.name) accepted at \(length) bytes")
      } catch {
        guard case .truncated(.keyBlob, _, _) = error else {
          Issue.record("\(key.name) at \(length): \(error)")
          return
        }
      }
    }
  }

  @Test func refusesBadMaterial() throws {
    func refusal(_ parts: [UInt8]...) -> SigningError? {
      do throws(SigningError) {
        _ = try SSHPublicKey(blob: parts.flatMap { $0 }[...])
        return nil
      } catch {
        return error
      }
    }
    let edwards = Wire.string("ssh-ed25519")
    #expect(
      refusal(edwards, Wire.string([UInt8](repeating: 9, count: 31)))
        == .keyLength(.ed25519, count: 31))
    // The neutral point, with either sign, and y = 2^255 - 18, which is 1 again.
    for sign in [UInt8(0), 0x80] {
      let neutral = [1] + [UInt8](repeating: 0, count: 30) + [sign]
      #expect(refusal(edwards, Wire.string(neutral)) == .point(.ed25519))
      let spelled = [0xEE] + [UInt8](repeating: 0xFF, count: 30) + [0x7F | sign]
      #expect(refusal(edwards, Wire.string(spelled)) == .point(.ed25519))
    }
    let nist = Wire.string("ecdsa-sha2-nistp256") + Wire.string("nistp256")
    let point = Array(P256.Signing.PrivateKey().publicKey.x963Representation)
    #expect(refusal(nist, Wire.string(point)) == nil)
    var off = point
    off[64] ^= 1
    #expect(refusal(nist, Wire.string(off)) == .point(.ecdsaP256))
    let compressed = Array(P256.Signing.PrivateKey().publicKey.compressedRepresentation)
    #expect(refusal(nist, Wire.string(compressed)) == .point(.ecdsaP256))
    #expect(refusal(nist, Wire.string([0])) == .point(.ecdsaP256))
    #expect(refusal(nist, Wire.string([])) == .point(.ecdsaP256))
    #expect(
      refusal(
        Wire.string("ecdsa-sha2-nistp256"), Wire.string("nistp384"), Wire.string(point))
        == .curveMismatch(key: .ecdsaP256, curve: "nistp384"))
    let rsa = Wire.string("ssh-rsa")
    let e = Wire.mpint([1, 0, 1])
    let n = [UInt8](repeating: 0xC1, count: 384)
    #expect(refusal(rsa, e, Wire.mpint(n)) == nil)
    #expect(refusal(rsa, e, Wire.mpint(n.dropLast() + [0xC0])) == .rsaModulus)
    #expect(refusal(rsa, e, Wire.mpint([0x41] + n.dropFirst())) == .rsaSize(bits: 3071))
    #expect(refusal(rsa, e, Wire.mpint([1] + n + n + n.prefix(256))) == .rsaSize(bits: 8193))
    for bad: [UInt8] in [
      [1], [3], [1, 0, 0], [0xFF, 0xFF], [2, 0, 0, 0, 1], [1, 0, 0, 0, 0, 1],
    ] {
      #expect(refusal(rsa, Wire.mpint(bad), Wire.mpint(n)) == .rsaExponent)
    }
    #expect(refusal(rsa, Wire.string([]), Wire.mpint(n)) == .integer(.keyBlob, .exponent))
    #expect(
      refusal(rsa, Wire.string([0, 1, 0, 1]), Wire.mpint(n)) == .integer(.keyBlob, .exponent))
    #expect(refusal(rsa, e, Wire.string(n)) == .integer(.keyBlob, .modulus))
    #expect(refusal(rsa, e, Wire.string([0, 0] + n)) == .integer(.keyBlob, .modulus))
  }
}

func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
