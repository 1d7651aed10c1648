private import Processes

/// Damaged bytes for parsers of foreign bytes.
package enum Fuzz {
  /// Mutations for each parser: 10,000, or what `CHARTER_FUZZ_ROUNDS` says.
  package static let rounds: Int =
    Command.inheritedEnvironment["CHARTER_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 10_000

  /// Gives `body` one damaged sample after another, the same ones in every run.
  ///
  /// `body` throws, or expects something, where the parser did wrong; an error that the parser
  /// is allowed to throw it has to catch itself.
  package static func each(
    of samples: [[UInt8]], seed: UInt64, _ body: ([UInt8]) throws -> Void
  ) rethrows {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<rounds {
      let sample = samples.randomElement(using: &generator) ?? []
      try body(mutate(sample, using: &generator))
    }
  }

  /// One to four small damages.
  package static func mutate(
    _ bytes: [UInt8], using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      damage(&bytes, using: &generator)
    }
    return bytes
  }

  /// Bytes that mean something to somebody.
  private static let interesting: [UInt8] =
    [
      0, 1, 9, 10, 13, 32, 0x7f, 0x80, 0xc0, 0xe2, 0xf0, 0xff,
    ] + Array("/.:-#<>\"'`{}[]&*!|%@\\~^?=,0189aAfFzZ".utf8)

  private static func damage(
    _ bytes: inout [UInt8], using generator: inout some RandomNumberGenerator
  ) {
    func place(_ bytes: [UInt8], _ generator: inout some RandomNumberGenerator) -> Int {
      Int.random(in: 0..<bytes.count, using: &generator)
    }
    guard !bytes.isEmpty else {
      bytes.append(interesting.randomElement(using: &generator) ?? 0)
      return
    }
    let start = place(bytes, &generator)
    let length = Int.random(in: 1...max(1, min(64, bytes.count - start)), using: &generator)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes[start] = UInt8.random(in: .min ... .max, using: &generator)
    case 2: bytes[start] = interesting.randomElement(using: &generator) ?? 0
    case 3: bytes.insert(interesting.randomElement(using: &generator) ?? 0, at: start)
    case 4: bytes.remove(at: start)
    case 5: bytes.removeSubrange(start..<start + length)
    case 6: bytes.insert(contentsOf: bytes[start..<start + length], at: place(bytes, &generator))
    case 7: bytes.removeSubrange(start...)
    default:
      let other = place(bytes, &generator)
      bytes.swapAt(start, other)
    }
  }
}
