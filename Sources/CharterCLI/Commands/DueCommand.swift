import ArgumentParser
import Charters
import Console
import Practice

/// `charter due`: what is overdue, and what falls due soon.
struct DueCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "What is overdue, and what falls due soon.",
    discussion: """
      Reviews of charters, ends of experiments, of terms, absences, deputies and coaches. A charter \
      was looked at when it last changed, or when a reflection that serves it did. Ends with 0 \
      whatever there is.
      """)

  @Option(
    help: ArgumentHelp("How far to look ahead, as 7d, 2w or 3m.", valueName: "time"))
  var within = LookAhead(days: 7)

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let circle = try GroundInForce(session).circle
    let agenda = Agenda(circle, within: within.days)
    let screen = DueScreen(items: agenda.items, circle: circle)
    if reading.json {
      try session.print(screen.document(within: within.days))
      return .done
    }
    guard !agenda.items.isEmpty else {
      try session.note(
        "Nothing is overdue \(circle.dayWords), and nothing falls due within \(within.days) days.")
      return .done
    }
    try session.note("What is due \(circle.dayWords)")
    try session.page(screen.text(width: session.output.terminal.width))
    if let hint = screen.hint { try session.hint(hint) }
    return .done
  }
}
