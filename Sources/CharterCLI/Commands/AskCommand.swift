import ArgumentParser
import Charters
import Console
import Evidence
import Policies
import Practice
import Proposals

/// `charter ask`: ask members for advice, by name.
struct AskCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Ask members for advice, by name or by what they know about.",
    discussion: """
      With --expert: everybody whose own page, or whose team's, names that under expertise, \
      whatever their rank.
      """)

  @Argument(help: "A proposal's name or the beginning of its id.")
  var proposal: String

  @Argument(help: ArgumentHelp("Whom you ask.", valueName: "handle"))
  var who: [Handle] = []

  @Option(
    help: ArgumentHelp("Ask those who know about this; again for more.", valueName: "topic"))
  var expert: [String] = []

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if who.isEmpty, expert.isEmpty {
      throw ValidationError("Say whom you ask: a handle, or --expert and a topic.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    var act = SigningOff(.ask, reason: try session.rationale(reasons, in: clone.repository))
    act.asks = who
    if !expert.isEmpty { act.asks += try experts(session, clone) }
    return try SigningOffScreen(session: session, clone: clone, acting: acting)
      .run(act, on: proposal, by: Signatory(clone.repository))
  }

  /// Who knows about the topics, but for those who propose it and whoever asks.
  private func experts(_ session: Session, _ clone: Clone) throws -> [Handle] {
    let expertise = Expertise(clone.branch.state.rulebook.roster)
    let me = try session.me(in: clone)
    let proposers = try ProposalRegister(clone).find(proposal).facts.proposers
    var found: [Handle] = []
    for topic in expert {
      let experts = expertise.experts(on: topic).filter { $0 != me && !proposers.contains($0) }
      guard !experts.isEmpty else {
        let known = expertise.topics.prefix(12).joined(separator: ", ")
        throw Failure(
          "nobody else says that they know about \(topic)",
          facts: known.isEmpty ? [] : ["known: \(known)"],
          hint: "members name it under expertise: on their own page", status: .no)
      }
      found += experts.filter { !found.contains($0) && !who.contains($0) }
    }
    if !found.isEmpty {
      try session.note("Asking \(found.map(\.text).joined(separator: ", ")).")
    }
    return found
  }
}
