import Console
import Evidence
import Git
import Policies

/// What somebody reads whose push is refused: no colour, at most 70 columns, five commits.
struct RefusalScreen {
  let refusals: [Refusal]

  static let width = 70
  /// Commits that are shown one by one; more are counted.
  static let shownCommits = 5
  /// Problems shown of one commit.
  static let shownProblems = 4

  var text: Text {
    refusals.map { refusal in
      ([head(refusal)] + blocks(refusal) + wayOut(refusal)).lines
    }.joined(separator: "\n\n")
  }

  private func head(_ refusal: Refusal) -> Text {
    wrap("refused \(refusal.name): \(refusal.headline)", hanging: 2)
  }

  private func blocks(_ refusal: Refusal) -> [Text] {
    var lines: [Text] = []
    for block in refusal.blocks.prefix(Self.shownCommits) {
      lines.append("")
      lines.append(wrap("  \(block.commit.hex.prefix(10))  \(block.subject)", hanging: 14))
      for problem in block.problems.prefix(Self.shownProblems) {
        lines.append(wrap("    \(problem.message)", hanging: 4))
      }
      if block.problems.count > Self.shownProblems {
        lines.append("    And \(block.problems.count - Self.shownProblems) more reasons.")
      }
      lines += explanation(block)
    }
    if refusal.blocks.count > Self.shownCommits {
      lines.append("")
      lines.append("  And \(refusal.blocks.count - Self.shownCommits) more commits like these.")
    }
    return lines
  }

  /// What each rule still needs, where approvals are what is missing.
  private func explanation(_ block: Refusal.Block) -> [Text] {
    guard let judgement = block.assessment?.value.judgement,
      block.problems.contains(where: { $0.code == .notApproved })
    else { return [] }
    return [""]
      + Explanation.lines(judgement, width: Self.width - 3, onlyUnmet: true).map {
        "   \($0.text)"
      }
  }

  private func wayOut(_ refusal: Refusal) -> [Text] {
    guard !refusal.wayOut.isEmpty else { return [] }
    return [""] + refusal.wayOut.map { wrap("  \($0)", hanging: 4) }
  }

  private func wrap(_ text: Text, hanging: Int) -> Text {
    text.wrapped(to: Self.width, indent: 0, hanging: hanging)
  }
}
