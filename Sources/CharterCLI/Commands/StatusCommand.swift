import ArgumentParser
import Charters
import Console
import History
import Proposals

/// `charter status`: why a proposal is not approved yet.
struct StatusCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Why a proposal is not approved yet, and what comes next.",
    discussion: """
      Ends with 0 where it is approved, 8 where somebody or something is still awaited, and 1 \
      where waiting alone does not help.
      """)

  @Argument(
    help: ArgumentHelp(
      "Its short name, the beginning of its id, or nothing on its branch.", valueName: "proposal"))
  var proposal: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.localClone()
    let standing = try Standing(
      ProposalRegister(clone).find(proposal), in: clone, now: session.now)
    if standing.proposal.handmade != nil {
      try session.warn(
        "your branch of \(standing.proposal.slug) holds commits that nobody signed, which do not "
          + "count: \("charter revise -m \"what\"", .command) there offers what they change")
    }
    let sinceMine = try session.reader(in: clone).flatMap {
      try ChangeSinceSignoff(of: $0, in: standing.assessment, clone.engine)
    }
    if reading.json {
      try session.print(
        .standing(standing, schema: "charter.status/1")
          .adding(["sinceMine": .sinceMine(sinceMine)]))
    } else {
      try session.page(
        StandingScreen(
          standing: standing, terminal: session.output.terminal, isVerbose: options.verbose,
          sinceMine: sinceMine
        ).text)
      try session.hintOfSignoffs(in: clone)
    }
    return standing.status
  }
}
