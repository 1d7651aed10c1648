import ArgumentParser
import Console
import Evidence
import Git
import Policies
import Proposals

/// `charter update`: bring what was decided meanwhile into a proposal.
struct UpdateCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Bring what was decided meanwhile into a proposal.",
    discussion: """
      Where both sides changed one section or field, the sentences, items and entries of both are \
      joined. That makes a version of yours: whoever approved the words before has to look again. \
      Where both changed the same sentence, nothing is joined, and both stand in your files for \
      you to choose.
      """)

  @Argument(help: "A proposal's name or the beginning of its id; the one that you are on.")
  var proposal: String?

  @OptionGroup var push: PushOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(push)
    let result: Updating.Result
    do {
      result = try Updating().update(proposal, in: clone, by: Signatory(clone.repository))
    } catch let conflicts as ProposalMerge.Conflicts {
      throw Failure(
        conflicts: conflicts, choice: try Updating().leaveChoice(proposal, in: clone))
    }
    switch result {
    case .upToDate(let slug):
      try session.print("\(.ok) \(slug, .strong) is up to date")
      // Signed here and not sent, as where somebody was cut off.
      let known = try ProposalRegister(clone).find(slug)
      guard clone.remote != nil, known.localHead == known.head, known.remoteHead != known.head
      else { return .done }
      let branch = try OpenProposal.branch(slug)
      return try session.publish([.init(branch, to: known.head)], of: clone, push)
        ? .done : .impossible
    case .updated(let slug, let head, let assessment, let joined):
      try session.print(
        "\(.ok) \(slug, .strong) builds on \(clone.branch.name.shortName) as it is now")
      for conflict in joined {
        for piece in conflict.pieces {
          try session.note(
            "both sides changed \(conflict.path) › \(piece); it has the words of both")
        }
      }
      if !joined.isEmpty {
        try session.note(
          "that is a version in your name: \("charter diff \(slug)", .command) shows it")
      }
      let branch = try OpenProposal.branch(slug)
      let sent = try session.publish([.init(branch, to: head)], of: clone, push)
      if let next = assessment.judgement?.next.sentence { try session.note("\(next)") }
      return sent ? .done : .impossible
    }
  }
}
