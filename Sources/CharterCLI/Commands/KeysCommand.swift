import ArgumentParser
import Charters
import Console
import Evidence
import Git
import History
import Proposals
import Signing

/// `charter keys`: the members' keys; replace a lost one, revoke a stolen one.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "The members' keys; replace a lost one, revoke a stolen one.",
    discussion: """
      --allowed-signers gives them to git, so that git log --show-signature agrees: write it to a \
      file and set gpg.ssh.allowedSignersFile to that.
      """,
    subcommands: [Show.self, KeysReplaceCommand.self, KeysRevokeCommand.self],
    defaultSubcommand: Show.self)

  /// `charter keys`
  struct Show: ReadingVerb {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "The keys that the members sign with.")

    @Flag(
      name: .customLong("allowed-signers"),
      help: "In the format of OpenSSH's allowed signers file, keys of the past with their end.")
    var allowedSigners = false

    @OptionGroup(title: "Reading") var reading: ReadingOptions
    @OptionGroup(title: "With every verb") var options: GlobalOptions

    func run(in session: Session) throws -> ExitStatus {
      let clone = try session.localClone()
      let keys = try KeyHistory(
        clone.branch.report, clone.engine, until: reading.now
      ).entries
      let reported =
        reading.now == nil ? try clone.engine.reportedKeys(in: clone.branch.report) : []
      if reading.json {
        try session.print(["schema": "charter.keys/1", "keys": .array(keys.map(document))])
      } else if allowedSigners {
        for line in keys.compactMap(\.allowedSigner) { try session.print("\(line)") }
      } else {
        var table = Table([.init("member"), .init("key"), .init("fingerprint"), .init()])
        for key in keys where key.isInForce || options.verbose {
          table.add([
            "\(key.member)", "\(key.key.kind)",
            "\(key.key.fingerprint, .identifier)",
            state(key),
          ])
        }
        try session.page(table.text(width: session.output.terminal.tableWidth))
        for key in reported { try session.warn("\(key.sentence)") }
      }
      return .done
    }

    private func state(_ key: KeyHistory.Entry) -> Text {
      let end = key.ended.map { "until \($0.day.longText)" } ?? ""
      guard let revoked = key.revoked else { return "\(end)" }
      let since = revoked.since.map { "stolen, not to be trusted since step \($0)" }
      return "\(end), reported \(since ?? "lost or stolen")"
    }

    private func document(_ entry: KeyHistory.Entry) -> JSON {
      [
        "member": .string(entry.member.text),
        "email": .optional(entry.email),
        "type": .string(entry.key.kind),
        "fingerprint": .string(entry.key.fingerprint),
        "key": .string(entry.key.line),
        "inForce": .bool(entry.isInForce),
        "ended": .moment(entry.ended),
        "reported": .bool(entry.revoked != nil),
        "notTrustedSince": entry.revoked?.since.map { .number(Int64($0)) } ?? nil,
        "allowedSigner": .optional(entry.allowedSigner),
      ]
    }
  }
}
