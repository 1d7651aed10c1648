import Foundation
import Signing
import TestSupport
import Testing

/// Damaged and random input: no crash, and nothing damaged is believed.
struct SigningFuzzTests {
  @Test func damagedArmorsAreNeverBelieved() throws {
    let blobs = try ForgedKey.all.map { try SSHForge().blob(payload, by: $0) }
    let armors = blobs.flatMap { blob in
      [1, 64, 70, 10_000].map { SSHForge.armor(blob, width: $0) }
    }
    Fuzz.each(of: armors, seed: 1) { armor in
      do throws(SigningError) {
        let signature = try SSHSignature(armored: armor)
        try signature.verify(payload)
        #expect(blobs.contains(signature.blob), "\(String(decoding: armor, as: UTF8.self))")
      } catch {
        return
      }
    }
  }

  @Test func damagedBlobsAreNeverBelieved() throws {
    let blobs = try ForgedKey.all.map { try SSHForge().blob(payload, by: $0) }
    Fuzz.each(of: blobs, seed: 2) { blob in
      do throws(SigningError) {
        try SSHSignature(blob: blob).verify(payload)
        #expect(blobs.contains(blob), "\(base64(blob))")
      } catch {
        return
      }
    }
  }

  @Test func damagedKeyLinesAreReadStrictly() {
    Fuzz.each(of: ForgedKey.all.map { Array($0.line.utf8) }, seed: 3) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      do throws(SigningError) {
        let key = try SSHPublicKey(text)
        // Whatever is accepted prints as itself, and its key is written in one way only.
        let again = try SSHPublicKey(key.line)
        #expect(again == key && again.algorithm == key.algorithm)
        let words = text.utf8.split { $0 == 0x20 || $0 == 0x09 }
        #expect(words[0].elementsEqual(key.algorithm.rawValue.utf8))
        #expect(words[1].elementsEqual(base64(key.blob).utf8))
      } catch {
        return
      }
    }
  }

  @Test func noiseIsRefused() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<Fuzz.rounds / 10 {
      let count = Int.random(in: 0...300, using: &generator)
      let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(throws: SigningError.self) { try SSHSignature(armored: noise) }
      #expect(throws: SigningError.self) { try SSHSignature(armored: SSHForge.armor(noise)) }
      #expect(throws: SigningError.self) { try SSHSignature(blob: Array("SSHSIG".utf8) + noise) }
      #expect(throws: SigningError.self) {
        try SSHPublicKey(String(decoding: noise, as: UTF8.self))
      }
    }
  }
}
