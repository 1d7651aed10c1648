import ArgumentParser
import Charters
import Console
import Practice
import Proposals

/// `charter my`: my part, what it is for, what waits for me, and what is due.
struct MyCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "my",
    abstract: "My roles, what they are for, what waits for me, and what is due.")

  @Option(
    help: ArgumentHelp("Somebody else's part, by handle.", valueName: "handle"))
  var member: Handle?

  @Option(
    help: ArgumentHelp("How far to look ahead, as 7d, 2w or 3m.", valueName: "time"))
  var within = LookAhead(days: 7)

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let ground = try GroundInForce(session)
    let me = try member ?? session.me(in: ground.clone)
    guard ground.circle.roster.members[me] != nil else {
      let known = ground.circle.roster.members.keys.map(\.text).sorted()
      throw Failure(
        "\(me) is not a member", facts: ["members: \(known.joined(separator: ", "))"],
        hint: Spelling.nearest(to: me.text, in: known).map { "did you mean \($0, .command)?" })
    }
    let standings = try ProposalRegister(ground.clone).open().map {
      try Standing($0, in: ground.clone, now: session.now)
    }
    let screen = MyScreen(
      part: OwnPart(of: me, in: ground.circle), inbox: Inbox(of: me, standings),
      due: Agenda(ground.circle, within: within.days).items(of: me), circle: ground.circle)
    if reading.json {
      try session.print(screen.document)
      return .done
    }
    try session.note("\(me), \(ground.circle.dayWords)")
    try session.page(screen.text(width: session.output.terminal.width))
    return .done
  }
}
