import ArgumentParser
import Charters
import Console
import History

/// `charter blame`: which step gave each sentence its words, and who signed for it.
struct BlameCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "blame",
    abstract: "Which step gave each sentence its words, and who signed it.",
    discussion: """
      Of a charter as it is in force, or of any Markdown file of a git repository as it is in \
      HEAD. Line breaks, signs of lists and moves give a sentence no new words.
      """)

  @Argument(help: ArgumentHelp("A charter, or any Markdown file.", valueName: "charter"))
  var charter: String

  @Option(
    help: ArgumentHelp("The file as it was at a date or in a commit.", valueName: "date|rev"))
  var at: String?

  @Option(help: ArgumentHelp("Only this section and those below it.", valueName: "title"))
  var section: String?

  @Option(
    help: ArgumentHelp("How: text, html, json, or porcelain (as git's).", valueName: "how"))
  var format: BlameFormat?

  @Flag(help: "The same as --format porcelain, for editors.")
  var porcelain = false

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  private var formats: [BlameFormat] {
    [format, porcelain ? .porcelain : nil, reading.json ? .json : nil].compactMap(\.self)
  }

  func validate() throws {
    guard Set(formats).count <= 1 else {
      let names = formats.map(\.rawValue).joined(separator: " and ")
      throw ValidationError("\(names) exclude each other.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let place = try BlamePlace(charter, at: at ?? reading.now?.iso8601, session)
    guard
      let blame = try Blame(of: place.path, at: place.commit, in: place.repository)
    else { throw place.notThere }
    let view = try BlameView(blame, of: place, section: section)
    if let section, view.sentences.isEmpty {
      throw Failure(
        "\(place.shown) has no section \(section)",
        facts: view.sections.map { "\($0)" }, hint: "name one of these")
    }
    switch formats.first ?? .text {
    case .json: try session.print(.blame(view))
    case .html: try session.output.write(bytes: Array(BlamePage(view: view).text.utf8))
    case .porcelain:
      try session.output.write(bytes: BlamePorcelain(view).bytes)
    case .text:
      try session.note("\(place.words)")
      let screen = BlameScreen(
        view: view, terminal: session.output.terminal, isVerbose: options.verbose)
      try session.page(screen.text)
    }
    return .done
  }
}

/// How a blame is written.
enum BlameFormat: String, ExpressibleByArgument, CaseIterable {
  case text, html, json, porcelain
}
