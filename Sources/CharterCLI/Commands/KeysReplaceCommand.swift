import ArgumentParser
import Charters
import Console
import Evidence
import Git
import Proposals
import Signing

/// `charter keys replace`: propose another key in the place of a lost one.
struct KeysReplaceCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "replace",
    abstract: "Propose another key in the place of one that is lost or old.",
    discussion: """
      Opens a proposal that changes the keys on a member's page. Who has lost the only key cannot \
      sign that; then this prints the command for a colleague. What was signed with the old key \
      stays valid.
      """)

  @Argument(help: "Whose key; your own where it is left out.")
  var member: Handle?

  @Option(
    name: .customLong("with"),
    help: ArgumentHelp(
      "The new key: its line or its file; the one that git signs with where left out.",
      valueName: "key"))
  var new: String?

  @Option(
    name: .customLong("key"),
    help: ArgumentHelp("The old key's fingerprint, where several are listed.", valueName: "print"))
  var old: String?

  @OptionGroup var reasons: ReasonOptions
  @OptionGroup var push: PushOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(push)
    let signatory = try Signatory(clone.repository)
    let mine = signatory.signer.publicKey
    let key = try new.map { try session.publicKey($0) } ?? mine
    guard let actor = try clone.engine.owner(of: mine, on: clone.branch.tip) else {
      throw handOver(key, clone)
    }
    let change = KeyChange(.replace(with: key), of: member ?? actor, fingerprint: old)
    let edit = try session.edit(change, in: clone)
    return try session.propose(
      edit, "Another key for \(change.member)", push, clone, signatory,
      because: try session.rationale(reasons, in: clone.repository)
        ?? Rationale("\(key.fingerprint) takes the place of \(edit.old?.fingerprint ?? "none")."),
      note: "What was signed with the old key stays valid.")
  }

  private func handOver(_ key: PublicKey, _ clone: Clone) -> Failure {
    let who = member?.text ?? "YOUR-HANDLE"
    return Failure(
      "the key that git signs with is not listed yet, so a colleague has to propose it",
      facts: [
        "your key: \(key.fingerprint)",
        "members: \(clone.branch.state.rulebook.roster.present.map(\.text).joined(separator: ", "))",
      ],
      hint:
        "give a colleague this line: \("charter keys replace \(who) --with '\(key.line)'", .command)",
      status: .noIdentity)
  }
}

extension Session {
  /// A key given as a line, a block, or the name of a file.
  func publicKey(_ text: String) throws -> PublicKey {
    PublicKey.isKey(text) ? try PublicKey(text) : try PublicKey(fileAt: path(text))
  }

  /// The page with the change in it.
  func edit(_ change: KeyChange, in clone: Clone) throws -> KeyChange.Edit {
    do {
      return try change.edit(in: clone)
    } catch let problem as KeyChange.Problem {
      throw Failure(problem, of: change.member)
    }
  }

  /// Opens the proposal that makes a change of keys.
  func propose(
    _ edit: KeyChange.Edit, _ title: String, _ push: PushOptions, _ clone: Clone,
    _ signatory: Signatory, because rationale: Rationale?, approving acting: ActingOptions? = nil,
    note words: Text
  ) throws -> ExitStatus {
    guard let rationale else { throw ActError.noRationale }
    var opening = Opening(title: Title(title), rationale: rationale)
    opening.source = .files([edit.path: edit.bytes])
    let result = try opening.open(in: clone, by: signatory)
    let opened = ProposalOpened(
      result: result, clone: clone, signatory: signatory, session: self)
    let status = try opened.finish(push, approving: acting)
    try note(words)
    return status
  }
}

extension Failure {
  fileprivate init(_ problem: KeyChange.Problem, of member: Handle) {
    switch problem {
    case .noSuchMember(let handle, let known):
      self.init(
        "nobody here is called \(handle)",
        facts: ["members: \(known.map(\.text).joined(separator: ", "))"])
    case .noSuchKey(let print, let known):
      self.init(
        print.map { "\(member) lists no key \($0)" } ?? "\(member) lists no key",
        facts: known.map { "\($0)" }, hint: "\("charter keys", .command) shows them all")
    case .whichKey(let prints):
      self.init(
        "\(member) lists several keys; say which", facts: prints.map { "\($0)" },
        hint: "\("--key \(prints.first ?? "")", .command)", status: .usage)
    case .alreadyListed(let print):
      self.init(
        "that key is listed for \(member) already", facts: ["\(print)"],
        hint: "give the new one: \("--with new-key.pub", .command)")
    case .revokedBefore(let print):
      self.init(
        "that key was reported lost or stolen and cannot come back", facts: ["\(print)"],
        hint: "make a new one: \("ssh-keygen -t ed25519", .command)", status: .no)
    case .noSuchStep(let step, let newest):
      self.init(
        "there is no step \(step) yet; the newest is \(newest)",
        hint: "\("charter log", .command) shows the steps", status: .usage)
    case .unreadablePage(let path):
      self.init("the page cannot be edited", facts: ["\(path) has no lines between two ---"])
    }
  }
}
