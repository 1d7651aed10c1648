import ArgumentParser
import Charters
import Console
import Proposals

/// `charter inbox`: what waits for me, and what is ready to be made official.
struct InboxCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "inbox",
    abstract: "What waits for me, and what is ready to be made official.",
    discussion: "Ends with 8 where anything is, and with 0 where nothing is.")

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.localClone()
    let member = try session.me(in: clone)
    let standings = try ProposalRegister(clone).open().map {
      try Standing($0, in: clone, now: session.now)
    }
    let inbox = Inbox(of: member, standings)
    if reading.json {
      try session.print(.inbox(inbox))
    } else if inbox.isEmpty {
      try session.note("Nothing waits for you, \(member).")
    } else {
      try session.page(InboxScreen(inbox: inbox).text(width: session.output.terminal.width))
      try hint(inbox, session)
      try session.hintOfSignoffs(in: clone)
    }
    return inbox.isEmpty ? .done : .waiting
  }

  private func hint(_ inbox: Inbox, _ session: Session) throws {
    if let item = inbox.waiting.first(where: {
      $0.reasons.contains(.approve) || $0.reasons.contains(.approveAgain)
    }) {
      let slug = item.standing.proposal.slug
      try session.hint(
        "\("charter diff \(slug)", .command), then \("charter approve \(slug)", .command) or "
          + "\("charter object \(slug) -m \"why\"", .command)")
    } else if let standing = inbox.ready.first {
      try session.hint("\(standing.ratification, .command) makes it official")
    }
  }
}
