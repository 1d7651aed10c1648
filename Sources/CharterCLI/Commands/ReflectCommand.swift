import ArgumentParser
import Charters
import CharterTemplates
import Console
import Evidence
import Git
import History
import Proposals

/// `charter reflect`: write the beginnings of a reflection, its facts filled in.
struct ReflectCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "reflect",
    abstract: "Write the beginnings of a reflection on a charter, with the facts.",
    discussion: """
      Writes a file below Charters/reflections/ and nothing else: what changed since the charter \
      was last looked at, who took part, what was tried. Say what you learned, then propose it. \
      A reflection that is official counts as a review.

      An experiment ends in one of three ways. To keep it: propose its entry under experiments \
      gone, and say here --outcome kept. To go on from it: propose other words, --outcome changed. \
      To take it back: charter revert, which needs nobody's approval, --outcome failed with a \
      --lesson, since a failure that taught something is worth its price.
      """)

  @Argument(help: "The charter that you look back on.")
  var charter: String

  @Argument(help: "What it is called; made from the charter's title where it is left out.")
  var title: String?

  @Option(
    help: ArgumentHelp("What came of its experiment: kept, changed or failed.", valueName: "what"))
  var outcome: Experiment.Outcome?

  @Option(help: "What is known now that was not known before.")
  var lesson: String?

  @Option(
    help: ArgumentHelp(
      "Thank somebody for an act: 'kim: stayed until all was sent'; again for more.",
      valueName: "who: act"))
  var thanks: [String] = []

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("The name of the file; made from the title.", valueName: "name"))
  var name: Handle?

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if lesson != nil, outcome == nil {
      throw ValidationError("A lesson belongs to an --outcome: kept, changed or failed.")
    }
    if outcome == .failed, lesson?.contains(where: { !$0.isWhitespace }) != true {
      throw ValidationError(
        "What failed is worth its lesson: --lesson 'what you know now'.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.localClone()
    guard let root = clone.repository.workingDirectory else {
      throw Failure("this is a bare repository; it has no files to write")
    }
    let tree = clone.branch.state.tree
    let found = try session.charter(charter, in: clone.repository) { path in
      try clone.repository.entry(at: path.text, inTree: tree) != nil
    }
    guard let found else {
      throw try ChartersInForce(clone, at: nil, session).noSuchCharter(charter)
    }
    let thanked = try thanks.map { try thank($0, clone.branch.state.rulebook.roster) }
    let facts = try ReflectionFacts(on: found, in: clone, at: session.now)
    if outcome != nil, facts.trial == nil {
      throw Failure(
        "nothing has been tried in \(found.name)",
        hint: "\("charter log \(found.name)", .command) tells what happened to it", status: .usage)
    }
    let title = self.title ?? "Looking back on \(facts.title)"
    guard let place = NewCharterPlace(kind: .reflection, title: title, name: name, team: nil) else {
      throw Failure(
        "no file name can be made from this title", hint: "\("--as name", .command)",
        status: .usage)
    }
    let path = try CharterPath(place.path(on: session.now.day))
    let draft = ReflectionDraft(
      title: title, facts: facts, outcome: outcome, lesson: lesson, thanks: thanked)
    let files = WorkingFiles(root: root.hasSuffix("/") ? String(root.dropLast()) : root)
    guard try files.write([(path.text, draft.bytes)]) == [path.text] else {
      throw Failure(
        "it is there already", facts: ["\(path.text)"], hint: "\("--as name", .command)")
    }
    try session.print("\(path.text)")
    try session.hint("say what you learned, then \("charter propose", .command)")
    return .done
  }

  /// `kim: stayed until all was sent`.
  private func thank(_ text: String, _ roster: Roster) throws -> (who: Handle, act: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map {
      $0.drop { $0.isWhitespace }
    }
    guard parts.count == 2, !parts[1].isEmpty, let who = Handle(parts[0]) else {
      throw Failure(
        "--thanks names a member and an act", hint: "--thanks 'kim: stayed until all was sent'",
        status: .usage)
    }
    guard roster.members[who] != nil else { throw ActError.unknownHandle(who.text) }
    return (who, String(parts[1]))
  }
}

extension Experiment.Outcome: ExpressibleByArgument {}
