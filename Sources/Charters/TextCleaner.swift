/// Takes out of a text what `CharacterRule` refuses, in one pass.
struct TextCleaner {
  private(set) var output: [UInt8] = []
  private(set) var changes: [Normalisation.Change] = []
  private let bytes: [UInt8]
  /// By the message: how often, and the first line.
  private var removed: [String: (count: Int, line: Int)] = [:]
  /// The output ends with `&` and letters that a removal could complete to a reference.
  private var isInReference = false

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func clean() {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) {
      rest = rest.dropFirst(3)
      changes.append(
        Normalisation.Change(
          code: "byte-order-mark", line: 1, message: "the byte-order mark was taken out"))
    }
    let unix = unixLines(rest)
    var line = 1
    var index = 0
    let text = String(decoding: unix, as: UTF8.self)
    output.reserveCapacity(unix.count + 1)
    for violation in CharacterRule.violations(in: text) {
      // Copy up to the violation: its line first, then its column in scalars.
      while line < violation.line {
        if unix[index] == UInt8(ascii: "\n") { line += 1 }
        put(unix[index])
        index += 1
        if line == violation.line { column = 1 }
      }
      while column < violation.column {
        put(unix[index])
        index += 1
        while index < unix.count, unix[index] & 0xC0 == 0x80 {
          put(unix[index])
          index += 1
        }
        column += 1
      }
      if violation.reason == .privateUse { continue }
      let length = violation.reference?.utf8.count ?? String(violation.scalar).utf8.count
      index += length
      column += violation.reference?.unicodeScalars.count ?? 1
      note(violation)
    }
    for byte in unix[index...] { put(byte) }
    if let last = output.last, last != UInt8(ascii: "\n") {
      output.append(UInt8(ascii: "\n"))
      changes.append(
        Normalisation.Change(
          code: "last-line-end", line: line, message: "the last line got its line end"))
    }
    for (message, found) in removed.sorted(by: { ($0.value.line, $0.key) < ($1.value.line, $1.key) }
    ) {
      changes.append(
        Normalisation.Change(
          code: "characters", line: found.line,
          message: "\(message) was taken out"
            + (found.count > 1 ? " at \(found.count) places" : "")))
    }
  }

  private var column = 1

  private mutating func put(_ byte: UInt8) {
    output.append(byte)
    if byte == UInt8(ascii: "&") {
      isInReference = true
    } else if isInReference {
      isInReference =
        byte == UInt8(ascii: "#") || CharacterReference.isNameByte(byte)
    }
  }

  private mutating func note(_ violation: CharacterRule.Violation) {
    // What stands before and after must not become a reference, nor one line two words.
    let isBreak = violation.scalar.value == 0x2028 || violation.scalar.value == 0x2029
    if isInReference || isBreak { put(UInt8(ascii: " ")) }
    let name = CharacterFinding.name(of: violation.scalar)
    let message = violation.reference.map { "'\($0)'" } ?? name
    removed[message, default: (0, violation.line)].count += 1
  }

  private mutating func unixLines(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "\r")) else { return Array(bytes) }
    var unix: [UInt8] = []
    unix.reserveCapacity(bytes.count)
    var count = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\r") else {
        unix.append(byte)
        continue
      }
      if index < bytes.endIndex, bytes[index] == UInt8(ascii: "\n") { index += 1 }
      unix.append(UInt8(ascii: "\n"))
      count += 1
    }
    changes.append(
      Normalisation.Change(
        code: "line-ends", line: 1,
        message: count == 1 ? "1 line end became LF" : "\(count) line ends became LF"))
    return unix
  }
}

extension CharacterReference {
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
