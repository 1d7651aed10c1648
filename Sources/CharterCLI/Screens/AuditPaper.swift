import Charters
import Console
import Evidence
import Git
import History
import Policies

/// An audit as Markdown, to read, print and file.
struct AuditPaper {
  let audit: Audit

  init(_ audit: Audit) { self.audit = audit }

  /// Redlines have one width, whatever terminal this is written at.
  private static let terminal = Terminal(
    isTerminal: false, width: 96, hasColour: false, isUnicode: true)

  func text(_ engine: Engine) throws -> String {
    var parts = [head]
    for entry in audit.entries { parts.append(try self.entry(entry, engine)) }
    return parts.joined(separator: "\n") + "\n"
  }

  private var head: String {
    let report = audit.report
    var lines = [
      "# Audit of \(Markdown.escaped(report.branch?.shortName ?? "a history"))", "",
      "- commit: `\(report.tip)`",
    ]
    if let repository = report.repository { lines.append("- repository: `\(repository)`") }
    lines.append("- outcome: **\(report.outcome.rawValue)**: \(AuditWords.conclusion(report))")
    for (name, value) in AuditWords.window(audit.query) {
      lines.append("- only \(name): \(Markdown.escaped(value))")
    }
    if report.beforeFounding > 0 {
      lines.append(
        "- commits before the founding, of which nothing is proven: \(report.beforeFounding)")
    }
    for start in report.steps where start.continues != nil {
      lines.append(
        "- a new start on \(start.date.iso8601) by \(start.performedBy?.text ?? "somebody"): steps "
          + "before it are proven under the old id `\(start.continues?.text ?? "")`")
    }
    lines += report.warnings.map { "- \(Markdown.escaped($0))" }
    lines.append("- steps and changes listed: \(audit.entries.count)")
    return lines.joined(separator: "\n") + "\n"
  }

  private func entry(_ entry: Audit.Entry, _ engine: Engine) throws -> String {
    let step = entry.step
    let number = step.step.map { "Step \($0)" } ?? "No step"
    var lines = ["## \(number): \(Markdown.escaped(step.title))", ""]
    lines.append("- \(Markdown.escaped(AuditWords.what(step)))")
    if let mending = AuditWords.mending(entry) { lines.append("- \(mending)") }
    lines.append("- commit: `\(step.commit)`")
    if let key = step.key { lines.append("- signed with `\(key)`") }
    lines.append("- fingerprint of the words: `\(entry.amendment)`")
    if !entry.isInForce {
      lines.append("- not in force: these words were proposed and not approved")
    }
    if let policy = entry.policy { lines.append("- rules in force: `\(policy)`") }
    lines += step.problems.map { "- ✗ \($0.code.rawValue): \(Markdown.escaped($0.message))" }
    if let assessment = step.assessment { lines += proposal(assessment, entry) }
    let files = try entry.changes(engine)
    if !files.isEmpty {
      let screen = ComparisonScreen(
        files, terminal: Self.terminal, view: RedlineView(isStrict: true))
      let words = Self.terminal.render(screen.text)
      lines += ["", "### Words", "", Markdown.fenced(words)]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func proposal(_ assessment: Assessment, _ entry: Audit.Entry) -> [String] {
    let facts = assessment.proposal
    var lines = [
      "- proposal: `\(facts.id)`, by \(facts.proposers.map(\.text).joined(separator: ", ")) on "
        + facts.openingDate.iso8601
    ]
    if !entry.silent.isEmpty {
      lines.append("- said nothing: \(entry.silent.map(\.text).joined(separator: ", "))")
    }
    lines += ["", Markdown.quoted(facts.message.rationale.text)]
    let rules = assessment.judgement?.rules ?? []
    if !rules.isEmpty {
      lines += ["", "### Rules", ""] + rules.map { "- \(Markdown.escaped(AuditWords.rule($0)))" }
    }
    lines += signoffs(entry)
    return lines
  }

  private func signoffs(_ entry: Audit.Entry) -> [String] {
    guard !entry.signoffs.isEmpty || !entry.unreadable.isEmpty else { return [] }
    var lines = [
      "", "### Sign-offs", "", "| member | decision | date | key | verdict | commit |",
      "|---|---|---|---|---|---|",
    ]
    for line in entry.signoffs {
      let who = line.member.text + (line.principal.map { " for \($0)" } ?? "")
      lines.append(
        "| \(who) | \(line.decision.rawValue) | \(line.date.iso8601) | \(line.key.map { "`\($0)`" } ?? "") "
          + "| \(Markdown.escaped(AuditWords.verdict(line))) | `\(line.commit)` |")
    }
    for one in entry.unreadable {
      lines.append(
        "| \(one.claimedMember?.text ?? "?") | cannot be read | | | does not count: "
          + "\(Markdown.escaped(one.reason.words)) | `\(one.commit)` |")
    }
    for line in entry.signoffs {
      guard let text = line.text else { continue }
      let about = line.sections.isEmpty ? "" : " (\(line.sections.joined(separator: ", ")))"
      lines += ["", Markdown.escaped("\(line.member)\(about):"), "", Markdown.quoted(text)]
    }
    return lines
  }
}
