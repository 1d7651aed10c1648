import ArgumentParser
import Charters
import Console
import Practice

/// `charter pulse`: is leadership really distributed?
struct PulseCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "pulse",
    abstract: "How widely leadership is shared, from verified sign-offs.",
    discussion: """
      Who is heard, who decides, who proposes, how long it takes, what becomes of objections, and \
      who is supported: each figure with the number of cases behind it and how it is computed. \
      Silence is counted apart from consent. There is no score, and no order of people.

      Figures come from signatures, never from who wrote the text. Research found that spreading \
      decisions alone does not predict how well a team does (Mehra et al. 2006, Leadership \
      Quarterly 17(3)), though shared leadership does relate to it (D'Innocenzo et al. 2016, \
      Journal of Management 42(7)).
      """)

  /// How a pulse is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, html, svg
  }

  @Option(
    help: ArgumentHelp(
      "Only from this date on, as git takes dates; the founding otherwise.", valueName: "date"))
  var since: String?

  @Option(
    name: .customLong("by"),
    help: ArgumentHelp(
      "Month, quarter or year beside each other.", valueName: "step"))
  var step: PulseWindow.Step?

  @Flag(help: "What each member did as well, by handle.")
  var people = false

  @Flag(help: "Comma-separated values: a line a window and figure.")
  var csv = false

  @Option(help: "How: text, html (a page to look at or print) or svg (the plots).")
  var format: Format = .text

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if [csv, reading.json, format != .text].count(where: { $0 }) > 1 {
      throw ValidationError("--csv, --json and --format exclude each other.")
    }
    if csv, people { throw ValidationError("--csv holds no people; use --json.") }
  }

  func run(in session: Session) throws -> ExitStatus {
    let pulse = try PulseReading(
      session, since: since, by: step ?? .quarter, showsPeople: people)
    if reading.json {
      try session.print(.pulse(pulse))
    } else if csv {
      try session.output.write(bytes: Array(PulseTable(reading: pulse).text.utf8))
    } else {
      switch format {
      case .text:
        try session.page(
          PulseScreen(
            reading: pulse, terminal: session.output.terminal, showsParts: step != nil
          ).text)
      case .html:
        try session.output.write(bytes: Array(PulsePage(reading: pulse).text.utf8))
      case .svg:
        try session.output.write(bytes: Array(PulsePicture(reading: pulse).text.utf8))
      }
    }
    return .done
  }
}

extension PulseWindow.Step: ExpressibleByArgument {}
