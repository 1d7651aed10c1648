import ArgumentParser
import Charters
import Console
import Evidence
import Git
import History
import Proposals

/// `charter log`: who agreed to what, and when.
struct LogCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Who agreed to what, and when: the newest first.")

  @Argument(help: ArgumentHelp("Only what concerns this charter.", valueName: "charter"))
  var charter: String?

  @Option(help: ArgumentHelp("Only what this member had a part in.", valueName: "handle"))
  var member: Handle?

  @Option(
    help: ArgumentHelp(
      "Only this proposal: its title's short form or its id.", valueName: "proposal"))
  var proposal: String?

  @Option(help: ArgumentHelp("Only from this date on, as git takes dates.", valueName: "date"))
  var since: String?

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("At most so many.", valueName: "n"))
  var maxCount: Int?

  @Flag(help: "With a charter: proposals that were not approved as well.")
  var all = false

  @Flag(name: .shortAndLong, help: "The reasons of each proposal.")
  var reasons = false

  @Flag(name: .shortAndLong, help: "The words that changed.")
  var patch = false

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if let maxCount, maxCount < 0 { throw ValidationError("-n is a number from 0 on.") }
  }

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.localClone()
    let view = LogView(clone: clone, session: session)
    var query = HistoryLog.Query()
    query.charter = try charter.map(view.path)
    query.member = member
    query.since = try since.map { try session.start($0, in: clone.repository) }
    query.until = reading.now
    query.includesRefused = all
    query.proposals = try proposal.map(view.proposals)
    query.limit = maxCount
    let log = HistoryLog(clone.branch.report, query)
    let isWhole = member == nil && since == nil && proposal == nil
    let earlier = try query.charter.map { isWhole ? try view.earlier($0) : [] } ?? []
    if reading.json {
      try session.print(
        try .log(
          log, of: clone.branch.report, earlier: earlier,
          reportedKeys: clone.engine.reportedKeys(in: clone.branch.report)
        ) {
          try patch ? view.changes($0) : nil
        })
      return .done
    }
    if log.entries.isEmpty, earlier.isEmpty { try session.note("Nothing of that kind happened.") }
    try session.page(
      try view.text(
        log, earlier, showsReasons: reasons, showsWords: patch, isVerbose: options.verbose))
    return .done
  }
}
