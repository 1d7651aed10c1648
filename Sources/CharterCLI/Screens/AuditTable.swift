import Charters
import Console
import Evidence
import Git
import History
import Policies
import Prose

/// An audit as comma-separated values (RFC 4180), a row a sign-off, for a spreadsheet.
///
/// A step that nobody signed off on has one row. No cell is taken for a formula: where one would
/// begin like that, an apostrophe stands before it.
struct AuditTable {
  let audit: Audit

  init(_ audit: Audit) { self.audit = audit }

  static let columns = [
    "step", "commit", "date", "kind", "outcome", "title", "proposal", "proposers", "proposed",
    "performedBy", "key", "amendment", "inForce", "charters", "changes", "policy", "rules",
    "problems", "mendedIn", "silent", "signoff", "member", "for", "decision", "signed",
    "signoffKey", "counts", "reasons", "words", "sections",
  ]

  func text(_ engine: Engine) throws -> String {
    var text = Self.row(Self.columns)
    for entry in audit.entries {
      let facts = try facts(entry, engine)
      let signoffs = entry.signoffs.map(signoff) + entry.unreadable.map(unreadable)
      for cells in signoffs.isEmpty ? [[]] : signoffs {
        let empty = Array(repeating: "", count: Self.columns.count - facts.count - cells.count)
        text += Self.row(facts + cells + empty)
      }
    }
    return text
  }

  private func facts(_ entry: Audit.Entry, _ engine: Engine) throws -> [String] {
    let step = entry.step
    let proposal = step.assessment?.proposal
    let changes = try entry.changes(engine).map { file in
      let parts = file.sections.map { "\($0.name): \(file.summary(of: $0))" }
      return "\(file.path) (\(file.change.rawValue)) \(parts.joined(separator: "; "))"
    }
    return [
      step.step.map(String.init) ?? "", step.commit.hex, step.date.iso8601, step.kind.rawValue,
      step.outcome.rawValue, step.title, step.proposal?.text ?? "",
      proposal?.proposers.map(\.text).joined(separator: " ") ?? "",
      proposal?.openingDate.iso8601 ?? "", step.performedBy?.text ?? "", step.key ?? "",
      entry.amendment.text, entry.isInForce ? "yes" : "no",
      (step.charters + (entry.isInForce ? [] : step.assessment?.changes.map(\.pathText) ?? []))
        .joined(separator: "\n"),
      changes.joined(separator: "\n"), entry.policy?.hex ?? "",
      (step.assessment?.judgement?.rules ?? []).map(AuditWords.rule).joined(separator: "\n"),
      step.problems.map { "\($0.code.rawValue): \($0.message)" }.joined(separator: "\n"),
      entry.mendedIn.map(String.init) ?? "",
      entry.silent.map(\.text).joined(separator: " "),
    ]
  }

  private func signoff(_ line: SignoffLine) -> [String] {
    [
      line.commit.hex, line.member.text, line.principal?.text ?? "", line.decision.rawValue,
      line.date.iso8601, line.key ?? "", line.counts ? "yes" : "no",
      line.reasons.map(\.rawValue).joined(separator: " "), line.text ?? "",
      line.sections.joined(separator: "\n"),
    ]
  }

  private func unreadable(_ signoff: UnreadableSignoff) -> [String] {
    [
      signoff.commit.hex, signoff.claimedMember?.text ?? "", "", "", "", "", "no",
      signoff.reason.rawValue,
    ]
  }

  private static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// Quoted where RFC 4180 asks for it.
  private static func cell(_ words: String) -> String {
    var safe = words.escapedBlock.replacing("\t", with: " ")
    if let first = safe.unicodeScalars.first, "=+-@＝＋－＠".unicodeScalars.contains(first) {
      safe = "'" + safe
    }
    let needsQuotes = safe.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
    }
    guard needsQuotes || safe != safe.trimmingBlanks else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\"").replacing("\n", with: "\r\n"))\""
  }
}

extension String {
  fileprivate var trimmingBlanks: Substring {
    var words = self[...]
    while words.first == " " { words.removeFirst() }
    while words.last == " " { words.removeLast() }
    return words
  }
}
