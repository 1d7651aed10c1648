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

  @Option(
    help: ArgumentHelp(
      "With a charter: only this section, whatever it was called.", valueName: "title"))
  var section: String?

  @Option(
    name: [.long, .customLong("by")],
    help: ArgumentHelp("Only what this member had a part in.", valueName: "handle"))
  var member: Handle?

  @Option(
    help: ArgumentHelp(
      "Only this role: its charter, and what its holders did.", valueName: "role"))
  var role: String?

  @Option(
    help: ArgumentHelp(
      "Only this proposal: its title's short form or its id.", valueName: "proposal"))
  var proposal: String?

  @Option(help: ArgumentHelp("Only from this date on, as git takes dates.", valueName: "date"))
  var since: String?

  @Option(
    help: ArgumentHelp("What had happened until a date or a commit.", valueName: "date|rev"))
  var at: String?

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
    if section != nil, charter == nil {
      throw ValidationError("--section is a section of a charter: name that as well.")
    }
    if digest,
      charter != nil || member != nil || role != nil || proposal != nil || maxCount != nil || all
        || at != nil
    {
      throw ValidationError("A digest tells everything since a date; only --since narrows it.")
    }
    if digest, reasons || patch { throw ValidationError("A digest has the reasons in it.") }
    if format != nil, !digest || reading.json {
      throw ValidationError("--format is about --digest, and --json is a format of its own.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    if digest { return try tellDigest(of: session.localClone(), session) }
    if let charter, let plain = try PlainLog(charter, at: at, session) {
      guard member == nil, role == nil, proposal == nil else {
        throw Failure("\(charter) is no charter, so nobody decided on it by signing")
      }
      try plain.show(self, session)
      return .done
    }
    let clone = try session.localClone()
    let view = LogView(clone: clone, session: session, section: section)
    let report = clone.branch.report
    var query = HistoryLog.Query()
    let path = try charter.map(view.path)
    query.trail = try path.map { try CharterTrail(of: $0, in: report, clone.repository) }
    query.member = member
    query.role = try role.map(view.role)
    query.since = try since.map { try session.start($0, in: clone.repository) }
    query.until = try at.map { try until($0, clone, session) } ?? reading.now
    query.includesRefused = all
    query.proposals = try proposal.map(view.proposals)
    query.limit = section == nil ? maxCount : nil
    let rows = try view.rows(HistoryLog(report, query), limit: maxCount)
    let isWhole = member == nil && since == nil && proposal == nil && role == nil && section == nil
    var notices = query.trail?.notices ?? []
    var earlier: [EarlierCommit] = []
    if let trail = query.trail, isWhole {
      let found = try EarlierCommit.all(of: trail, in: report, clone.repository)
      earlier = found.commits.filter { commit in query.until.map { commit.date <= $0 } ?? true }
      notices += found.notices
    }
    if reading.json {
      try session.print(
        .log(
          rows, of: report, earlier: earlier, notices: notices,
          reportedKeys: clone.engine.reportedKeys(in: report), showsWords: patch))
      return .done
    }
    if rows.isEmpty, earlier.isEmpty { try session.note("Nothing of that kind happened.") }
    try session.page(
      try view.text(
        rows, earlier, notices, showsReasons: reasons, showsWords: patch,
        isVerbose: options.verbose))
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

  /// The end of what is told; says which date or step that is.
  private func until(_ text: String, _ clone: Clone, _ session: Session) throws -> Timestamp {
    let state = try ChartersInForce(clone, at: text, session)
    try session.note("\(state.words)")
    if let moment = try session.moment(text, in: clone.repository),
      try clone.repository.resolve(text) == nil
    {
      return moment
    }
    return Timestamp(seconds: try clone.repository.commit(state.commit).committerSeconds)
  }
}

/// How a digest is written.
enum DigestFormat: String, ExpressibleByArgument, CaseIterable {
  case markdown, html
}
