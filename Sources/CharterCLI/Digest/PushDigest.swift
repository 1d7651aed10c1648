import Charters
import Console
import Evidence
import Git
import Processes
import Proposals

/// The digest of what one push brought, for the command of a server's owner.
///
/// The push is in already.  Whatever goes wrong here is a note to who pushed, and never a refusal.
struct PushDigest {
  private let changes: [RefChange]
  private let repository: Repository

  init(_ changes: [RefChange], _ repository: Repository) {
    self.changes = changes
    self.repository = repository
  }

  /// Seconds that the command may take, where `charter.digest.seconds` says nothing else.
  static let seconds = 10

  /// Runs `charter.digest.command` with the digest on standard input, where it is set.
  func send(_ session: Session) throws {
    do {
      // Only the repository's own file says what is run here: no variable and no other account's.
      guard let line = try repository.localConfigString("charter.digest.command"), !line.isEmpty
      else { return }
      guard let text = try text(session) else { return }
      try run(line, text, session)
    } catch {
      try note("the digest of this push could not be made", session)
      if session.options.verbose { try session.note("\(String(describing: error))") }
    }
  }

  private func run(_ line: String, _ text: String, _ session: Session) throws {
    var command = Command("sh", ["-c", line])
    command.environment = session.environment
    command.directory = repository.gitDirectory
    command.input = Array(text.utf8)
    command.timeout = try limit()
    command.leadsGroup = true
    do {
      let result = try command.run()
      guard !result.succeeded else { return }
      try note("the digest's command ended with status \(result.status)", session)
    } catch ProcessError.timedOut {
      try note("the digest's command took too long and was ended", session)
    }
  }

  private func limit() throws -> Int {
    guard let text = try repository.localConfigString("charter.digest.seconds") else {
      return Self.seconds
    }
    guard let number = Int(text), (1...600).contains(number) else {
      throw EvidenceError.badSetting(key: "charter.digest.seconds", value: text)
    }
    return number
  }

  private func format() throws -> DigestFormat {
    guard let text = try repository.localConfigString("charter.digest.format") else {
      return .markdown
    }
    guard let format = DigestFormat(rawValue: text) else {
      throw EvidenceError.badSetting(key: "charter.digest.format", value: text)
    }
    return format
  }

  /// The steps between the old and the new tip, and the proposals whose versions or sign-offs came;
  /// nil where the push brought neither.
  private func text(_ session: Session) throws -> String? {
    let clone = try Clone(repository)
    let name = clone.branch.name
    let old = changes.first { $0.name == name }.map(\.old)
    var known: Set<ObjectID> = []
    if let old, let tip = old {
      known = Set(try repository.firstParentChain(of: tip, limit: 2_000_000))
    }
    var slugs: Set<String> = []
    var proposals: Set<String> = []
    for change in changes where change.new != nil {
      let text = change.name.text
      let prefix = "refs/heads/" + OpenProposal.prefix
      if text.hasPrefix(prefix) { slugs.insert(String(text.dropFirst(prefix.count))) }
      let parts = text.split(separator: "/")
      if text.hasPrefix("refs/charter/signoffs/"), parts.count > 3 {
        proposals.insert(String(parts[3]))
      }
    }
    let hasMoved = changes.contains { $0.name == name && $0.new != nil }
    let digest = try Digest(
      clone, since: nil, until: session.now,
      of: Digest.Choice(
        steps: { hasMoved && !known.contains($0.commit) },
        proposals: { slugs.contains($0.slug) || proposals.contains($0.id.text) }))
    guard !digest.changes.isEmpty || !digest.refused.isEmpty || !digest.open.isEmpty else {
      return nil
    }
    return DigestPage(document: DigestDocument(digest)).text(try format())
  }

  private func note(_ words: String, _ session: Session) throws {
    try session.errors.print("charter: \(words).")
    try session.errors.print("charter: nothing is lost, the push is in; tell the server's owner.")
  }
}
