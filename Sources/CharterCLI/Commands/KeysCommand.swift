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
    subcommands: [Show.self, Replace.self, Revoke.self],
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
            key.ended.map { "until \($0.day.longText)" } ?? "",
          ])
        }
        try session.page(table.text(width: session.output.terminal.width))
      }
      return .done
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
        "allowedSigner": .optional(entry.allowedSigner),
      ]
    }
  }

  /// `charter keys replace`
  struct Replace: Verb {
    static let configuration = CommandConfiguration(
      abstract: "Put another key in the place of your own (not in this version).")

    @OptionGroup(title: "With every verb") var options: GlobalOptions

    func run(in session: Session) throws -> ExitStatus {
      throw Failure(
        "charter keys replace is not in this version",
        facts: ["edit keys: on your own page under Charters/members/"],
        hint: "\("charter propose \"A new key\" -m \"why\"", .command)")
    }
  }

  /// `charter keys revoke`
  struct Revoke: Verb {
    static let configuration = CommandConfiguration(
      abstract: "Take a stolen key out (not in this version).")

    @Argument(help: ArgumentHelp("Whose key.", valueName: "handle"))
    var member: Handle

    @Option(help: ArgumentHelp("The step since which it is not to be trusted.", valueName: "step"))
    var since: Int?

    @OptionGroup(title: "With every verb") var options: GlobalOptions

    func run(in session: Session) throws -> ExitStatus {
      throw Failure(
        "charter keys revoke is not in this version",
        facts: [
          "take the key out of Charters/members/\(member).md"
            + (since == nil ? "" : "; steps since then stay as they are recorded")
        ],
        hint: "\("charter propose \"A stolen key is out\" -m \"why\"", .command)")
    }
  }
}
