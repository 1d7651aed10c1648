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
    help: ArgumentHelp("Only this proposal: its title's short form or its id.", valueName: "proposal"))
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
    let report = clone.branch.report
    var query = HistoryLog.Query()
    query.charter = try charter.map { try path($0, clone, session) }
    query.member = member
    query.since = try since.map { try session.start($0, in: clone.repository) }
    query.includesRefused = all
    if let proposal { query.proposals = try proposals(proposal, report) }
    query.limit = maxCount
    let log = HistoryLog(report, query)
    let earlier = try earlier(query.charter, report, clone)
    if reading.json {
      try session.print(
        try .log(log, of: report, earlier: earlier) { try patch ? changes($0, clone) : nil })
      return .done
    }
    if log.entries.isEmpty, earlier.isEmpty { try session.note("Nothing of that kind happened.") }
    try session.page(try text(log, earlier, clone, session.output.terminal))
    return .done
  }

  private func text(
    _ log: HistoryLog, _ earlier: [EarlierCommit], _ clone: Clone, _ terminal: Terminal
  ) throws -> Text {
    var parts = try log.entries.map { entry in
      var text = LogScreen(
        entry: entry, terminal: terminal, showsReasons: reasons, isVerbose: options.verbose
      ).text
      if patch, let files = try changes(entry.step, clone), !files.isEmpty {
        text += "\n" + ComparisonScreen(files, terminal: terminal).text.indented(by: 4)
      }
      return text
    }
    if !earlier.isEmpty {
      let lines = earlier.map { commit -> Text in
        "  \(commit.id.hex.prefix(10), .identifier)  \(commit.date.day.text)  \(commit.subject)"
      }
      parts.append("\("Before the founding; nothing of it is proven", .dim)\n" + lines.lines)
    }
    return parts.joined(separator: "\n")
  }

  /// What a step changed; nil for one that has no other state beside it.
  private func changes(_ step: StepReport, _ clone: Clone) throws -> [FileComparison]? {
    guard step.kind != .founding, let parent = try clone.repository.parents(of: step.commit).first
    else { return nil }
    let trees = try [parent, step.commit].map { try clone.repository.commit($0).tree }
    return try TreeComparison(clone.engine, from: trees[0], to: trees[1]).files
  }

  private func earlier(
    _ charter: CharterPath?, _ report: Report, _ clone: Clone
  ) throws -> [EarlierCommit] {
    guard let charter, let founding = report.steps.first?.commit, member == nil, since == nil,
      proposal == nil
    else { return [] }
    return try EarlierCommit.all(of: charter, before: founding, in: clone.repository)
  }

  /// The charter that is meant, one that no longer exists too.
  private func path(_ typed: String, _ clone: Clone, _ session: Session) throws -> CharterPath {
    let known = Set(clone.branch.report.steps.flatMap { step in
      (step.changes + (step.assessment?.changes ?? [])).map(\.pathText)
    })
    if let path = try session.charter(typed, in: clone.repository, where: {
      known.contains($0.text)
    }) { return path }
    throw try ChartersInForce(clone, at: nil, session).noSuchCharter(typed)
  }

  private func proposals(_ name: String, _ report: Report) throws -> Set<ProposalID> {
    let found = report.steps.compactMap(\.assessment?.proposal).filter { facts in
      name.count >= 4 && facts.id.text.hasPrefix(name)
        || Slug(title: facts.message.title.text)?.text == name
    }
    guard !found.isEmpty else {
      throw Failure(
        "no proposal \(name) has ended on this branch",
        hint: "\("charter list", .command) shows those that are open")
    }
    return Set(found.map(\.id))
  }
}
