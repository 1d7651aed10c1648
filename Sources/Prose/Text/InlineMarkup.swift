/// Which bytes of a block are markup and which style its text has: code, emphasis, links, escapes.
///
/// cmark's positions of inlines are not to be trusted (cmark issues 296, 442, 551), so this reads
/// them itself. Where the rules of CommonMark are finer than these, a mark counts as text, which is
/// then compared and shown like any other: nothing is lost by a wrong reading. Every step is
/// bounded, so that the work is linear.
struct InlineMarkup {
  enum Role: UInt8 {
    case text
    /// Belongs to the word after it.
    case opener
    /// Belongs to the word before it.
    case closer
  }

  private(set) var roles: [Role] = []
  /// Four bits of emphasis and code, above them the number of the link's target.
  private(set) var styles: [Int32] = []
  /// No markup at all: then both arrays are empty.
  private(set) var isPlain = true

  static let emphasis: Int32 = 1
  static let strong: Int32 = 2
  static let strike: Int32 = 4
  static let code: Int32 = 8
  static let linkShift: Int32 = 4

  private let text: [UInt8]
  private let lexicon: Lexicon
  private let definitions: [String: Int32]
  private var brackets: [(at: Int, length: Int, isActive: Bool)] = []
  private var delimiters: [Delimiter] = []
  private var failures = 0
  private var missingTicks: Set<Int> = []
  private var hasNoCloser = false

  private struct Delimiter {
    let sign: UInt8
    var start: Int
    var count: Int
    let opens: Bool
    let closes: Bool
  }

  private static let signs: [Bool] = (0..<256).map { "*_[]`<\\~!".utf8.contains(UInt8($0)) }

  init(_ text: [UInt8], lexicon: Lexicon, definitions: [String: Int32]) {
    self.text = text
    self.lexicon = lexicon
    self.definitions = definitions
    guard text.contains(where: { Self.signs[Int($0)] }) else { return }
    isPlain = false
    roles = Array(repeating: .text, count: text.count)
    styles = Array(repeating: 0, count: text.count)
    scan()
    pairDelimiters()
  }

