/// The fields at the head of a charter, between two lines `---`.
package struct FrontMatter: Hashable, Sendable {
  /// In the order of the file.
  package let entries: [YAMLEntry]

  /// Reads the YAML between the two `---` lines; `firstLine` is the line of its first byte.
  package init(
    _ bytes: some Collection<UInt8>, firstLine: Int = 2
  ) throws(YAMLProblem) {
    entries = try StrictYAML.parse(bytes, firstLine: firstLine)
  }

  /// Reads front matter with both of its `---` lines, as it stands at the head of a file.
  package init(fenced bytes: some Collection<UInt8>) throws(YAMLProblem) {
    let lines = Array(bytes).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var inner = lines.dropFirst()
    while let last = inner.last, last.isEmpty { inner.removeLast() }
    if inner.last.map({ $0.starts(with: "---".utf8) }) == true { inner.removeLast() }
    try self.init(inner.joined(separator: [UInt8(ascii: "\n")]) + [UInt8(ascii: "\n")])
  }

  /// A charter without front matter.
  package static let empty = FrontMatter(entries: [])

  private init(entries: [YAMLEntry]) { self.entries = entries }

  package var keys: [YAMLScalar] { entries.map(\.key) }

  /// The value of a field; nil where it is absent or nothing is written after its colon.
  package subscript(name: String) -> YAMLValue? {
    guard let value = entries.first(where: { $0.key.text == name })?.value, !value.isEmpty else {
      return nil
    }
    return value
  }

  /// The text of a field; nil where it is absent, empty, a list or a map.
  package func scalar(_ name: String) -> Located<String>? { self[name]?.scalar?.located }

  /// The texts of a list of scalars; a single scalar counts as a list of one.
  ///
  /// Nil where the field is absent or empty, a map, or a list that holds anything but text.
  package func list(_ name: String) -> [Located<String>]? {
    switch self[name] {
    case .scalar(let scalar): return [scalar.located]
    case .list(let items, _, _):
      let texts = items.compactMap { $0.scalar?.located }
      return texts.count == items.count ? texts : nil
    case .map, nil: return nil
    }
  }
}
