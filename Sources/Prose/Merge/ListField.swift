/// A field of the front matter whose value is a list, read by its lines: `holders: [ana, ben]`, or an
/// entry a line behind hyphens.
struct ListField {
  enum Style { case flow, lines }

  struct Entry: Equatable {
    /// What it is known by: the word itself, or the first field of a map (`who: ana`).
    let key: String
    /// Without white space at its ends; of a map all its lines.
    var text: [UInt8]
  }

  let style: Style
  /// Comments above, the name and the colon.
  let head: [UInt8]
  /// What stands before the hyphen of each entry.
  let indent: [UInt8]
  let entries: [Entry]
  /// A comment behind, blank lines below.
  let tail: [UInt8]

  /// Nil for anything that is not surely such a list with each entry once.
  init?(_ bytes: [UInt8]) {
    let lines = SourceLines(bytes)
    guard
      let key = (0..<lines.count).first(where: { line in
        let content = lines.content(of: line).drop(while: \.isBlank)
        return content.first.map { $0 != Byte.number } ?? false
      }), let colon = lines.content(of: key).firstIndex(of: Byte.colon)
    else { return nil }
    let value = lines.content(of: key)[(colon + 1)...].drop(while: \.isBlank)
    if value.first == UInt8(ascii: "[") {
      guard let close = value.lastIndex(of: UInt8(ascii: "]")),
        let entries = Self.flowEntries(value[(value.startIndex + 1)..<close]),
        value[(close + 1)...].allSatisfy(\.isBlank),
        (key + 1..<lines.count).allSatisfy(lines.isBlank)
      else { return nil }
      style = .flow
      head = Array(bytes[..<(colon + 1)])
      indent = Array("  ".utf8)
      self.entries = entries
      tail = Array(bytes[lines.content(of: key).endIndex...])
    } else {
      guard value.isEmpty, key + 1 < lines.count else { return nil }
      var entries: [Entry] = []
      var indent: ArraySlice<UInt8>?
      var end = bytes.count
      for line in key + 1..<lines.count {
        let content = lines.content(of: line)
        let blanks = content.prefix(while: \.isBlank)
        let rest = content.dropFirst(blanks.count)
        if rest.isEmpty {
          end = min(end, lines.start(of: line))
          continue
        }
        // A comment, or text below a blank line: whose it is would be a guess.
        guard end == bytes.count, rest.first != Byte.number else { return nil }
        if rest.first == Byte.hyphen, rest.dropFirst().first?.isBlank == true,
          indent == nil || blanks == indent
        {
          indent = blanks
          let text = Self.trimmed(rest.dropFirst(2))
          guard let name = Self.key(text) else { return nil }
          entries.append(Entry(key: name, text: text))
        } else {
          guard let indent, blanks.count > indent.count, var last = entries.popLast() else {
            return nil
          }
          last.text += [Byte.lineFeed] + content
          while let byte = last.text.last, byte.isBlank { last.text.removeLast() }
          entries.append(last)
        }
      }
      guard !entries.isEmpty else { return nil }
      style = .lines
      head = Array(bytes[..<(colon + 1)])
      self.indent = Array(indent ?? [])
      self.entries = entries
      tail = Array(bytes[end...])
    }
    guard Set(entries.map(\.key)).count == entries.count else { return nil }
  }

  /// The field with other entries.
  func written(_ entries: [Entry]) -> [UInt8]? {
    let isFlow = style == .flow || entries.isEmpty
    guard isFlow else {
      return head + [Byte.lineFeed]
        + entries.flatMap { indent + [Byte.hyphen, Byte.space] + $0.text + [Byte.lineFeed] } + tail
    }
    guard !entries.contains(where: { $0.text.contains(Byte.lineFeed) }) else { return nil }
    let inside = entries.map(\.text).joined(separator: Array(", ".utf8))
    let end = style == .flow ? tail : [Byte.lineFeed] + tail
    return head + Array(" [".utf8) + inside + Array("]".utf8) + end
  }

  /// Elements between commas; nil where quotes, braces or comments make them a matter of YAML.
  private static func flowEntries(_ inside: ArraySlice<UInt8>) -> [Entry]? {
    guard !inside.contains(where: { "[]{}#\\".utf8.contains($0) }) else { return nil }
    if inside.allSatisfy(\.isBlank) { return [] }
    var entries: [Entry] = []
    for part in inside.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let text = trimmed(part)
      guard let key = key(text) else { return nil }
      entries.append(Entry(key: key, text: text))
    }
    return entries
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var rest = text.drop(while: \.isBlank)
    while let last = rest.last, last.isBlank { rest.removeLast() }
    return Array(rest)
  }

  /// Nil where it is empty, or has quotes that do not enclose all of it.
  private static func key(_ text: [UInt8]) -> String? {
    guard let first = text.first, let last = text.last else { return nil }
    // A block of lines, an anchor, a tag: more than a word.
    guard !"|>&*!%@`".utf8.contains(first) else { return nil }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      let inside = text.dropFirst().dropLast()
      guard text.count >= 2, last == first, !inside.contains(first),
        !inside.contains(UInt8(ascii: "\\"))
      else { return nil }
      return String(decoding: inside, as: UTF8.self)
    }
    if first == UInt8(ascii: "{") {
      let inside = text.dropFirst().prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
      return String(decoding: trimmed(inside), as: UTF8.self)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
