import ArgumentParser
import Charters
import Console
import Evidence
import Proposals

/// `charter back`: say that you are here again.
struct BackCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "back",
    abstract: "Say that you are here again.",
    discussion: "Ends what charter away said; whoever stood in for you stands in no more.")

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var push: PushOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let change = try MemberChange(session, push)
    let files = try MemberEdits(change.charters(), of: change.me).return()
    guard !files.isEmpty else {
      try session.note("Your page says so already: you are here.")
      return .done
    }
    let name = change.roster.members[change.me]?.name ?? change.me.text
    let reason =
      try session.rationale(reasons, in: change.clone.repository)?.text ?? "Here again."
    return try change.propose("\(name) is back", because: reason, files)
  }
}
