package import Prose

/// One charter file, cut into the pieces that are approved one by one.
///
/// A file that cannot be cut without doubt is an error: R16 refuses it anyway. `policy.yml` is one
/// piece, `(policy)`, whatever it holds.
package struct CharterText: Sendable {
  package let path: CharterPath
  package let bytes: [UInt8]
  /// In the order of the file: fields, `(intro)`, sections. `(intro)` is always there.
  package let pieces: [SectionPath]
  /// Nil where the file has none.
  package let frontMatter: FrontMatter?
  /// Where the pieces lie; nil for the policy.
  package let outline: Outline?
  private let fieldIndexes: [String: Int]
  private let sectionIndexes: [[String]: Int]
  private let childIndexes: [[String]: [Int]]

  package init(path: CharterPath, bytes: [UInt8]) throws(CharterTextError) {
    self.path = path
    self.bytes = bytes
    guard path.kind != .policy else {
      pieces = [.policy]
      frontMatter = nil
      outline = nil
      fieldIndexes = [:]
      sectionIndexes = [:]
      childIndexes = [:]
      return
    }
    let outline: Outline
    do {
      outline = try Outline(bytes)
    } catch {
      throw CharterTextError(path: path, line: error.line, reason: .prose(error.reason))
    }
    guard !outline.isFrontMatterOpen else {
      throw CharterTextError(path: path, line: 1, reason: .openFrontMatter)
    }
    self.outline = outline
    frontMatter = try Self.frontMatter(of: outline, bytes: bytes, path: path)

    var sections: [[String]: Int] = [:]
    for (index, section) in outline.sections.enumerated() {
      if let first = sections.updateValue(index, forKey: section.path) {
        throw CharterTextError(
          path: path, line: section.line,
          reason: .duplicateHeading(section.path, firstLine: outline.sections[first].line))
      }
    }
    sectionIndexes = sections
    childIndexes = Dictionary(grouping: outline.sections.indices) {
      Array(outline.sections[$0].path.dropLast())
    }
    fieldIndexes = Dictionary(
      outline.fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    pieces =
      outline.fields.map { .field($0.name) } + [.intro]
      + outline.sections.map { .section($0.path) }
  }

  /// The bytes of a piece as they stand in this file; nil where it is absent.
  ///
  /// Of `(intro)` all bytes that are in no section's text and no field; of an order the titles of
  /// the row, a line each. What evidence compares is ``Atom/text(in:)``.
  package func text(_ piece: SectionPath) -> [UInt8]? {
    guard let outline else { return piece == .policy ? bytes : nil }
    switch piece {
    case .policy: return nil
    case .field(let name): return field(name).map { Array(bytes[$0.range]) }
    case .section(let titles): return section(titles).map { Array(bytes[$0.text]) }
    case .order(let titles):
      guard titles.isEmpty || section(titles) != nil else { return nil }
      return children(of: titles).flatMap { Array(($0.path.last ?? "").utf8) + Array("\n".utf8) }
    case .intro:
      let ranges =
        outline.delimiters + [outline.intro] + outline.sections.map(\.leadingGap)
        + [outline.trailingGap]
      return ranges.flatMap { bytes[$0] }
    }
  }

  /// The section with these titles.
  package func section(_ titles: [String]) -> Outline.Section? {
    guard let outline, let index = sectionIndexes[titles] else { return nil }
    return outline.sections[index]
  }

  /// The front-matter field with this key.
  package func field(_ name: String) -> Outline.Field? {
    guard let outline, let index = fieldIndexes[name] else { return nil }
    return outline.fields[index]
  }

  /// The sections directly below one, in the order of the file.
  package func children(of titles: [String]) -> [Outline.Section] {
    guard let outline else { return [] }
    return (childIndexes[titles] ?? []).map { outline.sections[$0] }
  }

  /// Whether both have the same front matter, byte for byte and in the same lines, or none.
  package func hasFrontMatter(of other: CharterText) -> Bool {
    guard let here = outline?.frontMatterInside, let there = other.outline?.frontMatterInside else {
      return frontMatter == nil && other.frontMatter == nil
    }
    return here == there && bytes[here] == other.bytes[there]
  }

  /// The front matter as YAML reads it, if both readings agree on every field: rights hang on
  /// fields, so text that one takes for `why` and the other for `lead` is refused.
  private static func frontMatter(
    of outline: Outline, bytes: [UInt8], path: CharterPath
  ) throws(CharterTextError) -> FrontMatter? {
    guard let inside = outline.frontMatterInside else { return nil }
    let found: FrontMatter
    do {
      found = try FrontMatter(bytes[inside], firstLine: 2)
    } catch {
      throw CharterTextError(path: path, line: error.line, reason: .frontMatter(error))
    }
    let entries = found.entries
    let unclear = (0..<max(entries.count, outline.fields.count)).first { index in
      guard index < entries.count, index < outline.fields.count else { return true }
      let (key, field) = (entries[index].key, outline.fields[index])
      return key.text != field.name || key.line != field.keyLine || key.column != 1
    }
    if let unclear {
      let keys = entries.map(\.key.line).dropFirst(unclear).prefix(1)
      let line = (keys + outline.fields.map(\.keyLine).dropFirst(unclear).prefix(1)).min() ?? 1
      throw CharterTextError(path: path, line: line, reason: .unclearField)
    }
    try checkEnds(of: outline.fields, entries: entries, bytes: bytes, path: path)
    return found
  }

  /// What looks like a comment above a key could still be the end of quoted text above it. Where it
  /// might be, the field must say the same alone as in the whole.
  private static func checkEnds(
    of fields: [Outline.Field], entries: [YAMLEntry], bytes: [UInt8], path: CharterPath
  ) throws(CharterTextError) {
    for index in fields.indices.dropLast() {
      let below = fields[index + 1]
      guard below.keyLine > below.firstLine else { continue }
      let text = bytes[fields[index].range]
      guard text.contains(where: { "\"'|>".utf8.contains($0) }) else { continue }
      // Nil means that the field alone is no YAML: not what it says in the whole.
      let alone = try? FrontMatter(text, firstLine: fields[index].firstLine)
      guard let alone, alone.entries == [entries[index]] else {
        throw CharterTextError(path: path, line: below.firstLine, reason: .unclearField)
      }
    }
  }
}

/// Why a file is not a charter that could be approved piece by piece.
package struct CharterTextError: Error, Hashable {
  package enum Reason: Hashable, Sendable {
    case prose(ProseError.Reason)
    case frontMatter(YAMLProblem)
    /// The file begins with `---`, and no later line is `---`.
    case openFrontMatter
    /// YAML and the lines disagree on where a field begins or ends.
    case unclearField
    /// Two headings with the same path.
    case duplicateHeading([String], firstLine: Int)
  }

  package let path: CharterPath
  /// From 1, counted from the start of the file.
  package let line: Int
  package let reason: Reason
}
