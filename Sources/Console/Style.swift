/// What a piece of text *is*; the terminal alone decides how that looks.
///
/// A style never carries meaning by itself: wherever one is used a word or a mark says the same,
/// because colour may be off and a screen reader sees none.
package enum Style: Hashable, Sendable, CaseIterable {
  /// Done, counts, valid.
  case ok
  /// Refused, invalid, missing.
  case bad
  /// Still waiting, or deserves a look.
  case warning
  /// Less important than what stands around it.
  case dim
  /// The title of a part of a screen.
  case heading
  /// Something to single out in a line of plain text.
  case strong
  /// Words that came in.
  case added
  /// Words that went out.
  case removed
  /// Words that stand elsewhere now.
  case moved
  /// An identifier: a commit, a fingerprint, a slug.
  case identifier
  /// Something to type.
  case command

  /// The parameters of an ANSI "select graphic rendition" sequence.
  var parameters: String {
    switch self {
    case .ok: "32"
    case .bad: "31"
    case .warning: "33"
    case .dim: "2"
    case .heading, .strong: "1"
    case .added: "4;32"
    case .removed: "9;31"
    case .moved: "36"
    case .identifier: "33"
    case .command: "1"
    }
  }
}
