import ArgumentParser
import Charters
import Console
import Git
import Policies

/// `charter who`: who decides about a charter, who must be asked, and who holds it.
struct WhoCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: "Who decides about a charter, who must be asked, and who holds it.",
    discussion: "And who coaches its people, and which charter it serves.")

  @Argument(
    help: ArgumentHelp(
      "A charter, or a part of it: roles/support.md#Purpose.", valueName: "charter[#section]"))
  var charter: String?

  @Option(
    help: ArgumentHelp("Instead of a charter: who holds this role.", valueName: "role"))
  var role: String?

  @OptionGroup(title: "Where") var source: PolicyPlaceOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if (charter == nil) == (role == nil) {
      throw ValidationError("Name a charter, or a role with --role.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let place = try source.place(in: session)
    let moment = try source.moment(in: session)
    let named = try role.map { name in
      let id = try session.role(name, among: place.roster.roles.keys)
      return place.roster.roles[id]?.path.display ?? name
    }
    let part = try CharterPart(named ?? charter ?? "", in: place)
    let answer = try WhoAnswer(part, in: place, at: moment)
    if reading.json {
      try session.print(answer.document)
    } else {
      try session.note("\(part.text), \(place.state ?? place.name)")
      try session.page(answer.text(width: session.output.terminal.width))
    }
    return .done
  }
}

extension PolicyPlaceOptions {
  /// The moment for which holders are looked up: that of `--at` where it is a date.
  func moment(in session: Session) throws -> Timestamp {
    guard let at, tree == nil else { return session.now }
    let repository = try session.repository()
    if Timestamp(argument: at) == nil, try repository.resolve(at) != nil { return session.now }
    return try session.moment(at, in: repository) ?? session.now
  }
}
