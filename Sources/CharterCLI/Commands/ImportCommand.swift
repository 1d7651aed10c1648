import ArgumentParser
import Charters
import CharterTemplates
import Console
import Evidence
import Git
import Proposals

/// `charter import`: bring existing Markdown in as a proposal.
struct ImportCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring existing Markdown in as a proposal.")

  @Argument(
    help: ArgumentHelp("A Markdown file.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var files: [String]

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Where it goes below Charters/: roles/support.md.", valueName: "path"))
  var place: String?

  @Option(help: ArgumentHelp("What it is, where --as does not say so.", valueName: "kind"))
  var kind: Starter = .agreement

  @Option(help: ArgumentHelp("The team that it belongs to.", valueName: "team"))
  var team: TeamID?

  @Flag(help: "Change what charters may not hold, and say what was changed.")
  var normalise = false

  @Option(help: ArgumentHelp("What the proposal is called.", valueName: "title"))
  var title: String?

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var push: PushOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if files.count > 1, place != nil {
      throw ValidationError("--as says where one file goes; give one file.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(push)
    guard let root = clone.repository.workingDirectory else { throw ActError.bareRepository }
    let imports = try files.map { try bring($0, session) }
    let errors = imports.flatMap(\.findings).filter { $0.level == .error }
    guard errors.isEmpty else {
      throw Failure(
        "these files cannot be taken as they are",
        facts: errors.prefix(20).map { "\($0.description)" }
          + (errors.count > 20 ? ["and \(errors.count - 20) more"] : []),
        hint: normalise
          ? "mend what is left by hand" : "\("--normalise", .command) changes what can be changed")
    }
    let reason = try session.rationale(
      reasons, asking: "Why should this be a charter?", in: clone.repository)
    guard let reason else { throw ActError.noRationale }
    let files = WorkingFiles(root: root)
    let written = try files.write(imports.map { ($0.path.text, $0.bytes) })
    // What is there to the byte was written by the same command, which was cut off.
    let taken = try imports.filter { try !files.hold([($0.path.text, $0.bytes)]) }.map(\.path.text)
    guard taken.isEmpty else {
      files.remove(written)
      throw Failure("there is one already", facts: taken.map { "\($0)" })
    }
    do {
      return try propose(imports.map(\.path.text), reason, clone, session)
    } catch {
      WorkingFiles(root: root).remove(written)
      throw error
    }
  }

  private func bring(_ file: String, _ session: Session) throws -> CharterImport {
    let stem = file.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? file
    let path = try path(for: stem, on: session.now.day)
    let text: [UInt8]
    do {
      text = try WorkingFiles.read(session.path(file))
    } catch {
      throw Failure("this file cannot be read", facts: ["\(file)"])
    }
    let result = CharterImport(
      text, to: path, fallbackTitle: stem, normalise: normalise)
    for change in result.changes {
      try session.note("\(file):\(change.line): \(change.message) [\(change.code)]")
    }
    return result
  }

  private func path(for stem: String, on day: Day) throws -> CharterPath {
    if let place {
      let rooted = place.hasPrefix("\(CharterPath.root)/") ? place : "\(CharterPath.root)/\(place)"
      return try CharterPath(rooted.hasSuffix(".md") ? rooted : rooted + ".md")
    }
    guard let place = NewCharterPlace(kind: kind, title: stem, name: nil, team: team) else {
      throw Failure("say where it goes", hint: "\("--as agreements/name", .command)")
    }
    return try CharterPath(place.path(on: day))
  }

  private func propose(
    _ paths: [String], _ reason: Rationale, _ clone: Clone, _ session: Session
  ) throws -> ExitStatus {
    let name = try title.map { text in
      guard let title = Title(text) else { throw ActError.unusableTitle(text) }
      return title
    }
    var opening = Opening(title: name, rationale: reason)
    opening.source = .workingTree(paths: paths)
    let signatory = try Signatory(clone.repository)
    let result = try opening.open(in: clone, by: signatory)
    return try ProposalOpened(result: result, clone: clone, signatory: signatory, session: session)
      .finish(push)
  }
}
