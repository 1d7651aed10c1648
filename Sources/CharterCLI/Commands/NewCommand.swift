import ArgumentParser
import Charters
import CharterTemplates
import Console
import Git
import Proposals

/// `charter new`: write the beginnings of a charter.
struct NewCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write the beginnings of a charter.",
    discussion: """
      Writes a file below Charters/ and nothing else; edit it, then propose it. A member's is made \
      from the card that they hand over (charter join).
      """)

  @Argument(help: "vision, mission, values, team, role, agreement, reflection or member.")
  var kind: Starter

  @Argument(help: "What it is called.")
  var title: String?

  @Option(help: ArgumentHelp("In this team, as support or support/night.", valueName: "team"))
  var team: TeamID?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("The name of the file or folder; made from the title.", valueName: "name"))
  var name: Handle?

  @Option(help: ArgumentHelp("Who holds the role; again for more.", valueName: "handle"))
  var holder: [Handle] = []

  @Option(help: ArgumentHelp("Who leads the team.", valueName: "handle"))
  var lead: Handle?

  @Option(help: ArgumentHelp("Who is in the team; again for more.", valueName: "handle"))
  var member: [Handle] = []

  @Option(
    help: ArgumentHelp("The charter that this one supports, as mission.", valueName: "charter"))
  var serves: String?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "Words that fit a school, a company or volunteers.", valueName: "kind"))
  var setting: Setting?

  @Option(
    help: ArgumentHelp("The file with a member's card; - is standard input.", valueName: "file"))
  var card: String?

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if (kind == .member) != (card != nil) {
      throw ValidationError(
        kind == .member
          ? "A member is added with the card that charter join prints: --card FILE."
          : "--card is for members.")
    }
    if kind == .member, title != nil || team != nil || name != nil {
      throw ValidationError("A member's card says all; give only --card.")
    }
    if !holder.isEmpty, kind != .role { throw ValidationError("Only a role has holders.") }
    if lead != nil || !member.isEmpty, kind != .team {
      throw ValidationError("Only a team has a lead and members.")
    }
    if setting != nil, ![.vision, .mission, .values].contains(kind) {
      throw ValidationError("--for is for a vision, a mission and values.")
    }
    if team != nil, kind == .reflection {
      throw ValidationError("Reflections are of the whole organisation.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    guard let root = try session.repository().workingDirectory else {
      throw Failure("this is a bare repository; it has no files to write")
    }
    let file = try file(session)
    let files = WorkingFiles(root: root.hasSuffix("/") ? String(root.dropLast()) : root)
    guard try files.write([file]) == [file.path] else {
      throw Failure("it is there already", facts: ["\(file.path)"])
    }
    try session.print("\(file.path)")
    try session.hint("edit it, then \("charter propose", .command)")
    return .done
  }

  private func file(_ session: Session) throws -> (path: String, bytes: [UInt8]) {
    if let card {
      let read = try session.card(session.firstLine(of: card))
      return (read.path, read.charter(since: session.now.day))
    }
    guard let place = NewCharterPlace(kind: kind, title: title, name: name, team: team) else {
      throw Failure(
        title == nil ? "say what it is called" : "no file name can be made from this title",
        hint: title == nil
          ? "\("charter new \(kind.rawValue) \"A title\"", .command)"
          : "\("--as name", .command), with a–z, 0–9 and -",
        status: .usage)
    }
    let path = try CharterPath(place.path(on: session.now.day))
    var values: [String: Templates.Value] = [
      "title": .text(title ?? place.defaultTitle), "holders": .list(holder.map(\.text)),
      "members": .list((([lead].compactMap(\.self)) + member).uniqued.map(\.text)),
    ]
    if let serves { values["serves"] = .text(serves) }
    if let lead { values["lead"] = .text(lead.text) }
    return (path.text, Templates.render(kind, values, for: setting))
  }
}

extension Starter: ExpressibleByArgument {}

extension [Handle] {
  /// Each once, in the order in which they came.
  fileprivate var uniqued: [Handle] {
    var seen: Set<Handle> = []
    return filter { seen.insert($0).inserted }
  }
}
