import Crypto
import Foundation
import Git
import TestSupport

/// An object as git keeps it loose, written by its format and by nothing of git's or ours.
///
/// A story writes dozens of objects; a process for each is what would make it slow.
struct LooseObject {
  /// The header and the content, of which the id is the SHA-1.
  private let bytes: [UInt8]
  let id: ObjectID

  /// - Parameter kind: `blob`, `tree` or `commit`.
  init(_ kind: String, _ content: [UInt8]) throws {
    bytes = Array("\(kind) \(content.count)\0".utf8) + content
    let digest = Array(Insecure.SHA1.hash(data: bytes))
    id = try required(ObjectID(bytes: digest[...]), "an id")
  }

  /// Stores it below an `objects` folder, where it is not there yet.
  func write(to objects: String) throws {
    let path = "\(objects)/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
    guard !Files.exists(path) else { return }
    try Files.write(compressed, to: path)
  }

  /// The format of RFC 1950 around stored blocks of RFC 1951: nothing is made smaller.
  private var compressed: [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    stream.reserveCapacity(bytes.count + bytes.count / 1000 + 16)
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      let size = UInt16(block.count)
      stream.append(rest.isEmpty ? 1 : 0)
      for value in [size, ~size] {
        stream += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
      }
      stream += block
    } while !rest.isEmpty
    return stream + Self.checksum(bytes)
  }

  /// Adler-32, big-endian.
  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    var (low, high): (UInt32, UInt32) = (1, 0)
    // 5,552 bytes are the most that 32 bits can take between two divisions.
    var rest = bytes[...]
    while !rest.isEmpty {
      for byte in rest.prefix(5552) {
        low &+= UInt32(byte)
        high &+= low
      }
      rest = rest.dropFirst(5552)
      (low, high) = (low % 65_521, high % 65_521)
    }
    return [high >> 8, high, low >> 8, low].map { UInt8(truncatingIfNeeded: $0) }
  }
}
