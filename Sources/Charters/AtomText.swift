import Prose

/// What an atom's words are in one tree: equal exactly where the words are the same bytes.
///
/// Of a move it holds both places. Compare it only with texts of the same atom.
package struct AtomText: Hashable, Sendable {
  /// Nil where a piece is absent, and between the parts of `(intro)`.
  package let parts: [[UInt8]?]

  /// Nothing of the atom is in that tree.
  package var isAbsent: Bool { parts.allSatisfy { $0 == nil } }
}

extension Atom {
  /// The words of this atom in any version of its charter; nil is a tree without the charter.
  package func text(in charter: CharterText?) -> AtomText {
    guard let charter else { return AtomText(parts: change == .move ? [nil, nil] : [nil]) }
    switch section {
    case .policy, .field:
      return AtomText(parts: [charter.text(section)])
    case .order(let titles):
      return AtomText(parts: row(of: charter.children(of: titles).map { .section($0.path) }))
    case .intro:
      return AtomText(parts: introParts(in: charter))
    case .section(let titles):
      let place = place(of: titles, in: charter)
      guard case .section(let target) = movedTo else { return AtomText(parts: [place]) }
      return AtomText(parts: [place, self.place(of: target, in: charter)])
    }
  }

  /// The text of a section; the blank lines before it are its own unless it is on both sides.
  private func place(of titles: [String], in charter: CharterText) -> [UInt8]? {
    guard let section = charter.section(titles) else { return nil }
    let start = change == .edit ? section.text.lowerBound : section.leadingGap.lowerBound
    return Array(charter.bytes[start..<section.text.upperBound])
  }

  /// Positions in `context` of those pieces that are in it.
  private func row(of pieces: [SectionPath]) -> [[UInt8]?] {
    let places = Dictionary(
      context.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return pieces.compactMap { piece in places[piece].map { Array(String($0).utf8) } }
  }

  /// The bytes outside every section and field.
  ///
  /// The gap of a section that is not there reads like a single empty line: so another landing that
  /// adds a section the usual way leaves the words of an intro as they were.
  private func introParts(in charter: CharterText) -> [[UInt8]?] {
    guard let outline = charter.outline else { return [nil] }
    func text(_ range: Range<Int>) -> [UInt8] { Array(charter.bytes[range]) }
    var parts: [[UInt8]?] = outline.delimiters.map(text)
    parts += [nil, text(outline.intro), text(outline.trailingGap), nil]
    for (index, piece) in context.enumerated() {
      guard case .section(let titles) = piece, let section = charter.section(titles) else {
        continue
      }
      let gap = text(section.leadingGap)
      if gap != [UInt8(ascii: "\n")] {
        parts += [Array(String(index).utf8), gap]
      }
    }
    parts.append(nil)
    return parts + row(of: outline.fields.map { .field($0.name) })
  }
}
