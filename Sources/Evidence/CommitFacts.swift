internal import Git
internal import Charters
internal import Policies
internal import Signing

/// What one commit is, as evidence sees it.
struct CommitFacts: Sendable {
  let graph: Commit
  /// The commit by the strict grammar; nil where it is not evidence.
  let raw: RawCommit?
  let defect: RawCommit.Defect?
  let role: Role
  /// Its message is canonical for a founding or a step, however the rest of it looks.
  let claimsStep: Bool
  /// Some line of its message carries a key of the format.
  let carriesKeys: Bool
  /// Whose voice it claims to be, even where it is not canonical.
  let claimedMember: String?
  /// The proposal it names, even where it is not canonical.
  let claimedProposal: ProposalID?

  enum Role: Sendable {
    case founding(FoundingMessage)
    case opening(OpeningMessage)
    case signoff(SignoffMessage)
    case step(StepMessage)
    case revision(RevisionTrailers)
    case plain
  }

  var id: ObjectID { graph.id }

  /// Reads a commit object; never fails, since whatever cannot be read is not evidence.
  init(graph: Commit, bytes: [UInt8]) {
    self.graph = graph
    var raw: RawCommit?
    var defect: RawCommit.Defect?
    do throws(RawCommit.Defect) {
      raw = try RawCommit(id: graph.id, bytes: bytes)
    } catch let reason {
      defect = reason
    }
    self.raw = raw
    self.defect = defect
    let message = raw?.message ?? Self.looseMessage(bytes)
    let role = Self.role(of: message)
    switch role {
    case .founding, .step: claimsStep = true
    default:
      let visible = message.unicodeScalars.prefix { $0.value != 0 }
      switch Self.role(of: String(visible)) {
      case .founding, .step: claimsStep = true
      default: claimsStep = false
      }
    }
    let named = raw.map { ContentRules.checkText($0.author.line).isEmpty } ?? false
    self.role = named ? role : .plain
    let trailers = message.split { $0 == "\n" || $0 == "\0" || $0 == "\r\n" }
      .compactMap { Self.key(in: $0) }
    carriesKeys = !trailers.isEmpty
    claimedMember = trailers.first { $0.key == .member }?.value
    claimedProposal = trailers.first { $0.key == .proposal }.flatMap { ProposalID($0.value) }
  }

  /// The text behind the first empty line, however broken the headers are.
  private static func looseMessage(_ bytes: [UInt8]) -> String {
    let bytes = bytes.prefix(RawCommit.sizeLimit)
    for index in bytes.indices.dropLast() where bytes[index] == 10 && bytes[index + 1] == 10 {
      return String(decoding: bytes[(index + 2)...], as: UTF8.self)
    }
    return ""
  }

  private static func key(in line: Substring) -> (key: CanonicalMessage.Key, value: String)? {
    guard line.hasPrefix("Charter-"), let colon = line.firstIndex(of: ":"),
      let key = CanonicalMessage.Key(rawValue: String(line[..<colon].dropFirst(8)))
    else { return nil }
    return (key, String(line[colon...].dropFirst().drop { $0 == " " }))
  }

  private static func role(of message: String) -> Role {
    guard message.contains("Charter-") else { return .plain }
    if let founding = FoundingMessage(message) { return .founding(founding) }
    if let step = StepMessage(message) { return .step(step) }
    if let signoff = SignoffMessage(message) { return .signoff(signoff) }
    if let opening = OpeningMessage(message) { return .opening(opening) }
    if let revision = RevisionTrailers(message) { return .revision(revision) }
    return .plain
  }
}

/// Why a commit's signature proves nothing.
enum SignatureDefect: Error, Hashable, Sendable {
  case notSigned
  case malformed(String)
  case notSupported(String)
  case wrong
}

/// Reads commits and their signatures once each.
final class CommitReader {
  let repository: Repository
  private var facts: [ObjectID: CommitFacts] = [:]
  private var signatures: [ObjectID: Result<SSHPublicKey, SignatureDefect>] = [:]

  init(_ repository: Repository) { self.repository = repository }

  /// The facts of a commit; throws where the object is missing or no commit.
  func facts(_ id: ObjectID) throws -> CommitFacts {
    if let known = facts[id] { return known }
    let graph = try repository.commit(id)
    let read = CommitFacts(graph: graph, bytes: try repository.object(id).bytes)
    facts[id] = read
    return read
  }

  /// Whether a commit's bytes hold the words that begin a founding; cheap.
  func mayBeFounding(_ id: ObjectID) throws -> Bool {
    let bytes = try repository.object(id).bytes
    let needle = Array("\n\nFound: ".utf8)
    guard bytes.count >= needle.count else { return false }
    return bytes.indices.dropLast(needle.count - 1).contains {
      bytes[$0] == 10 && bytes[$0...].starts(with: needle)
    }
  }

  /// The key whose signature over the payload verifies.
  func key(of commit: RawCommit) throws(SignatureDefect) -> SSHPublicKey {
    if let known = signatures[commit.id] { return try known.get() }
    let result: Result<SSHPublicKey, SignatureDefect>
    do throws(SignatureDefect) {
      result = .success(try Self.verify(commit))
    } catch {
      result = .failure(error)
    }
    signatures[commit.id] = result
    return try result.get()
  }

  private static func verify(_ commit: RawCommit) throws(SignatureDefect) -> SSHPublicKey {
    guard let armor = commit.armor else { throw .notSigned }
    if armor.starts(with: Array("-----BEGIN PGP".utf8)) {
      throw .notSupported("OpenPGP signatures are not supported yet")
    }
    let signature: SSHSignature
    do throws(SigningError) {
      signature = try SSHSignature(armored: armor)
    } catch {
      throw .malformed("\(error)")
    }
    do throws(SigningError) {
      try signature.verify(commit.payload)
    } catch {
      throw .wrong
    }
    return signature.publicKey
  }
}
