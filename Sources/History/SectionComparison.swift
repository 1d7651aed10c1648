package import Charters
internal import Prose

/// One changed piece of a charter: a section, a field of its settings, or the whole policy.
package struct SectionComparison: Hashable, Sendable {
  /// `Accountabilities`, `(settings) > lead`, `(intro)`, `(policy)`.
  package let section: String
  package let change: Change
  /// Where it stands now.
  package let movedTo: String?
  package let blocks: [BlockComparison]

  /// The bytes differ and no word does: line breaks, blank lines or order.
  package var isLayoutOnly: Bool {
    change == .edit && blocks.allSatisfy { $0.change == .same }
  }

  /// Words that came.
  package var added: Int { blocks.reduce(0) { $0 + $1.count(.insert) } }
  /// Words that went.
  package var removed: Int { blocks.reduce(0) { $0 + $1.count(.delete) } }

  init(
    _ section: String, _ change: Change, movedTo: String? = nil, old: [UInt8]?, new: [UInt8]?,
    isLines: Bool
  ) {
    self.section = section
    self.change = change
    self.movedTo = movedTo
    func blocks(_ bytes: [UInt8]?) -> [TextBlock] {
      guard let bytes else { return [] }
      return isLines ? TextBlock.blocks(ofLines: bytes) : TextBlock.blocks(ofMarkdown: bytes)
    }
    self.blocks = BlockComparison.compare(blocks(old), blocks(new))
  }
}
