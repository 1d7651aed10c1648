/// Reads the data types of the SSH protocol (RFC 4251, section 5) and insists on their one
/// canonical form.
struct WireReader {
  private var rest: ArraySlice<UInt8>
  private let start: Int
  private let part: SigningError.Part

  init(_ bytes: ArraySlice<UInt8>, part: SigningError.Part) {
    rest = bytes
    start = bytes.startIndex
    self.part = part
  }

  mutating func bytes(_ count: Int, _ field: SigningError.Field) throws(SigningError)
    -> ArraySlice<UInt8>
  {
    guard count <= rest.count else {
      throw .truncated(part, field, offset: rest.startIndex - start)
    }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func byte(_ field: SigningError.Field) throws(SigningError) -> UInt8 {
    let one = try bytes(1, field)
    return one[one.startIndex]
  }

  mutating func uint32(_ field: SigningError.Field) throws(SigningError) -> UInt32 {
    var value: UInt32 = 0
    for byte in try bytes(4, field) { value = value << 8 | UInt32(byte) }
    return value
  }

  /// A length, then as many bytes.
  mutating func string(_ field: SigningError.Field) throws(SigningError) -> ArraySlice<UInt8> {
    let length = try uint32(field)
    return try bytes(Int(length), field)
  }

  /// A `string` of printable ASCII, as the names of algorithms are.
  mutating func name(_ field: SigningError.Field) throws(SigningError) -> String {
    let bytes = try string(field)
    guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .notASCII(part, field) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The magnitude of a positive `mpint`, most significant byte first, without a leading zero.
  mutating func positiveInteger(_ field: SigningError.Field) throws(SigningError)
    -> ArraySlice<UInt8>
  {
    let bytes = try string(field)
    guard let first = bytes.first, first < 0x80 else { throw .integer(part, field) }
    guard first == 0 else { return bytes }
    let magnitude = bytes.dropFirst()
    // A zero byte in front is there only to keep a high bit from meaning "negative".
    guard let next = magnitude.first, next >= 0x80 else { throw .integer(part, field) }
    return magnitude
  }

  /// Refuses bytes after the last field.
  func end() throws(SigningError) {
    guard rest.isEmpty else { throw .trailing(part, count: rest.count) }
  }
}

extension [UInt8] {
  /// Appends an SSH `string`.
  mutating func appendString(_ bytes: some Collection<UInt8>) {
    appendUInt32(UInt32(bytes.count))
    append(contentsOf: bytes)
  }

  mutating func appendUInt32(_ value: UInt32) {
    for shift in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
  }
}
