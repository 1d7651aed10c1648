import ArgumentParser
import Charters
import Console
import Practice

/// `charter openings`: where somebody new could lead.
struct OpeningsCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "openings",
    abstract: "Roles that nobody holds, terms that end, and missing deputies.")

  @Option(
    help: ArgumentHelp("How far ahead an ending term counts, as 30d or 3m.", valueName: "time"))
  var within = LookAhead(days: 60)

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let circle = try GroundInForce(session).circle
    let vacancies = Vacancies(circle, within: within.days)
    let screen = OpeningsScreen(vacancies: vacancies, circle: circle)
    if reading.json {
      try session.print(screen.document(within: within.days))
      return .done
    }
    guard !vacancies.items.isEmpty else {
      try session.note("Every role has a holder and a deputy \(circle.dayWords).")
      return .done
    }
    try session.note("Openings \(circle.dayWords)")
    try session.page(screen.text(width: session.output.terminal.width))
    try session.hint(
      "edit 'holders:' or 'deputies:' of the role, then \("charter propose", .command)")
    return .done
  }
}
