import ArgumentParser
import Charters
import Console
import Evidence
import Git
import Proposals
import Signing

/// `charter keys revoke`: propose that a lost or stolen key goes.
struct KeysRevokeCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Propose that a lost or stolen key goes, and that it is known.",
    discussion: """
      Opens a proposal that takes the key out of the member's page and lists it there under \
      revoked-keys. Once that is official, nothing open counts by it any more, and nobody may list \
      it again. With --since, verify and keys say what it signed since that step; all of that stays \
      valid.
      """)

  @Argument(help: ArgumentHelp("Whose key.", valueName: "handle"))
  var member: Handle

  @Option(help: ArgumentHelp("The step since which it is not to be trusted.", valueName: "step"))
  var since: Int?

  @Option(
    help: ArgumentHelp("The key's fingerprint, where several are listed.", valueName: "print"))
  var key: String?

  @Flag(help: "Approve it as well.")
  var approve = false

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if let since, since < 0 { throw ValidationError("Steps are numbered from 0.") }
  }

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    let signatory = try Signatory(clone.repository)
    let change = KeyChange(.revoke(since: since), of: member, fingerprint: key)
    let edit = try session.edit(change, in: clone)
    let doubt = since.map { ", and is not to be trusted since step \($0)" } ?? ""
    return try session.propose(
      edit, "\(member)'s key is lost or stolen", acting.push, clone, signatory,
      because: try session.rationale(reasons, in: clone.repository)
        ?? Rationale("The key \(edit.old?.fingerprint ?? "") was lost or stolen\(doubt)."),
      approving: approve ? acting : nil,
      note: "What it signed stays valid; once this is official, nothing open counts by it.")
  }
}
