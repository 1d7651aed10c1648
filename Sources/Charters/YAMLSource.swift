/// The text of a YAML document, checked for what must be known before a parser sees it.
///
/// libyaml bounds nesting at 1000 levels by itself, but Yams hashes every key with all that is in
/// it, aliases expanded, so that a few lines could take it years.  A text in which some `&name`
/// and `*name` could be an anchor and its alias is therefore refused here, wherever they stand,
/// and so is one in which more than a few keys could be lists or maps nested in one another.
struct YAMLSource {
  let text: String
  let firstLine: Int
  /// The first byte of every scalar, and where each line begins in it.
  private let heads: [UInt8]
  private let lines: [Int]

  init(_ bytes: some Collection<UInt8>, firstLine: Int) throws(YAMLProblem) {
    func problem(_ line: Int, _ column: Int, _ reason: YAMLProblem.Reason) -> YAMLProblem {
      YAMLProblem(line: line + firstLine - 1, column: column, reason: reason)
    }
    guard bytes.count <= StrictYAML.byteLimit else {
      throw problem(1, 1, .tooLong(bytes: bytes.count))
    }
    let raw = Array(bytes)
    guard let text = String(validating: raw, as: UTF8.self) else { throw problem(1, 1, .notUTF8) }
    if let bad = CharacterRule.violations(in: text, limit: 1).first {
      throw problem(bad.line, bad.column, .character(bad.reason, bad.scalar))
    }
    self.text = text
    self.firstLine = firstLine
    var heads: [UInt8] = []
    heads.reserveCapacity(raw.count)
    var lines = [0]
    for byte in raw where byte & 0xC0 != 0x80 {
      heads.append(byte)
      if byte == UInt8(ascii: "\n") { lines.append(heads.count) }
    }
    self.heads = heads
    self.lines = lines
    for (index, start) in lines.enumerated() {
      if let reason = Self.marker(heads[start...]) { throw problem(index + 1, 1, reason) }
    }
    if let offset = Self.aliasedAnchor(in: heads) {
      let line = lines.lastIndex { $0 <= offset } ?? 0
      throw problem(line + 1, offset - lines[line] + 1, .anchor)
    }
    guard Self.possibleCollectionKeys(in: heads) <= Self.collectionKeyLimit else {
      throw problem(1, 1, .tooIntricate)
    }
  }

  /// The source byte at a place that Yams gives (lines from 1 of the document).
  func byte(line: Int, column: Int) -> UInt8? {
    guard lines.indices.contains(line - 1) else { return nil }
    let offset = lines[line - 1] + column - 1
    return heads.indices.contains(offset) ? heads[offset] : nil
  }

  func problem(line: Int, column: Int, _ reason: YAMLProblem.Reason) -> YAMLProblem {
    YAMLProblem(line: line + firstLine - 1, column: column, reason: reason)
  }

  /// Such keys are refused anyway; only how long that takes is bounded here.
  private static let collectionKeyLimit = 8

  /// At least the number of keys that are lists or maps: every `?` that could be the sign of one,
  /// every `]` or `}` before a colon, and every line that begins with a colon.
  private static func possibleCollectionKeys(in heads: [UInt8]) -> Int {
    var count = 0
    var isAfterCloser = false
    var isAtLineStart = true
    for (index, byte) in heads.enumerated() {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): continue
      case UInt8(ascii: "\n"):
        isAtLineStart = true
        isAfterCloser = false
        continue
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        isAfterCloser = true
      case UInt8(ascii: ":"):
        if isAfterCloser || isAtLineStart { count += 1 }
        isAfterCloser = false
      case UInt8(ascii: "?"):
        let before = index == 0 ? UInt8(ascii: "\n") : heads[index - 1]
        if " \t\n[{,:?-]}\"'".utf8.contains(before) { count += 1 }
        isAfterCloser = false
      default:
        isAfterCloser = false
      }
      isAtLineStart = false
    }
    return count
  }

  private static func marker(_ line: ArraySlice<UInt8>) -> YAMLProblem.Reason? {
    if line.first == UInt8(ascii: "%") { return .directive }
    let head = line.prefix(3)
    guard head.elementsEqual("---".utf8) || head.elementsEqual("...".utf8) else { return nil }
    switch line.dropFirst(3).first {
    case nil, UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"): return .documentMarker
    default: return nil
    }
  }

  /// The first `&name` whose `*name` is in the text too.
  private static func aliasedAnchor(in heads: [UInt8]) -> Int? {
    var aliases: Set<ArraySlice<UInt8>> = []
    var anchors: [(name: ArraySlice<UInt8>, offset: Int)] = []
    for (offset, byte) in heads.enumerated()
    where byte == UInt8(ascii: "*") || byte == UInt8(ascii: "&") {
      let name = heads[(offset + 1)...].prefix(while: isNameByte)
      guard !name.isEmpty else { continue }
      if byte == UInt8(ascii: "*") {
        aliases.insert(name)
      } else {
        anchors.append((name, offset))
      }
    }
    return anchors.first { aliases.contains($0.name) }?.offset
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
