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

  @Flag(
    help: "Instead, for those who were not there: what changed, why, whom it concerns, what waits.")
  var digest = false

  @Option(help: ArgumentHelp("How a digest is written: markdown or html.", valueName: "how"))
  var format: DigestFormat?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if let maxCount, maxCount < 0 { throw ValidationError("-n is a number from 0 on.") }
    if digest, charter != nil || member != nil || proposal != nil || maxCount != nil || all {
      throw ValidationError("A digest tells everything since a date; only --since narrows it.")
    }
    if digest, reasons || patch { throw ValidationError("A digest has the reasons in it.") }
    if format != nil, !digest || reading.json {
      throw ValidationError("--format is about --digest, and --json is a format of its own.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.localClone()
    if digest { return try tellDigest(of: clone, session) }
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

  /// Of the last week, unless another beginning is given.
  private func tellDigest(of clone: Clone, _ session: Session) throws -> ExitStatus {
    let start = try since.map { try session.start($0, in: clone.repository) }
    guard start.map({ $0 <= session.now }) ?? true else {
      throw Failure("a digest cannot begin after it ends", status: .usage)
    }
    let digest = try Digest(
      clone, since: start ?? session.now.adding(seconds: -7 * 86_400), until: session.now)
    if reading.json {
      try session.print(.digest(digest))
    } else {
      let page = DigestPage(document: DigestDocument(digest))
      try session.output.write(bytes: Array(page.text(format ?? .markdown).utf8))
    }
    return .done
  }
}

/// How a digest is written.
enum DigestFormat: String, ExpressibleByArgument, CaseIterable {
  case markdown, html
}
