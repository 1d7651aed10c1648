import ArgumentParser
import Charters
import Console
import Evidence
import Proposals

/// `charter leave`: propose that a member is none any more.
struct LeaveCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract: "Propose that a member leaves, and is taken out of every list.",
    discussion: """
      Their page stays, so that what they have signed keeps its name; it says that they have left, \
      and teams and roles name them no more. You approve it as well, where you may.
      """)

  @Argument(help: ArgumentHelp("Who leaves; you yourself or somebody else.", valueName: "handle"))
  var who: Handle

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var push: PushOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let change = try MemberChange(session, push)
    guard change.roster.members[who] != nil else {
      throw ActError.unknownHandle(who.text)
    }
    let departure = try MemberEdits(change.charters(), of: who)
      .departure(policy: change.clone.branch.state.rulebook.policy)
    if !departure.policyLines.isEmpty {
      let lines = departure.policyLines.map { "\($0)" }.joined(separator: ", ")
      try session.warn(
        "policy.yml names \(who) in line \(lines); propose other words there first, by themselves")
    }
    guard !departure.isEmpty else {
      try session.note("\(who) has left already, and nothing names them any more.")
      return .done
    }
    let name = change.roster.members[who]?.name ?? who.text
    let reason =
      try session.rationale(reasons, in: change.clone.repository)?.text
      ?? "\(name) is no longer a member."
    return try run(departure, name, reason, change)
  }

  /// Together where that asks nothing of the one who leaves; else the page first, so that nobody
  /// has to wait for somebody who is gone.
  private func run(
    _ departure: MemberEdits.Departure, _ name: String, _ reason: String, _ change: MemberChange
  ) throws -> ExitStatus {
    var parts: [(title: String, files: MemberEdits.Files)] = []
    let together = departure.page.merging(departure.lists) { page, _ in page }
    let isApart =
      try !departure.page.isEmpty && !departure.lists.isEmpty && change.me != who
      && !change.canPass(together, without: who)
    if isApart {
      parts.append(("\(name) leaves", departure.page))
      parts.append(("\(name) is in no team and no role any more", departure.lists))
    } else if !together.isEmpty {
      parts.append(("\(name) leaves", together))
    }
    if !departure.elsewhere.isEmpty {
      parts.append(("No charter names \(name) any more", departure.elsewhere))
    }
    var status = ExitStatus.done
    for part in parts {
      let done = try change.propose(part.title, because: reason, part.files)
      if status == .done { status = done }
    }
    return status
  }
}
