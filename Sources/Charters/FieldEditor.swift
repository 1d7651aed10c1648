internal import Prose

/// Changes fields of a charter's front matter and leaves every other byte as it is.
///
/// What it makes is read again after each change, so it throws where the charter could not be.
package struct FieldEditor {
  package private(set) var charter: CharterText

  package init(_ charter: CharterText) { self.charter = charter }

  package var bytes: [UInt8] { charter.bytes }

  /// Gives a field one text on one line; a field that is not there comes at the end.
  package mutating func set(_ name: String, to text: String) throws(CharterTextError) {
    let line = Array("\(name): \(Self.quoted(text))\n".utf8)
    guard let lines = valueLines(name) else {
      guard let inside = charter.outline?.frontMatterInside else { return }
      try replace(inside.upperBound..<inside.upperBound, with: line)
      return
    }
    try replace(lines, with: line)
  }

  /// Takes a field out; nothing happens where it is not there.
  package mutating func remove(_ name: String) throws(CharterTextError) {
    guard let lines = valueLines(name) else { return }
    try replace(lines, with: [])
  }

  /// Takes entries out of a list, or the text out of a field that holds one.
  ///
  /// A list that is written line by line loses lines; one in brackets is written anew, its entries
  /// as they were.  The last entry leaves an empty list.
  package mutating func removeEntries(
    of name: String, where isGone: (YAMLValue) -> Bool
  ) throws(CharterTextError) {
    guard let value = charter.frontMatter?[name], let lines = valueLines(name) else { return }
    let items = value.list ?? [value]
    let kept = items.filter { !isGone($0) }
    guard kept.count < items.count else { return }
    let isBlock = value.list != nil && value.line > keyLine(name) && !kept.isEmpty
    guard isBlock else {
      let text = kept.map(\.flowText).joined(separator: ", ")
      try replace(lines, with: Array("\(name): [\(text)]\n".utf8))
      return
    }
    var edited: [UInt8] = []
    let starts = items.map(\.line)
    let first = lineNumber(at: lines.lowerBound)
    for (index, line) in split(lines).enumerated() {
      let number = first + index
      let owner = starts.lastIndex { $0 <= number }
      let isComment = line.first { $0 != 0x20 } == UInt8(ascii: "#")
      if let owner, isGone(items[owner]), !isComment { continue }
      edited += line
    }
    try replace(lines, with: edited)
  }

  /// Adds an entry, in the words of YAML's brackets, at the end of a list.
  package mutating func append(_ entry: String, to name: String) throws(CharterTextError) {
    let items = charter.frontMatter?[name].map { $0.list ?? [$0] } ?? []
    let text = (items.map(\.flowText) + [entry]).joined(separator: ", ")
    let line = Array("\(name): [\(text)]\n".utf8)
    if let lines = valueLines(name) {
      try replace(lines, with: line)
    } else if let inside = charter.outline?.frontMatterInside {
      try replace(inside.upperBound..<inside.upperBound, with: line)
    }
  }

  // MARK: Lines

  private func keyLine(_ name: String) -> Int { charter.field(name)?.keyLine ?? 0 }

  /// The bytes of the field's own lines: comments above and below stay out.
  private func valueLines(_ name: String) -> Range<Int>? {
    guard let field = charter.field(name) else { return nil }
    var start = field.range.lowerBound
    for _ in field.firstLine..<field.keyLine { start = endOfLine(start) }
    var end = endOfLine(start)
    while end < field.range.upperBound {
      let next = endOfLine(end)
      let line = charter.bytes[end..<next]
      // A blank or a comment in the first column stands between this field and the next.
      guard let first = line.first, first == 0x20 || first == UInt8(ascii: "-") else { break }
      end = next
    }
    return start..<end
  }

  private func endOfLine(_ start: Int) -> Int {
    charter.bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? charter.bytes.count
  }

  private func lineNumber(at offset: Int) -> Int {
    charter.bytes[..<offset].count { $0 == 0x0A } + 1
  }

  private func split(_ range: Range<Int>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(endOfLine(start), range.upperBound)
      lines.append(Array(charter.bytes[start..<end]))
      start = end
    }
    return lines
  }

  private mutating func replace(
    _ range: Range<Int>, with new: [UInt8]
  ) throws(CharterTextError) {
    var bytes = charter.bytes
    bytes.replaceSubrange(range, with: new)
    charter = try CharterText(path: charter.path, bytes: bytes)
  }

  /// A text as YAML reads it back: in quotes where it holds more than letters, digits and `-_.@/ `.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-_.@/ ".unicodeScalars.contains(scalar)
    }
    return isPlain && text.first?.isLetter ?? false || Day(text) != nil
      ? text : YAMLValue.inQuotes(text)
  }
}

extension YAMLValue {
  /// The value as it stands within brackets; a plain text stays plain.
  fileprivate var flowText: String {
    switch self {
    case .scalar(let scalar): scalar.isQuoted ? Self.inQuotes(scalar.text) : scalar.text
    case .list(let items, _, _): "[\(items.map(\.flowText).joined(separator: ", "))]"
    case .map(let entries, _, _):
      "{\(entries.map { "\($0.key.text): \($0.value.flowText)" }.joined(separator: ", "))}"
    }
  }

  fileprivate static func inQuotes(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
