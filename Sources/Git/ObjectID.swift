import Clibgit2

/// The name of an object: SHA-1 of its content.
package struct ObjectID: Hashable, Sendable {
  // Big-endian words, so that comparing them is comparing the bytes.
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// Forty zeros: git's word for "no object".
  package static let zero = ObjectID(high: 0, middle: 0, low: 0)

  /// The number of bytes in an id.
  package static let byteCount = 20

  private init(high: UInt64, middle: UInt64, low: UInt32) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// An id from exactly forty lower-case hexadecimal digits; anything else is nil.
  package init?(hex: some StringProtocol) {
    let digits = hex.utf8.prefix(2 * ObjectID.byteCount + 1)
    let bytes = digits.withContiguousStorageIfAvailable { Array($0) } ?? Array(digits)
    self.init(hexBytes: bytes[...], allowingCapitals: false)
  }

  /// An id from exactly twenty bytes; another count is nil.
  package init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == ObjectID.byteCount else { return nil }
    self = bytes.withUnsafeBytes { ObjectID($0) }
  }

  /// From the first twenty of at least twenty bytes.
  private init(_ bytes: UnsafeRawBufferPointer) {
    self.init(
      high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
      middle: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      low: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
  }

  /// An id from exactly forty hexadecimal digits; git itself reads capitals in headers.
  package init?(hexBytes: ArraySlice<UInt8>, allowingCapitals: Bool) {
    guard hexBytes.count == 2 * ObjectID.byteCount else { return nil }
    func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
      var number: UInt64 = 0
      for byte in digits {
        let digit: UInt8
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F") where allowingCapitals:
          digit = byte - UInt8(ascii: "A") + 10
        default: return nil
        }
        number = number << 4 | UInt64(digit)
      }
      return number
    }
    guard let high = number(hexBytes.prefix(16)),
      let middle = number(hexBytes.dropFirst(16).prefix(16)),
      let low = number(hexBytes.dropFirst(32))
    else { return nil }
    self.init(high: high, middle: middle, low: UInt32(low))
  }

  /// The twenty bytes, as trees store them.
  package var bytes: [UInt8] {
    withUnsafeBytes(of: (high.bigEndian, middle.bigEndian, low.bigEndian)) {
      Array($0.prefix(ObjectID.byteCount))
    }
  }

  /// Forty lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * ObjectID.byteCount)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  package var isZero: Bool { self == .zero }
}

extension ObjectID: Comparable, CustomStringConvertible {
  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }

  package var description: String { hex }
}

extension ObjectID {
  init(_ oid: git_oid) {
    self = withUnsafeBytes(of: oid) { ObjectID($0) }
  }

  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid) { $0.copyBytes(from: bytes) }
    return oid
  }
}
