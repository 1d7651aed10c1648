internal import Charters

/// Replaces fields of a charter's front matter and leaves every other byte as it is.
package struct PageFields {
  private var lines: [String]
  /// The line of the closing `---`.
  private var end: Int

  /// Nil where the file has no front matter.
  package init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      return nil
    }
    self.end = end
  }

  package var bytes: [UInt8] { Array(lines.joined(separator: "\n").utf8) }

  /// Puts these lines in the field's place, or at the end where there is none; none removes it.
  package mutating func set(_ field: String, _ new: [String]) {
    let start = lines[1..<end].firstIndex { $0 == "\(field):" || $0.hasPrefix("\(field): ") }
    guard let start else {
      lines.insert(contentsOf: new, at: end)
      end += new.count
      return
    }
    var next = start + 1
    // Comments belong to the field below them.
    while next < end,
      lines[next].isEmpty || lines[next].hasPrefix(" ") || lines[next].hasPrefix("-")
    {
      next += 1
    }
    while next > start + 1, lines[next - 1].isEmpty { next -= 1 }
    lines.replaceSubrange(start..<next, with: new)
    end += new.count - (next - start)
  }
}
