/// A piece of a text that is moved, split or reworded as one: a heading, a paragraph, the text of a
/// list item, a row of a table, a line of code, an entry of the front matter.
package struct SourceBlock: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case heading(level: Int)
    case paragraph, row, code, html, rule
    /// A line that no block claims: a link's definition, a fence, an empty item.
    case loose
    /// A line of the front matter, with the number of its field; nil for the lines around them.
    case setting(field: Int?)
  }

  package let kind: Kind
  /// Lines of the file from 0.
  package let lines: Range<Int>
  /// Tokens of the text, markers too. Blocks follow each other without a gap.
  package let tokens: Range<Int>
  let items: Range<Int>
  /// Equal where all words are.
  let hash: Int32
  /// What readers see of lists and quotes around it: depth, kind and first number.
  package let nesting: String
  /// Quotes around it.
  package let quotes: Int
  /// It begins a list item, or continues one.
  package let isItem: Bool

  /// No text of its own.
  var isBare: Bool { items.isEmpty }

  package var isSetting: Bool {
    if case .setting = kind { true } else { false }
  }

  package var headingLevel: Int? {
    if case .heading(let level) = kind { level } else { nil }
  }

  /// White space counts.
  package var isCode: Bool { kind == .code }
}
