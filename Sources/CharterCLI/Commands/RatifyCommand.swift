import ArgumentParser
import Charters
import Console
import Evidence
import Git
import History
import Proposals

/// `charter ratify`: make an approved proposal official.
struct RatifyCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ratify",
    abstract: "Make an approved proposal official.")

  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var reasons: ReasonOptions

  @Flag(name: .customLong("dry-run"), help: "Only say whether it could be done, and why not.")
  var dryRun = false

  @Flag(help: "One JSON document on standard output.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Record the approvals of a change that was made before them, by this commit.",
      valueName: "commit"))
  var late: String?

  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    let reason = try session.rationale(reasons, in: clone.repository)
    var ending = Ending(late == nil ? .ratified : .late, reason: reason)
    var proposal = proposal
    if late == nil, clone.branch.report.outcome == .unratified {
      let standing = try Standing(
        ProposalRegister(clone).find(proposal), in: clone, now: session.now)
      if let commit = standing.landedBy {
        throw Failure(
          "its words are on \(clone.branch.name.shortName) already, brought in without its record",
          facts: ["changed by \(commit.hex.prefix(10))"],
          hint: "\(standing.ratification, .command) records the approvals afterwards",
          status: .unratified)
      }
    }
    if late == nil { try tellUnanswered(in: clone, session) }
    if let late {
      guard let commit = try clone.repository.resolve(late) else {
        throw Failure("there is no commit \(late)")
      }
      ending.mends = commit
      if try proposal == nil && ProposalRegister(clone).slugOfHead() == nil {
        proposal = try ProposalRegister(clone).proposal(landedBy: commit, now: session.now)?.slug
      }
    }
    return try EndingScreen(session: session, clone: clone, acting: acting, json: json)
      .run(ending, on: proposal, by: Signatory(clone.repository), dryRun: dryRun)
  }

  /// Lists what nobody has answered yet, so that no question is passed over unseen.
  private func tellUnanswered(in clone: Clone, _ session: Session) throws {
    // What cannot be found is said where it would be ended.
    guard let found = try? ProposalRegister(clone).find(proposal) else { return }
    let standing = try Standing(found, in: clone, now: session.now)
    for line in standing.unanswered {
      try session.note(
        "\(.waiting) not answered yet: \(line.member), on \(line.date.day.longText): "
          + "\(block: line.text ?? "")")
    }
  }
}
