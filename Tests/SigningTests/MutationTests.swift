import Crypto
import Foundation
import Signing
import Testing

struct MutationTests {
  @Test(arguments: ForgedKey.all)
  func everyPrefixIsRefused(key: ForgedKey) throws {
    let blob = try SSHForge().blob(payload, by: key)
    for length in 0..<blob.count {
      let armor = SSHForge.armor(Array(blob[..<length]))
      #expect(throws: SigningError.self) { try SSHSignature(armored: armor) }
    }
    let armor = SSHForge.armor(blob)
    for length in 0..<armor.count {
      #expect(throws: SigningError.self) { try SSHSignature(armored: Array(armor[..<length])) }
    }
  }

  @Test(arguments: ForgedKey.all)
  func everyFlippedBitIsRefused(key: ForgedKey) throws {
    let blob = try SSHForge().blob(payload, by: key)
    // Every bit of a short one; of a long one, one bit of each byte.
    for index in blob.indices {
      for bit in blob.count > 250 ? [index % 8] : Array(0..<8) {
        var other = blob
        other[index] ^= 1 << UInt8(bit)
        #expect(throws: SigningError.self, "byte \(index), bit \(bit)") {
          try SSHSignature(blob: other).verify(payload)
        }
      }
    }
  }

  @Test func everyFlippedBitOfThePayloadIsRefused() throws {
    let signature = try SSHSignature(blob: SSHForge().blob(payload, by: ForgedKey.all[0]))
    for index in payload.indices {
      for bit in 0..<8 {
        var other = payload
        other[index] ^= 1 << UInt8(bit)
        #expect(throws: SigningError.badSignature) { try signature.verify(other) }
      }
    }
  }

  @Test func armorHasOneForm() throws {
    let blob = try SSHForge().blob(payload, by: ForgedKey.all[0])
    let armor = String(decoding: SSHForge.armor(blob), as: UTF8.self)
    func refusal(_ text: String) -> SigningError? {
      do throws(SigningError) {
        _ = try SSHSignature(armored: Array(text.utf8))
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal(armor) == nil)
    #expect(refusal(armor + "\n") == nil)
    #expect(refusal("") == .empty(.armor))
    #expect(refusal(armor + "\n\n") == .armorEnd)
    #expect(refusal(armor + " ") == .armorEnd)
    #expect(refusal(armor + "\n" + armor) != nil)
    #expect(refusal("\n" + armor) == .armorBegin)
    #expect(refusal(" " + armor) == .armorBegin)
    #expect(refusal("junk\n" + armor) == .armorBegin)
    #expect(refusal(armor.replacingOccurrences(of: "\n", with: "\r\n")) == .armorBegin)
    #expect(refusal(armor.replacingOccurrences(of: "BEGIN SSH", with: "BEGIN PGP")) == .armorBegin)
    #expect(refusal(armor.replacingOccurrences(of: "END SSH", with: "END PGP")) == .armorEnd)
    #expect(refusal(armor.replacingOccurrences(of: "\n-----END", with: "-----END")) == .armorEnd)
    let lines = armor.split(separator: "\n").map(String.init)
    let head = lines[0] + "\n"
    let rest = lines.dropFirst().joined(separator: "\n")
    #expect(refusal(head + "\n" + rest) == .emptyArmorLine(line: 2))
    #expect(
      refusal(head + lines[1] + "\n\n" + lines.dropFirst(2).joined(separator: "\n"))
        == .emptyArmorLine(line: 3))
    #expect(refusal(head + lines[lines.count - 1]) == .armorEnd)
    #expect(refusal(head + "x: y\n" + rest) != nil)
    for junk in [" ", "\t", "-", "_", "=", "\u{e9}", "\0", ","] {
      var characters = Array(armor)
      characters[60] = Character(junk)
      #expect(refusal(String(characters)) != nil)
    }
    let long = SSHForge.armor([UInt8](repeating: 0, count: 16 * 1024))
    #expect(refusal(String(decoding: long, as: UTF8.self)) == .tooLarge(.armor, limit: 16384))
  }

  @Test func paddingHasOneForm() throws {
    // Signatures whose blob needs no, one and two characters of padding.
    var seen: Set<Int> = []
    for extra in 0..<3 {
      let touch = ForgedKey.Touch(application: String(repeating: "a", count: 4 + extra))
      let blob = try SSHForge().blob(payload, by: .securityEd25519(.init(), touch))
      let padding = (3 - blob.count % 3) % 3
      seen.insert(padding)
      try SSHSignature(armored: SSHForge.armor(blob)).verify(payload)
      guard padding > 0 else { continue }
      #expect(throws: SigningError.self) {
        try SSHSignature(armored: SSHForge.armor(blob, padding: false))
      }
      // A bit that no byte holds.
      var text = SSHForge.armor(blob, width: 10_000)
      let end = text.count - "\n-----END SSH SIGNATURE-----".utf8.count - padding - 1
      let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
      let value = try #require(alphabet.firstIndex(of: text[end]))
      text[end] = alphabet[value ^ 1]
      #expect(SSHForge.disarm(text) == blob)
      #expect(throws: SigningError.self) { try SSHSignature(armored: text) }
    }
    #expect(seen == [0, 1, 2])
  }
}
