import ArgumentParser
import Charters
import Console
import Evidence
import Git
import History
import Proposals

/// `charter show`: a charter as it is in force, or a proposal with its reasons and its words.
struct ShowCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "A charter as it is in force, or a proposal and its words.",
    discussion: """
      With nothing: the proposal whose branch you are on, else the charters in force. With a \
      folder such as teams/support: the charters in it.
      """)

  @Argument(help: ArgumentHelp("A proposal, a charter, or a folder.", valueName: "what"))
  var what: String?

  @Option(
    help: ArgumentHelp("The charter as it was at a date or in a commit.", valueName: "date|rev"))
  var at: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.localClone()
    let register = ProposalRegister(clone)
    let view = try ChartersInForce(clone, at: at ?? reading.now?.iso8601, session)
    if let what, let path = try session.charter(what, in: clone.repository, where: view.holds) {
      try show(path, view, session)
      return .done
    }
    if what == nil, try at != nil || register.slugOfHead() == nil {
      try list(view.paths(), view, session)
      return .done
    }
    if let what {
      let folder = try view.paths(below: what)
      if !folder.isEmpty {
        try list(folder, view, session)
        return .done
      }
      if at != nil { throw view.noSuchCharter(what) }
    }
    do {
      try show(Standing(register.find(what), in: clone, now: session.now), clone, session)
    } catch ActError.noSuchProposal(let name, let known) {
      throw Failure(
        noCharterOrProposal: name, charters: try view.paths().map(\.display), proposals: known)
    }
    return .done
  }

  private func show(
    _ path: CharterPath, _ view: ChartersInForce, _ session: Session
  ) throws {
    let bytes = try view.bytes(path)
    // What cannot be read is shown as it is.
    let resources = (try? CharterText(path: path, bytes: bytes))?.resources ?? []
    if reading.json {
      try session.print(
        view.document(path, text: String(decoding: bytes, as: UTF8.self))
          .adding(["resources": ResourcesScreen(resources).document]))
      return
    }
    try session.note("\(path.display), \(view.words(path))")
    let width = session.output.terminal.width
    try session.page(
      Text(block: String(decoding: bytes, as: UTF8.self))
        + ResourcesScreen(resources).text(width: width))
  }

  private func list(
    _ paths: [CharterPath], _ view: ChartersInForce, _ session: Session
  ) throws {
    if reading.json {
      try session.print(try view.document(paths))
      return
    }
    try session.note("Charters \(view.words)")
    try session.page(try view.table(paths).text(width: session.output.terminal.tableWidth))
  }

  private func show(_ standing: Standing, _ clone: Clone, _ session: Session) throws {
    let pair = try ComparedPair.proposal(standing.proposal, clone.engine, at: session.now)
    let sinceMine = try session.reader(in: clone).flatMap {
      try ChangeSinceSignoff(of: $0, in: standing.assessment, clone.engine)
    }
    if reading.json {
      try session.print(
        JSON.standing(standing, schema: "charter.show/1")
          .adding([
            "charters": .comparison(pair.files), "impact": pair.impact?.document ?? nil,
            "sinceMine": .sinceMine(sinceMine),
          ]))
      return
    }
    let terminal = session.output.terminal
    let screen = StandingScreen(
      standing: standing, terminal: terminal, isVerbose: options.verbose, sinceMine: sinceMine)
    try session.page(
      screen.introduction + "\n" + ComparisonScreen(pair.files, terminal: terminal).text + "\n"
        + (pair.impact.map { $0.text(width: terminal.width) + "\n" } ?? "") + screen.answers)
    try session.hintOfSignoffs(in: clone)
  }
}
