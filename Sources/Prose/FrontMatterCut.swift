/// The front matter of a file, cut into its top-level fields.
///
/// It begins with `---` LF at the start of the file and ends at the first later line that is
/// exactly `---`. A field begins at a `key:` in column 0. This reads lines and knows no YAML;
/// whoever relies on the fields compares them with the keys that a YAML parser found.
struct FrontMatterCut {
  private(set) var range: Range<Int>?
  /// Between its two `---` lines.
  private(set) var inside: Range<Int>?
  private(set) var isOpen = false
  private(set) var delimiters: [Range<Int>] = []
  private(set) var fields: [Outline.Field] = []
  /// Lines of the front matter; 0 where there is none.
  private(set) var lineCount = 0

  init(_ lines: SourceLines) {
    let fence = [Byte.hyphen, Byte.hyphen, Byte.hyphen]
    guard lines.bytes.starts(with: fence + [Byte.lineFeed]) else { return }
    guard
      let close = (1..<lines.count).first(where: { line in
        let bytes = lines.bytes[lines.ranges[line]]
        return bytes.elementsEqual(fence) || bytes.elementsEqual(fence + [Byte.lineFeed])
      })
    else {
      isOpen = true
      return
    }
    lineCount = close + 1
    range = 0..<lines.start(of: lineCount)
    inside = lines.start(of: 1)..<lines.start(of: close)

    let keys = Self.keys(in: lines, rows: 1..<close)
    guard !keys.isEmpty else {
      delimiters = [0..<lines.start(of: lineCount)]
      return
    }
    delimiters = [0..<lines.start(of: 1), lines.ranges[close]]
    for (index, key) in keys.enumerated() {
      let first = index == 0 ? 1 : key.firstLine
      let end = index + 1 < keys.count ? keys[index + 1].firstLine : close
      fields.append(
        Outline.Field(
          name: key.name, range: lines.start(of: first)..<lines.start(of: end),
          firstLine: first + 1, keyLine: key.line + 1))
    }
  }

  private struct Key {
    let name: String
    let line: Int
    /// The first of the comment and blank lines just above.
    let firstLine: Int
  }

  private static func keys(in lines: SourceLines, rows: Range<Int>) -> [Key] {
    var keys: [Key] = []
    var quiet: Int?  // where the present run of comments and blank lines began
    var block = BlockScalar()
    for row in rows {
      let content = lines.content(of: row)
      if block.holds(content) {
        quiet = nil
        continue
      }
      let indent = content.prefix(while: \.isBlank).count
      let first = content.dropFirst(indent).first
      if first == nil || first == Byte.number {
        quiet = quiet ?? row
        continue
      }
      if let name = key(in: content) {
        keys.append(Key(name: name, line: row, firstLine: quiet ?? row))
      }
      quiet = nil
      block = BlockScalar(openedBy: content)
    }
    return keys
  }

  /// The key of a line that begins one in column 0: plain, up to a colon that a blank or the line's
  /// end follows.
  private static func key(in content: ArraySlice<UInt8>) -> String? {
    guard let first = content.first, first.isKeyStart else { return nil }
    var index = content.startIndex
    while index < content.endIndex {
      let next = index + 1
      if content[index] == Byte.colon,
        next == content.endIndex || content[next].isBlank
      {
        var name = content[..<index]
        while let last = name.last, last.isBlank { name.removeLast() }
        return String(decoding: name, as: UTF8.self)
      }
      index = next
    }
    return nil
  }
}

/// A `|` or `>` scalar: lines indented deeper than the line that opened it are its content, even if
/// they look like comments.
private struct BlockScalar {
  private var parentIndent: Int?
  /// `+` keeps the blank lines below as content.
  private var keepsBlanks = false

  init() {}

  init(openedBy content: ArraySlice<UInt8>) {
    var rest = content
    // A comment may follow the header; its mark stands after a blank.
    if let mark = rest.indices.first(where: { index in
      rest[index] == Byte.number && index > rest.startIndex && rest[index - 1].isBlank
    }) {
      rest = rest[..<mark]
    }
    while let last = rest.last, last.isBlank { rest.removeLast() }
    for _ in 0..<2 {
      if let last = rest.last, last == Byte.hyphen || last == UInt8(ascii: "+") || last.isDigit {
        keepsBlanks = keepsBlanks || last == UInt8(ascii: "+")
        rest.removeLast()
      }
    }
    guard let mark = rest.popLast(), mark == UInt8(ascii: "|") || mark == UInt8(ascii: ">"),
      let before = rest.last, before.isBlank
    else { return }
    parentIndent = content.prefix { $0 == Byte.space }.count
  }

  /// Whether a line surely belongs to the scalar. A blank line ends nothing.
  mutating func holds(_ content: ArraySlice<UInt8>) -> Bool {
    guard let parent = parentIndent else { return false }
    let indent = content.prefix { $0 == Byte.space }.count
    if content.allSatisfy(\.isBlank) { return keepsBlanks }
    if indent > parent { return true }
    parentIndent = nil
    return false
  }
}

extension UInt8 {
  /// Not a blank, and no sign with which YAML begins anything but a plain scalar.
  fileprivate var isKeyStart: Bool {
    !isBlank && !"-?:,[]{}#&*!|>'\"%@`".utf8.contains(self)
  }
}
