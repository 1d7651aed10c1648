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
    let width = min(40, atoms.map { "\($0.section)".columns }.max() ?? 0)
    let charters = Dictionary(grouping: atoms) { $0.charter }
    return charters.keys.sorted().flatMap { path -> [Text] in
      let atoms = charters[path] ?? []
      let name: Text = "  \(path.display, .strong)"
      if atoms.isWholeCharter(.create) { return ["\(name)  \("a new charter", .added)"] }
      if atoms.isWholeCharter(.delete) { return ["\(name)  \("removed as a whole", .removed)"] }
      return [name]
        + atoms.sorted().map { atom -> Text in
          "    \(Text("\(atom.section)").padded(to: width))  \(word(atom))"
        }
    }
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

extension [Atom] {
  /// Only a charter that comes or goes as a whole creates or deletes what stands outside sections.
  fileprivate func isWholeCharter(_ change: Change) -> Bool {
    allSatisfy { $0.change == change }
      && contains { $0.section == .intro || $0.section == .policy }
  }
}
