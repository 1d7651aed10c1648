import Console
import Prose
import Proposals

/// What two sides did to one charter, for somebody who has to choose.
struct ConflictLines {
  let lines: [Text]

  /// So many are shown of one charter; the files hold all of them.
  private static let most = 5
  /// Longer words are cut.
  private static let longest = 300

  init(_ conflict: ProposalMerge.Conflict, parties: MergeParties?) {
    let sentences = conflict.prose?.conflicts ?? []
    guard let parties, !sentences.isEmpty else {
      lines =
        conflict.pieces.isEmpty
        ? ["\(conflict.path) as a whole"]
        : conflict.pieces.map { "\(conflict.path) › \($0)" }
      return
    }
    var lines: [Text] = []
    for sentence in sentences.prefix(Self.most) {
      lines.append(
        sentence.section.isEmpty
          ? "\(conflict.path)" : "\(conflict.path) › \(sentence.section)")
      lines.append("  before: \(Self.words(sentence.base))")
      lines.append("  \(parties.own): \(Self.words(sentence.ours))")
      lines.append("  \(parties.others(conflict.path)): \(Self.words(sentence.theirs))")
    }
    let more = sentences.count - Self.most
    if more > 0 { lines.append("and \(more) more in \(conflict.path)") }
    self.lines = lines
  }

  /// On one line.
  private static func words(_ bytes: [UInt8]) -> Text {
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    if words.isEmpty { return "(nothing)" }
    return words.count <= longest ? "\(words)" : "\(words.prefix(longest)) …"
  }
}
