import Charters
import Console
import Evidence
import Git
import History
import Policies

/// An audit as one HTML file, without scripts: for a browser or a printer.
struct AuditPage {
  let audit: Audit

  init(_ audit: Audit) { self.audit = audit }

  static let style =
    RedlinePage.style + """

      article { border-top: 2px solid #1a1a1a; margin-top: 2em }
      article h3 { margin: 1em 0 .2em }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; font: 14px sans-serif }
      dt { color: #555 } dd { margin: 0; overflow-wrap: anywhere }
      blockquote { margin: .5em 0; padding-inline-start: 1em; border-inline-start: 3px solid #ccc; white-space: pre-wrap }
      .scroll { overflow-x: auto } table { border-collapse: collapse; font: 14px sans-serif; width: 100% }
      th, td { text-align: start; vertical-align: top; padding: .2em .5em; border-bottom: 1px solid #ccc; overflow-wrap: anywhere }
      .bad { color: #9b1c14 } code { font-size: .9em; overflow-wrap: anywhere }
      @media (max-width: 40em) { dl { display: block } dt { margin-top: .4em } table, tbody, tr, td { display: block } thead { display: none } td { border: 0; padding: 0 } tr { border-bottom: 1px solid #ccc; padding: .4em 0 } }
      @media print { article { break-before: auto } tr { break-inside: avoid } }
      """

  func text(_ engine: Engine) throws -> String {
    let name = audit.report.branch?.shortName ?? "a history"
    var body = head
    for entry in audit.entries { body += try article(entry, engine) }
    return HTML.page(title: "Audit of \(name)", style: Self.style, body: body)
  }

  private var head: String {
    let report = audit.report
    var facts: [(String, String)] = [("commit", code(report.tip.hex))]
    if let repository = report.repository { facts.append(("repository", code(repository.text))) }
    let conclusion = "\(report.outcome.rawValue): \(AuditWords.conclusion(report))"
    let isGood = report.outcome == .valid
    facts.append(
      (
        "outcome",
        isGood
          ? HTML.escaped(conclusion) : "<strong class=\"bad\">\(HTML.escaped(conclusion))</strong>"
      ))
    facts += AuditWords.window(audit.query).map { ("only \($0)", HTML.escaped($1)) }
    facts += report.warnings.map { ("note", HTML.escaped($0)) }
    facts.append(("listed", "\(audit.entries.count) steps and changes"))
    return list(facts)
  }

  private func article(_ entry: Audit.Entry, _ engine: Engine) throws -> String {
    let step = entry.step
    let number = step.step.map { "Step \($0)" } ?? "No step"
    var html = "<article>\n<h2 dir=\"auto\">\(number): \(HTML.escaped(step.title))</h2>\n"
    var facts: [(String, String)] = [("what", HTML.escaped(AuditWords.what(step)))]
    if let mending = AuditWords.mending(entry) { facts.append(("since", mending)) }
    facts.append(("commit", code(step.commit.hex)))
    if let key = step.key { facts.append(("key", code(key))) }
    facts.append(("words", code(entry.amendment.text)))
    if !entry.isInForce { facts.append(("note", "these words were proposed and not approved")) }
    if let policy = entry.policy { facts.append(("rules in force", code(policy.hex))) }
    facts += step.problems.map {
      ("problem", "<span class=\"bad\">✗ \($0.code.rawValue): \(HTML.escaped($0.message))</span>")
    }
    if let proposal = step.assessment?.proposal {
      let authors = proposal.proposers.map(\.text).joined(separator: ", ")
      facts.append(
        ("proposal", "\(code(proposal.id.text)) by \(authors) on \(proposal.openingDate.iso8601)"))
    }
    if !entry.silent.isEmpty {
      facts.append(("said nothing", entry.silent.map(\.text).joined(separator: ", ")))
    }
    html += list(facts)
    if let assessment = step.assessment {
      html += quote(assessment.proposal.message.rationale.text)
      let rules = assessment.judgement?.rules ?? []
      if !rules.isEmpty {
        let items = rules.map { "<li dir=\"auto\">\(HTML.escaped(AuditWords.rule($0)))</li>\n" }
        html += "<h3>Rules</h3>\n<ul>\n\(items.joined())</ul>\n"
      }
    }
    html += signoffs(entry)
    let view = RedlineView(isStrict: true)
    let page = RedlinePage(title: "", files: try entry.changes(engine), view: view, level: 3)
    return html + page.body + "</article>\n"
  }

  private func signoffs(_ entry: Audit.Entry) -> String {
    guard !entry.signoffs.isEmpty || !entry.unreadable.isEmpty else { return "" }
    var rows = ""
    for line in entry.signoffs {
      let who = line.member.text + (line.principal.map { " for \($0)" } ?? "")
      var what = line.decision.rawValue
      if !line.sections.isEmpty { what += " (\(line.sections.joined(separator: ", ")))" }
      let words = line.text.map(quote) ?? ""
      rows += row([
        who, HTML.escaped(what) + words, line.date.iso8601, line.key.map(code) ?? "",
        HTML.escaped(AuditWords.verdict(line)), code(line.commit.hex),
      ])
    }
    for one in entry.unreadable {
      rows += row([
        one.claimedMember?.text ?? "?", "cannot be read", "", "",
        "does not count: \(HTML.escaped(one.reason.words))", code(one.commit.hex),
      ])
    }
    let heads = ["member", "decision", "date", "key", "verdict", "commit"]
      .map { "<th scope=\"col\">\($0)</th>" }.joined()
    return "<h3>Sign-offs</h3>\n<div class=\"scroll\"><table>\n<thead><tr>\(heads)</tr></thead>\n"
      + "<tbody>\n\(rows)</tbody>\n</table></div>\n"
  }

  private func row(_ cells: [String]) -> String {
    "<tr>\(cells.map { "<td>\($0)</td>" }.joined())</tr>\n"
  }

  private func list(_ facts: [(String, String)]) -> String {
    "<dl>\n\(facts.map { "<dt>\($0)</dt><dd dir=\"auto\">\($1)</dd>\n" }.joined())</dl>\n"
  }

  private func code(_ words: String) -> String { "<code>\(HTML.escaped(words))</code>" }

  /// A text of several lines; each is escaped by itself, so that their ends stay.
  private func quote(_ words: String) -> String {
    let lines = words.split(separator: "\n", omittingEmptySubsequences: false).map(HTML.escaped)
    return "<blockquote dir=\"auto\">\(lines.joined(separator: "\n"))</blockquote>\n"
  }
}
