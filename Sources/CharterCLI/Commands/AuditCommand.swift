import ArgumentParser
import Charters
import Console
import Evidence
import Foundation
import Git
import History
import Proposals

/// `charter audit`: every step with all that it rests on, for somebody who checks.
struct AuditCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Every step with all that it rests on, for whoever checks.",
    discussion: """
      Each step with its commit, the fingerprint of its words, the words themselves, the rules \
      then in force, and every sign-off with its key and why it did not count. The same commit \
      always gives the same bytes. Ends as charter verify does: with 0 only where all is proven.
      """)

  @Argument(help: ArgumentHelp("What to audit; the protected branch otherwise.", valueName: "rev"))
  var revision: String?

  @Option(help: ArgumentHelp("Only from this date on, as git takes dates.", valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("Only up to this date.", valueName: "date"))
  var until: String?

  @Option(help: ArgumentHelp("Only what concerns this charter.", valueName: "charter"))
  var charter: String?

  @Option(help: ArgumentHelp("Only what this member had a part in.", valueName: "handle"))
  var member: Handle?

  @Option(help: ArgumentHelp("Only what concerns this role's charter.", valueName: "role"))
  var role: String?

  @Option(help: ArgumentHelp("Only what concerns charters of this team.", valueName: "team"))
  var team: String?

  @Option(help: "How to answer: md, csv, json or html.")
  var format: AuditFormat = .md

  @Option(
    help: ArgumentHelp(
      "Write all of it, with signed commits and keys, into a new folder.", valueName: "folder"))
  var bundle: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if [charter, role, team].compactMap(\.self).count > 1 {
      throw ValidationError("One of --charter, --role and --team.")
    }
    if let role, RoleID(role) == nil { throw ValidationError("\(role) is no role's name.") }
    if let team, TeamID(team) == nil { throw ValidationError("\(team) is no team's name.") }
  }

  func run(in session: Session) throws -> ExitStatus {
    let engine = Engine(try session.repository())
    let tip = try revision.map { try session.commit($0, in: engine.repository) }
    let progress = session.progress("Auditing")
    engine.watch = { done, _ in try progress.update(done) }
    let report = try engine.verify(tip ?? Self.branchTip(engine))
    let audit = try Audit(report, query(report, engine, session), engine)
    try progress.finish()
    if report.outcome != .valid {
      try session.warn("\(AuditWords.conclusion(report)); \("charter verify", .command) says why")
    }
    if let bundle {
      let folder = session.path(bundle)
      let count = try AuditBundle(audit, engine).write(to: folder)
      try session.note("\(.ok) wrote \(count) files into \(bundle)")
    } else {
      try session.output.write(
        bytes: AuditDocument(audit, engine).bytes(reading.json ? .json : format))
    }
    return ExitStatus(report.outcome)
  }

  /// The protected branch here, else the remote's.
  private static func branchTip(_ engine: Engine) throws -> ObjectID {
    let places = try BranchPlaces(engine)
    guard let tip = places.local ?? places.remote?.tip else {
      throw Failure(
        "the branch \(places.name.shortName) is not in this clone", hint: "git fetch")
    }
    return tip
  }

  private func query(
    _ report: Report, _ engine: Engine, _ session: Session
  ) throws -> Audit.Query {
    let repository = engine.repository
    var query = Audit.Query()
    query.since = try since.map { try session.start($0, in: repository) }
    query.until = try until.map { try session.end($0, in: repository) } ?? reading.now
    query.member = member
    query.charter = try charter.map { typed in
      let known = Set(
        report.steps.flatMap { ($0.changes + ($0.assessment?.changes ?? [])).map(\.pathText) })
      guard
        let path = try session.charter(typed, in: repository, where: { known.contains($0.text) })
      else {
        throw Failure(
          "no step concerns a charter \(typed)",
          hint: "\("charter log", .command) shows which charters steps changed")
      }
      return path
    }
    if let team = team.flatMap({ TeamID($0) }) {
      query.place = String(team.charterText.dropLast("team.md".count))
    }
    if let role = role.flatMap({ RoleID($0) }) {
      let folder = role.team.map { $0.charterText.dropLast("/team.md".count) }
      query.place = "\(folder ?? CharterPath.root[...])/roles/\(role.name).md"
    }
    return query
  }
}

/// How an audit is written.
enum AuditFormat: String, ExpressibleByArgument, CaseIterable {
  case md, csv, json, html
}
