/// One Markdown file cut so that every byte belongs to exactly one piece.
///
/// Approvals hang on these cuts, so nothing is guessed: cmark decides what a heading is, and every
/// cut falls between two lines. In the order of the file the pieces are the front matter (its
/// `delimiters` and `fields` interleaved), the `intro`, each section's `leadingGap` and `text`, and
/// the `trailingGap`; joined they are the file again. What a heading inside a fence, a quote, a
/// list or an HTML block looks like is text.
package struct Outline: Sendable {
  /// A top-level key of the front matter with its lines.
  package struct Field: Hashable, Sendable {
    /// The key as written before the colon.
    package let name: String
    /// Its lines and the comments and blank lines above; for the last field, those below too.
    package let range: Range<Int>
    /// The line of `range.lowerBound`, from 1.
    package let firstLine: Int
    /// The line of the key itself, from 1.
    package let keyLine: Int
  }

  /// A heading that is a direct child of the document.
  package struct Heading: Hashable, Sendable {
    package let level: Int
    /// The plain text of its inlines, trimmed.
    package let title: String
    /// Titles of the headings above it by level, then its own. The title heading is nobody's
    /// parent, and its own path is its title alone.
    package let path: [String]
    /// From 1.
    package let line: Int
    /// The heading's line; of a setext heading the paragraph and its underline.
    package let range: Range<Int>
    /// The first heading of the file, where it is of level 1: part of the intro.
    package let isTitle: Bool
    package let isSetext: Bool
  }

  /// A heading below the title with its own text, its subsections' excluded.
  package struct Section: Hashable, Sendable {
    package let path: [String]
    /// The line of the heading, from 1.
    package let line: Int
    /// The heading's line, line end included.
    package let heading: Range<Int>
    /// From the heading's line to the last line before the next heading that is not blank, its
    /// line end included.
    package let text: Range<Int>
    /// The blank lines before the heading.
    package let leadingGap: Range<Int>

    /// What follows the heading's line.
    package var body: Range<Int> { heading.upperBound..<text.upperBound }
  }

  /// The largest file that is read (R18 of the evidence format).
  package static let largestFile = 1 << 20

  /// With both `---` lines; nil where the file begins otherwise or the second is missing.
  package let frontMatter: Range<Int>?
  /// The front matter without its `---` lines.
  package let frontMatterInside: Range<Int>?
  /// The file begins with `---`, and no later line is `---`.
  package let isFrontMatterOpen: Bool
  /// The bytes of the front matter that are in no field: its two `---` lines, or all of it.
  package let delimiters: [Range<Int>]
  package let fields: [Field]
  package let headings: [Heading]
  package let sections: [Section]
  /// From after the front matter to the first section's leading gap, or to the trailing gap.
  package let intro: Range<Int>
  /// The blank lines at the end of the file.
  package let trailingGap: Range<Int>

  package init(_ bytes: [UInt8]) throws(ProseError) {
    guard bytes.count <= Self.largestFile else {
      throw ProseError(line: 1, reason: .tooLarge(bytes: bytes.count, limit: Self.largestFile))
    }
    let lines = SourceLines(bytes)
    let front = FrontMatterCut(lines)
    frontMatter = front.range
    frontMatterInside = front.inside
    isFrontMatterOpen = front.isOpen
    delimiters = front.delimiters
    fields = front.fields

    let bodyLine = front.lineCount
    let bodyStart = lines.start(of: bodyLine)
    headings = try Self.headings(in: lines, from: bodyLine)

    let cutLines = headings.filter { !$0.isTitle }.map { $0.line - 1 } + [lines.count]
    let gapLines = cutLines.indices.map { index in
      let floor = index == 0 ? bodyLine : cutLines[index - 1] + 1
      return lines.startOfBlanks(before: cutLines[index], floor: floor)
    }
    intro = bodyStart..<lines.start(of: gapLines[0])
    sections = headings.filter { !$0.isTitle }.enumerated().map { index, heading in
      let start = heading.range.lowerBound
      return Section(
        path: heading.path, line: heading.line, heading: heading.range,
        text: start..<lines.start(of: gapLines[index + 1]),
        leadingGap: lines.start(of: gapLines[index])..<start)
    }
    trailingGap = lines.start(of: gapLines[cutLines.count - 1])..<bytes.count
  }

  /// Every piece in the order of the file. Joined they are the whole file.
  package var pieces: [Range<Int>] {
    var pieces: [Range<Int>] = delimiters.isEmpty ? [] : [delimiters[0]]
    pieces += fields.map(\.range)
    pieces += delimiters.dropFirst()
    pieces.append(intro)
    for section in sections {
      pieces.append(section.leadingGap)
      pieces.append(section.text)
    }
    pieces.append(trailingGap)
    return pieces
  }

  private static func headings(
    in lines: SourceLines, from bodyLine: Int
  ) throws(ProseError) -> [Heading] {
    let intricacy = try Intricacy(lines, from: bodyLine)
    let found: [BlockParser.FoundHeading]
    do {
      found = try BlockParser.headings(
        of: lines.bytes[lines.start(of: bodyLine)...],
        mostBrackets: Intricacy.mostExpansion / max(intricacy.longestDefinition, 1))
    } catch {
      throw ProseError(line: bodyLine + error.line + 1, reason: error.reason)
    }
    var headings: [Heading] = []
    var open: [(level: Int, title: String)] = []
    for found in found {
      let first = bodyLine + found.first
      let last = lines.lastOfHeading(
        from: first, level: found.level, endingNear: bodyLine + found.last)
      guard let last, first + 1 > (headings.last?.line ?? 0) else {
        throw ProseError(line: first + 1, reason: .headingNotFound)
      }
      let isTitle = headings.isEmpty && found.level == 1
      open.removeAll { $0.level >= found.level }
      headings.append(
        Heading(
          level: found.level, title: found.title, path: open.map(\.title) + [found.title],
          line: first + 1,
          range: lines.start(of: first)..<lines.start(of: last + 1), isTitle: isTitle,
          isSetext: last > first))
      if !isTitle {
        open.append((found.level, found.title))
      }
    }
    return headings
  }
}

extension SourceLines {
  /// The last line of a heading that begins at a line: that line where it has the form of an ATX
  /// heading of that level, or the underline of a setext heading. cmark decides what is a heading;
  /// this is the second pair of eyes, and nil says that they differ.
  fileprivate func lastOfHeading(from first: Int, level: Int, endingNear end: Int) -> Int? {
    guard first < count else { return nil }
    if end <= first {
      return opensHeading(first, level: level) ? first : nil
    }
    let mark = UInt8(ascii: level == 1 ? "=" : "-")
    return [end - 1, end].first { line in
      guard line > first, line < count else { return false }
      let text = content(of: line).filter { !$0.isBlank }
      return !text.isEmpty && text.allSatisfy { $0 == mark }
    }
  }

  private func opensHeading(_ line: Int, level: Int) -> Bool {
    var rest = content(of: line)
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) {
      rest = rest.dropFirst(3)
    }
    let indent = rest.prefix { $0 == Byte.space }.count
    rest = rest.dropFirst(indent)
    let marks = rest.prefix { $0 == Byte.number }.count
    rest = rest.dropFirst(marks)
    let closes = rest.first?.isBlank ?? true
    return indent <= 3 && marks == level && closes
  }
}
