internal import Prose

/// Rewrites the headings of a text as R16 of the evidence format wants them.
///
/// Each step is undone where the outline afterwards is not what it should be, so that no text is
/// bent by a guess.
struct HeadingMender {
  private(set) var bytes: [UInt8] { didSet { outline = Self.outline(of: bytes) } }
  private(set) var changes: [Normalisation.Change] = []
  private var outline: Outline?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    outline = Self.outline(of: bytes)
  }

  mutating func mend() {
    // A heading taken out can let another step find work, seldom more than once.
    for _ in 0..<8 {
      let before = changes.count
      closeFrontMatter()
      underlines()
      empties()
      separators()
      repeats()
      if changes.count == before { return }
    }
  }

  // A text that cannot be cut is left as it is; the check of the result says why.
  private static func outline(of bytes: [UInt8]) -> Outline? { try? Outline(bytes) }

  /// A rule in the first line would be taken for front matter that never ends.
  private mutating func closeFrontMatter() {
    guard outline?.isFrontMatterOpen == true, bytes.starts(with: "---".utf8) else { return }
    bytes.replaceSubrange(0..<3, with: "***".utf8)
    changes.append(
      Normalisation.Change(
        code: "front-matter-open", line: 1, message: "the rule '---' in line 1 became '***'"))
  }

  private mutating func underlines() {
    guard let outline else { return }
    let bytes = bytes
    apply(
      outline.headings.map { heading in
        guard heading.isSetext else { return (heading, nil) }
        let lines = Self.lines(bytes[heading.range]).dropLast()
        let words = lines.map { Self.trimmed($0) }.joined(separator: [UInt8(ascii: " ")])
        let marks = [UInt8](repeating: UInt8(ascii: "#"), count: heading.level)
        let text = marks + [UInt8(ascii: " ")] + Self.guardedEnd(Array(words))
        let edit = Edit(
          text: text, title: heading.title, code: "heading-underlined",
          message: "the heading '\(heading.title)' is written with '#' now")
        return (heading, edit)
      })
  }

  private mutating func empties() {
    guard let outline else { return }
    let before = outline.headings.filter { !$0.title.isEmpty }.map(\.title)
    var mended: [UInt8] = []
    var copied = 0
    var found: [Normalisation.Change] = []
    for heading in outline.headings where heading.title.isEmpty && !heading.isSetext {
      let line = Self.trimmed(bytes[heading.range])
      guard line.allSatisfy({ "# \t".utf8.contains($0) }) else { continue }
      mended += bytes[copied..<heading.range.lowerBound]
      mended.append(UInt8(ascii: "\n"))
      copied = heading.range.upperBound
      found.append(
        Normalisation.Change(
          code: "heading-empty", line: heading.line,
          message: "the empty heading in line \(heading.line) became a blank line"))
    }
    guard !found.isEmpty else { return }
    mended += bytes[copied...]
    let after = Self.outline(of: mended)?.headings.filter { !$0.title.isEmpty }.map(\.title)
    guard after == before else { return }
    bytes = mended
    changes += found
  }

  private mutating func separators() {
    guard let outline else { return }
    let bytes = bytes
    apply(
      outline.headings.map { heading in
        guard TitleRules.holdsSeparator(heading.title), !heading.isSetext else {
          return (heading, nil)
        }
        var text = Self.trimmed(bytes[heading.range])
        var index = text.startIndex + 1
        var isChanged = false
        while index + 1 < text.endIndex {
          if text[index] == UInt8(ascii: ">"), Self.isBlank(text[index - 1]),
            Self.isBlank(text[index + 1])
          {
            text.replaceSubrange(index...index, with: "→".utf8)
            isChanged = true
          }
          index += 1
        }
        // A sign written as a reference or behind a backslash is left to people.
        guard isChanged else { return (heading, nil) }
        let edit = Edit(
          text: Array(text), title: nil, code: "heading-separator",
          message: "' > ' became ' → ' in the heading '\(heading.title)'")
        return (heading, edit)
      })
  }

  /// ` (2)` for the second heading of one name in one place, ` (3)` for the third.
  private mutating func repeats() {
    guard let outline else { return }
    var places = SectionPlaces()
    var edits: [(Outline.Heading, Edit?)] = []
    for heading in outline.headings {
      guard !heading.isTitle else {
        edits.append((heading, nil))
        continue
      }
      let title = places.enterRenamed(heading)
      guard title != heading.title, !heading.title.isEmpty, !heading.isSetext else {
        edits.append((heading, nil))
        continue
      }
      let suffix = title.dropFirst(heading.title.count)
      let text = Self.withoutClosingMarks(Self.trimmed(bytes[heading.range])) + Array(suffix.utf8)
      let edit = Edit(
        text: text, title: title, code: "heading-repeated",
        message: "the repeated heading '\(heading.title)' became '\(title)'")
      edits.append((heading, edit))
    }
    apply(edits)
  }

  private struct Edit {
    let text: [UInt8]
    /// What the title must be afterwards; nil where any will do.
    let title: String?
    let code: String
    let message: String
  }

  /// Replaces headings by lines, and takes it back unless the outline is as it should be.
  private mutating func apply(_ edits: [(Outline.Heading, Edit?)]) {
    guard edits.contains(where: { $0.1 != nil }) else { return }
    var mended: [UInt8] = []
    var copied = 0
    for case (let heading, let edit?) in edits {
      mended += bytes[copied..<heading.range.lowerBound]
      mended += edit.text
      mended.append(UInt8(ascii: "\n"))
      copied = heading.range.upperBound
    }
    mended += bytes[copied...]
    guard mended.count <= ContentRules.fileByteLimit, let after = try? Outline(mended),
      after.headings.count == edits.count
    else { return }
    for (heading, (old, edit)) in zip(after.headings, edits) {
      guard heading.level == old.level else { return }
      if edit == nil || edit?.title != nil {
        guard heading.title == edit?.title ?? old.title else { return }
      }
    }
    bytes = mended
    for case (let heading, let edit?) in edits {
      changes.append(
        Normalisation.Change(code: edit.code, line: heading.line, message: edit.message))
    }
  }

  // MARK: Lines

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var text = bytes
    if text.last == UInt8(ascii: "\n") { text.removeLast() }
    return text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  /// Without blanks and line ends at both ends.
  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = bytes
    while let last = text.last, isBlank(last) || last == UInt8(ascii: "\n") { text.removeLast() }
    return text.drop(while: isBlank)
  }

  /// A text that ends with `#` would lose it as the closing marks of an ATX heading.
  private static func guardedEnd(_ text: [UInt8]) -> [UInt8] {
    let marks = text.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    let start = text.count - marks
    guard marks > 0, start == 0 || isBlank(text[start - 1]) else { return text }
    return text[..<start] + [UInt8(ascii: "\\")] + text[start...]
  }

  /// `## Name ##` without the marks at its end.
  private static func withoutClosingMarks(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var text = line
    let marks = text.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    let before = text.dropLast(marks)
    if marks > 0, let last = before.last, isBlank(last) {
      text = before
      while let last = text.last, isBlank(last) { text.removeLast() }
    }
    return Array(text)
  }
}