  private mutating func scan() {
    var at = 0
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "\\"):
        if at + 1 < text.count, text[at + 1].isSign {
          roles[at] = .opener
          at += 2
        } else {
          at += 1
        }
      case UInt8(ascii: "`"): at = code(at)
      case UInt8(ascii: "<"): at = angle(at)
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): at = delimiter(at)
      case UInt8(ascii: "!") where at + 1 < text.count && text[at + 1] == UInt8(ascii: "["):
        push(at, 2)
        at += 2
      case UInt8(ascii: "["):
        push(at, 1)
        at += 1
      case UInt8(ascii: "]"): at = close(at)
      default: at += 1
      }
    }
  }

  private mutating func push(_ at: Int, _ length: Int) {
    if brackets.count < 50 { brackets.append((at, length, true)) }
  }

  private mutating func mark(_ range: Range<Int>, _ role: Role) {
    for index in range { roles[index] = role }
  }

  private mutating func code(_ start: Int) -> Int {
    let end = text[start...].firstIndex { $0 != UInt8(ascii: "`") } ?? text.count
    let length = end - start
    guard !missingTicks.contains(length) else { return end }
    var at = end
    while at < text.count {
      guard text[at] == UInt8(ascii: "`") else {
        at += 1
        continue
      }
      let close = text[at...].firstIndex { $0 != UInt8(ascii: "`") } ?? text.count
      if close - at == length {
        mark(start..<end, .opener)
        mark(at..<close, .closer)
        for index in start..<close { styles[index] |= Self.code }
        return close
      }
      at = close
    }
    missingTicks.insert(length)
    return end
  }

  /// Skips an address or a tag: its signs are no emphasis.
  private mutating func angle(_ start: Int) -> Int {
    guard !hasNoCloser, start + 1 < text.count,
      text[start + 1].isLetter || "/!?".utf8.contains(text[start + 1])
    else { return start + 1 }
    guard let end = text[start...].firstIndex(of: UInt8(ascii: ">")) else {
      hasNoCloser = true
      return start + 1
    }
    return end + 1
  }

  private mutating func delimiter(_ start: Int) -> Int {
    let sign = text[start]
    let end = text[start...].firstIndex { $0 != sign } ?? text.count
    let before = start == 0 ? Byte.space : text[start - 1]
    let after = end == text.count ? Byte.space : text[end]
    let (spaceBefore, spaceAfter) = (before.isWhite, after.isWhite)
    let (signBefore, signAfter) = (before.isSign, after.isSign)
    let left = !spaceAfter && (!signAfter || spaceBefore || signBefore)
    let right = !spaceBefore && (!signBefore || spaceAfter || signAfter)
    let isWordy = sign == UInt8(ascii: "_")
    delimiters.append(
      Delimiter(
        sign: sign, start: start, count: end - start,
        opens: isWordy ? left && (!right || signBefore) : left,
        closes: isWordy ? right && (!left || signAfter) : right))
    return end
  }

  private mutating func close(_ at: Int) -> Int {
    guard let bracket = brackets.popLast(), bracket.isActive else { return at + 1 }
    let inside = bracket.at + bracket.length..<at
    // Brackets that lead nowhere are marks too, with a style of their own: a target that is taken
    // away changes how a phrase looks and not its words.
    let plain = (at + 1, lexicon.number(of: Array("[]".utf8)) + 1)
    let found = target(after: at, label: inside)
    guard found != nil || text[inside].contains(where: { !$0.isWhite }) else { return at + 1 }
    let (end, target) = found ?? plain
    mark(bracket.at..<inside.lowerBound, .opener)
    mark(at..<end, .closer)
    for index in inside {
      let present = styles[index] >> Self.linkShift
      let link = present == 0 ? target : lexicon.pair(present - 1, target - 1) + 1
      styles[index] = (styles[index] & 15) | (link << Self.linkShift)
    }
    if bracket.length == 1, found != nil {
      for index in brackets.indices where brackets[index].length == 1 {
        brackets[index].isActive = false
      }
    }
    return end
  }

  /// Where a link ends and where it leads. Number 0 is no target, so targets begin at 1.
  private mutating func target(after at: Int, label: Range<Int>) -> (Int, Int32)? {
    let next = at + 1 < text.count ? text[at + 1] : 0
    if next == UInt8(ascii: "("), failures < 64 {
      var depth = 0
      for index in at + 1..<min(text.count, at + 4000) {
        if text[index] == UInt8(ascii: "(") { depth += 1 }
        if text[index] == UInt8(ascii: ")") { depth -= 1 }
        if depth == 0 {
          return (index + 1, lexicon.number(of: trimmed(at + 2..<index)) + 1)
        }
      }
      failures += 1
    }
    guard !definitions.isEmpty else { return nil }
    if next == UInt8(ascii: "["), let end = text[(at + 2)...].prefix(1000).firstIndex(of: 0x5D) {
      let name = at + 2 == end ? label : at + 2..<end
      return definitions[Self.label(text[name])].map { (end + 1, $0) }
    }
    guard label.count < 1000 else { return nil }
    return definitions[Self.label(text[label])].map { (at + 1, $0) }
  }

  private func trimmed(_ range: Range<Int>) -> [UInt8] {
    text[range].split(whereSeparator: \.isWhite).joined(separator: [Byte.space]).map(\.self)
  }

  /// A link's label as CommonMark compares them.
  static func label(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self).lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func pairDelimiters() {
    var open: [UInt8: [Int]] = [:]
    for index in delimiters.indices {
      let sign = delimiters[index].sign
      if delimiters[index].closes {
        while delimiters[index].count > 0, let opener = open[sign]?.last {
          let width = min(2, delimiters[opener].count, delimiters[index].count)
          let start = delimiters[opener].start + delimiters[opener].count - width
          let end = delimiters[index].start + width
          mark(start..<start + width, .opener)
          mark(end - width..<end, .closer)
          let style =
            sign == UInt8(ascii: "~") ? Self.strike : width == 2 ? Self.strong : Self.emphasis
          for at in start..<end { styles[at] |= style }
          delimiters[opener].count -= width
          delimiters[index].count -= width
          delimiters[index].start += width
          if delimiters[opener].count == 0 { open[sign]?.removeLast() }
        }
      }
      if delimiters[index].opens, delimiters[index].count > 0, open[sign, default: []].count < 50 {
        open[sign, default: []].append(index)
      }
    }
  }
}

extension UInt8 {
  /// White space between words.
  var isWhite: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  /// ASCII punctuation.
  var isSign: Bool {
    (self > 0x20 && self < 0x7F) && !isDigit && !isLetter
  }
}
