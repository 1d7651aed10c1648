/// The lines of a text as cmark counts them: a line ends with LF, CR LF or a lone CR.
///
/// The ranges join without a gap from the start of the text to its end, line ends included. A text
/// that ends with a line end has no empty line after it.
struct SourceLines {
  let bytes: [UInt8]
  private(set) var ranges: [Range<Int>] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == Byte.lineFeed || byte == Byte.carriageReturn else { continue }
      if byte == Byte.carriageReturn, index < bytes.count, bytes[index] == Byte.lineFeed {
        index += 1
      }
      ranges.append(start..<index)
      start = index
    }
    if start < bytes.count {
      ranges.append(start..<bytes.count)
    }
  }

  var count: Int { ranges.count }

  /// The offset at which a line begins; the end of the text for the line after the last.
  func start(of line: Int) -> Int {
    line < ranges.count ? ranges[line].lowerBound : bytes.count
  }

  /// A line without its line end.
  func content(of line: Int) -> ArraySlice<UInt8> {
    var content = bytes[ranges[line]]
    while let last = content.last, last == Byte.lineFeed || last == Byte.carriageReturn {
      content.removeLast()
    }
    return content
  }

  /// Blank as CommonMark has it: nothing but spaces and tabs.
  func isBlank(_ line: Int) -> Bool {
    content(of: line).allSatisfy(\.isBlank)
  }

  /// The first line of the run of blank lines that ends just before `line`, not above `floor`.
  func startOfBlanks(before line: Int, floor: Int) -> Int {
    var first = line
    while first > floor, isBlank(first - 1) {
      first -= 1
    }
    return first
  }
}

/// The few bytes that have a meaning in a cut.
enum Byte {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let number = UInt8(ascii: "#")
  static let colon = UInt8(ascii: ":")
  static let hyphen = UInt8(ascii: "-")
  static let bar = UInt8(ascii: "|")
}

extension UInt8 {
  var isBlank: Bool { self == Byte.space || self == Byte.tab }
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
