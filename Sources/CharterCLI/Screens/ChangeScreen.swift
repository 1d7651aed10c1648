import Charters
import Console
import Evidence

/// What a proposal changes, section by section, and the fingerprint of its words.
struct ChangeScreen {
  let title: String
  let slug: String
  let proposer: Handle
  let rationale: String?
  let atoms: [Atom]
  let digest: AmendmentDigest
  var isVerbose = false

  var text: Text {
    var lines: [Text] = ["\(title, .heading)", "\("\(slug), proposed by \(proposer)", .dim)", ""]
    if let rationale {
      lines += rationale.split(separator: "\n", omittingEmptySubsequences: false)
        .map { "  \($0)" as Text }
      lines.append("")
    }
    lines += rows
    lines += ["", "fingerprint of these words: \(fingerprint, .identifier)"]
    return lines.lines
  }

  /// The changed sections, by charter.
  var changes: Text { rows.lines }

  private var rows: [Text] {
    var lines: [Text] = []
    var charter: CharterPath?
    let width = atoms.map { "\($0.section)".columns }.max() ?? 0
    for atom in atoms.sorted() {
      if atom.charter != charter {
        charter = atom.charter
        lines.append("  \(atom.charter.display, .strong)")
      }
      lines.append("    \(Text("\(atom.section)").padded(to: min(width, 40)))  \(word(atom))")
    }
    return lines
  }

  private func word(_ atom: Atom) -> Text {
    switch atom.change {
    case .create: "\("new", .added)"
    case .delete: "\("removed", .removed)"
    case .edit: "changed"
    case .move: "\("now \(atom.movedTo?.description ?? "elsewhere")", .moved)"
    }
  }

  /// The first 32 digits in groups, enough to compare by voice; all of them with `--verbose`.
  private var fingerprint: String {
    let digits = digest.text.dropFirst(7)
    if isVerbose { return digest.text }
    return stride(from: 0, to: 32, by: 4).map { String(digits.dropFirst($0).prefix(4)) }
      .joined(separator: " ")
  }
}

extension ChangeScreen {
  /// What a proposal would land as it is judged now.
  init(assessment: Assessment, slug: String) {
    let proposal = assessment.proposal
    self.init(
      title: proposal.message.title.text, slug: slug, proposer: proposal.message.member,
      rationale: proposal.message.rationale.text, atoms: assessment.atoms,
      digest: assessment.digest)
  }
}
