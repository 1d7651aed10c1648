/// The smallest piece of a text that is kept, deleted or inserted.
///
/// Every byte but white space belongs to exactly one token. Emphasis marks, link targets and escapes
/// belong to the word that they stand beside: they are its style and not its text.
package struct Token: Hashable, Sendable {
  /// Bytes of the file.
  package let start: Int32
  package let end: Int32
  /// The number of its text in the lexicon.
  let key: Int32
  /// Emphasis and link target: equal where they are the same.
  let style: Int32
  /// Marks a list item, a heading, a quote, a fence, a column: no text of its own.
  package let isMarker: Bool
  /// No white space between it and the token before.
  let isGlued: Bool
  /// The number of the raw word that it is a part of.
  let word: Int32

  package var range: Range<Int> { Int(start)..<Int(end) }
}

/// A word as readers count them: the text between two blanks, or one character where a language
/// writes no blanks.
struct Item: Hashable, Sendable {
  /// Tokens of the text, markers between them left out.
  let firstToken: Int32
  let endToken: Int32
  /// Equal where all tokens have the same text.
  let key: Int32
  let traits: WordTraits
  let startsSentence: Bool
  /// After a comma or another sign.
  let startsClause: Bool

  var tokens: Range<Int> { Int(firstToken)..<Int(endToken) }
}
