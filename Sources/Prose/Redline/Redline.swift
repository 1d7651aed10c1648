/// What changed between two texts: one tree, from which every format is made.
///
/// Without its insertions it is the old text, without its deletions the new one. White space is no
/// word, so a paragraph that was only wrapped anew has no change. Exchanging the texts exchanges the
/// signs. The same texts always give the same tree: all bounds count steps and never time.
package struct Redline: Sendable {
  package let old: ProseText
  package let new: ProseText
  /// In the order of the new text; what went away stands where it stood.
  package private(set) var rows: [Row] = []
  package private(set) var moves: [Move] = []
  /// A limit was met: some of it is shown replaced though it may have been reworded.
  package let isApproximate: Bool
  let matching: Matching

  /// Some blocks that share a fate.
  package struct Row: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case kept, edited, added, removed
      /// Was here, and stands elsewhere now.
      case away
    }

    package let kind: Kind
    package let oldBlocks: Range<Int>
    package let newBlocks: Range<Int>
    /// The same raw words in other blocks.
    package var isVerbatim = false
    /// The move that brought it here, or took it away: an index into ``Redline/moves``.
    package internal(set) var move: Int?
    package internal(set) var spans: [Span] = []
    package internal(set) var classes: ChangeClasses = []
  }

  /// Tokens in a row that share a fate. Markers lie in the ranges and have no fate of their own.
  package struct Span: Hashable, Sendable {
    package enum Fate: Hashable, Sendable {
      case kept, deleted, inserted
      /// The same words with other emphasis or another target.
      case restyled
      /// The same words in other bytes.
      case rewritten
      /// Came from, or went to, another place.
      case movedHere(Int)
      case movedAway(Int)
    }

    package let fate: Fate
    package let old: Range<Int>
    package let new: Range<Int>
    package internal(set) var classes: ChangeClasses = []
  }

  /// Text that stands elsewhere now. Ranges are of blocks, or of tokens in a passage.
  package struct Move: Hashable, Sendable {
    package let old: Range<Int>
    package let new: Range<Int>
    package let isPassage: Bool
    /// Items of a list without numbers that stand in another order now; the ranges are of the list.
    package var isReorder = false
  }

  /// - Parameters:
  ///   - names: members and roles, whose coming and going is a change of meaning.
  ///   - isLines: the texts are no Markdown.
  package init(old: [UInt8], new: [UInt8], names: Set<String> = [], isLines: Bool = false) {
    self.init(old: old, new: new, lexicon: Lexicon(names: names), isLines: isLines)
  }

  /// Texts whose words have, or get, their numbers from a lexicon.
  init(old: [UInt8], new: [UInt8], lexicon: Lexicon, isLines: Bool = false) {
    let (before, after, matching) = Matching.between(
      old, new, lexicon: lexicon, isLines: isLines)
    self.old = before
    self.new = after
    self.matching = matching
    isApproximate = matching.isApproximate
    var builder = RowBuilder(before, after, matching, lexicon: lexicon)
    builder.build()
    rows = builder.rows
    moves = builder.moves
  }

  /// All classes of changes that are in it.
  package var classes: ChangeClasses {
    rows.reduce(into: []) { $0.formUnion($1.classes) }
  }

  /// A word, its style or its place differs.
  package var hasChanges: Bool { !classes.subtracting(.presentation).isEmpty }

  /// The bytes are equal.
  package var isIdentical: Bool { old.bytes == new.bytes }
}
