import ArgumentParser
import Charters
import Console
import Proposals
import Signing

/// `charter join`: make the card with which a newcomer joins.
struct JoinCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Make the card with which a newcomer joins.",
    discussion: """
      Prints one line with your name and your public key, from git's own settings. Hand it to a \
      member, who proposes you with charter new member --card.
      """)

  @Option(help: ArgumentHelp("What you want to be called here.", valueName: "handle"))
  var handle: Handle?

  @Flag(
    name: .customLong("make-key"),
    help: "Set git up to sign with an SSH key, a new one if need be.")
  var makeKey = false

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let signatory = try session.withSettings { repository, scope in
      try SigningSetup(session: session, repository: repository, scope: scope)
        .signatory(makeKey: makeKey, yes: false)
    }
    let identity = signatory.identity
    guard let mine = handle ?? MemberCard.handle(name: identity.name, email: identity.email) else {
      throw Failure(
        "say what you want to be called here", hint: "\("charter join --handle ana", .command)",
        status: .usage)
    }
    let card = MemberCard(
      handle: mine, name: identity.name, email: identity.email, key: signatory.signer.publicKey)
    try session.print("\(card.line)")
    try session.hint(
      "hand this line to a member; \("charter new member --card", .command) reads it")
    return .done
  }
}
