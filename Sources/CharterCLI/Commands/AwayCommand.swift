import ArgumentParser
import Charters
import Console
import Evidence
import Proposals

/// `charter away`: say that you are away until a day, and who stands in for you.
struct AwayCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "away",
    abstract: "Say that you are away until a day, and who stands in for you.",
    discussion: """
      While you are away nobody waits for you: your place counts only where a deputy fills it. Your \
      own page stays yours. charter back ends it.
      """)

  @Option(help: ArgumentHelp("The last day of your absence.", valueName: "YYYY-MM-DD"))
  var until: Day

  @Option(help: ArgumentHelp("Who decides in your place until then.", valueName: "handle"))
  var deputy: Handle?

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var push: PushOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let change = try MemberChange(session, push)
    let today = change.signatory.identity.now.day
    guard until >= today else {
      throw Failure("\(until) is over already", hint: "today is \(today)", status: .usage)
    }
    if let deputy {
      guard deputy != change.me else {
        throw Failure("you cannot stand in for yourself", status: .usage)
      }
      guard change.roster.status(of: deputy) == .active else {
        throw ActError.unknownHandle(deputy.text)
      }
    }
    let files = try MemberEdits(change.charters(), of: change.me)
      .absence(until: until, deputy: deputy)
    guard !files.isEmpty else {
      try session.note("Your page says so already: you are away until \(until).")
      return .done
    }
    let name = change.roster.members[change.me]?.name ?? change.me.text
    let stand = deputy.map { "; \($0) stands in" } ?? ""
    let reason =
      try session.rationale(reasons, in: change.clone.repository)?.text
      ?? "Away until \(until)\(stand)."
    return try change.propose("\(name) is away until \(until)", because: reason, files)
  }
}
