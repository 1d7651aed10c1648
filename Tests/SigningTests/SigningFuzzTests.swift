import Foundation
import Signing
import Testing

/// Mutated and random input: no crash, and nothing mutated is believed.
struct SigningFuzzTests {
  static let rounds =
    ProcessInfo.processInfo.environment["CHARTER_FUZZ_ROUNDS"].flatMap(Int.init) ?? 10_000

  @Test func mutatedArmorsAreNeverBelieved() throws {
    var generator = SeededGenerator(seed: 1)
    let originals = try ForgedKey.all.map { try SSHForge().blob(payload, by: $0) }
    for _ in 0..<Self.rounds {
      let blob = originals[Int.random(in: 0..<originals.count, using: &generator)]
      let width = Int.random(in: 1...100, using: &generator)
      let armor = mutated(SSHForge.armor(blob, width: width), using: &generator)
      do throws(SigningError) {
        let signature = try SSHSignature(armored: armor)
        try signature.verify(payload)
        #expect(originals.contains(signature.blob), "\(String(decoding: armor, as: UTF8.self))")
      } catch {
        continue
      }
    }
  }

  @Test func mutatedBlobsAreNeverBelieved() throws {
    var generator = SeededGenerator(seed: 2)
    let originals = try ForgedKey.all.map { try SSHForge().blob(payload, by: $0) }
    for _ in 0..<Self.rounds {
      let blob = originals[Int.random(in: 0..<originals.count, using: &generator)]
      let other = mutated(blob, using: &generator)
      do throws(SigningError) {
        try SSHSignature(blob: other).verify(payload)
        #expect(originals.contains(other), "\(base64(other))")
      } catch {
        continue
      }
    }
  }

  @Test func mutatedKeyLinesAreReadStrictly() throws {
    var generator = SeededGenerator(seed: 3)
    let lines = ForgedKey.all.map(\.line)
    for _ in 0..<Self.rounds {
      let line = lines[Int.random(in: 0..<lines.count, using: &generator)]
      let bytes = mutated(Array(line.utf8), using: &generator)
      let text = String(decoding: bytes, as: UTF8.self)
      do throws(SigningError) {
        let key = try SSHPublicKey(text)
        // Whatever is accepted prints as itself and is written in one way only.
        let again = try SSHPublicKey(key.line)
        #expect(again == key && again.algorithm == key.algorithm)
        #expect(text.utf8.split { $0 == 0x20 || $0 == 0x09 }[1].elementsEqual(
          base64(key.blob).utf8))
      } catch {
        continue
      }
    }
  }

  @Test func noiseIsRefused() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<Self.rounds / 10 {
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

  /// One to four small accidents: bits, bytes, lengths, cuts, copies.
  private func mutated(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !result.isEmpty {
      let index = Int.random(in: 0..<result.count, using: &generator)
      let other = Int.random(in: 0..<result.count, using: &generator)
      let range = min(index, other)..<max(index, other)
      switch Int.random(in: 0..<9, using: &generator) {
      case 0: result[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      case 1: result[index] = UInt8.random(in: 0...255, using: &generator)
      case 2: result.insert(UInt8.random(in: 0...255, using: &generator), at: index)
      case 3: result.remove(at: index)
      case 4: result.removeSubrange(range)
      case 5: result.insert(contentsOf: Array(result[range].prefix(64)), at: index)
      case 6: result.swapAt(index, other)
      case 7: result[index] = [0, 0xFF, 0x0A, 0x20, 0x3D, 0x80, 0x7F][other % 7]
      default: result.removeLast(min(result.count, other % 8 + 1))
      }
    }
    return result
  }
}

/// SplitMix64.
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
