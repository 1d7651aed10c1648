internal import Charters
internal import Prose

/// Any Markdown text cut at its headings, for texts that are no charters.
struct PlainSections {
  /// Name and bytes; a heading path that stands twice is numbered.
  let pieces: [(name: String, bytes: [UInt8], isLines: Bool)]

  init(_ bytes: [UInt8]) throws(ProseError) {
    let outline = try Outline(bytes)
    var seen: [String: Int] = [:]
    func name(_ text: String) -> String {
      seen[text, default: 0] += 1
      return seen[text] == 1 ? text : "\(text) (\(seen[text] ?? 0))"
    }
    pieces =
      outline.fields.map { (name("(settings) > \($0.name)"), Array(bytes[$0.range]), true) }
      + [("(intro)", Array(bytes[outline.intro]), false)]
      + outline.sections.map { section in
        let path = section.path.joined(separator: SectionPath.separator)
        return (name(path), Array(bytes[section.text]), false)
      }
  }

  /// The sections that differ, in the order of the new text, those that went at the end.
  static func compare(_ old: PlainSections, _ new: PlainSections) -> [SectionComparison] {
    let before = Dictionary(
      old.pieces.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let names = Set(new.pieces.map(\.name))
    var found = new.pieces.compactMap { piece -> SectionComparison? in
      let other = before[piece.name]
      guard other != piece.bytes else { return nil }
      if other == nil, piece.bytes.allSatisfy({ $0 == 10 || $0 == 32 }) { return nil }
      return SectionComparison(
        piece.name, other == nil ? .create : .edit, old: other, new: piece.bytes,
        isLines: piece.isLines)
    }
    found += old.pieces.filter { !names.contains($0.name) }.map {
      SectionComparison($0.name, .delete, old: $0.bytes, new: nil, isLines: $0.isLines)
    }
    // Bytes that differ are never shown as no change.
    return found.isEmpty
      ? [SectionComparison("(layout)", .edit, old: nil, new: nil, isLines: false)] : found
  }
}
