import Charters
import Console
import Evidence
import Git
import History
import Proposals

/// The proposals that were open at a date, and how each has ended since.
struct OpenThen {
  private let moment: Timestamp
  private let rows: [Row]

  fileprivate struct Row {
    let facts: ProposalFacts
    /// The step that ended it; nil while it is open.
    let end: StepReport?
  }

  init(at text: String, _ clone: Clone, _ session: Session) throws {
    guard let moment = try session.moment(text, in: clone.repository) else {
      throw Failure("\(text) is no date", hint: "for example 2026-05-03", status: .usage)
    }
    self.moment = moment
    let ended = clone.branch.report.steps.compactMap { step in
      step.assessment.flatMap { step.date > moment ? Row(facts: $0.proposal, end: step) : nil }
    }
    let open = try ProposalRegister(clone).entries().compactMap { entry -> Row? in
      guard case .open(let proposal) = entry else { return nil }
      return Row(facts: proposal.facts, end: nil)
    }
    rows = (ended + open).filter { $0.facts.openingDate <= moment }
      .sorted { ($0.facts.openingDate, $0.facts.id) < ($1.facts.openingDate, $1.facts.id) }
  }

  func show(json: Bool, _ session: Session) throws {
    if json {
      try session.print(document)
      return
    }
    guard !rows.isEmpty else {
      try session.note("No proposal was open on \(moment.longText).")
      return
    }
    try session.note("Open on \(moment.longText)")
    var table = Table([
      .init("title", isFlexible: true), .init("proposed by"), .init("on"), .init("since then"),
    ])
    for row in rows {
      table.add([
        "\(row.facts.message.title.text)", "\(row.facts.message.member)",
        "\(row.facts.openingDate.day.text)", row.fate,
      ])
    }
    try session.page(table.text(width: session.output.terminal.tableWidth))
  }

  private var document: JSON {
    [
      "schema": "charter.list/1",
      "at": .moment(moment),
      "proposals": .array(
        rows.map { row in
          [
            "id": .string(row.facts.id.text),
            "title": .string(row.facts.message.title.text),
            "proposer": .string(row.facts.message.member.text),
            "opened": .moment(row.facts.openingDate),
            "ended": .moment(row.end?.date),
            "outcome": .optional(row.end?.outcome.rawValue),
            "step": row.end?.step.map { .number(Int64($0)) } ?? nil,
          ]
        }),
      "unreadable": [],
    ]
  }
}

extension OpenThen.Row {
  fileprivate var fate: Text {
    guard let end else { return "still open" }
    let step: Text = end.step.map { " in step \($0)" } ?? ""
    return "\(end.what)\(step), \(end.date.day.text)"
  }
}
