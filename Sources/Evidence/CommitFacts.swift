internal import Git
internal import Charters
internal import Policies

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
      // What git's own tools show of a message ends at a NUL.
      let end = message.utf8.firstIndex(of: 0)
      switch end.map({ Self.role(of: String(message[..<$0])) }) {
      case .founding, .step: claimsStep = true
      default: claimsStep = false
      }
    }
    let named = raw.map { ContentRules.checkText($0.author.line).isEmpty } ?? false
    self.role = named ? role : .plain
    let trailers = Self.keyLines(of: message).compactMap { Self.key(in: $0) }
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

  /// Lines, ended by LF, CR LF or NUL, that begin as those with a key do.
  ///
  /// Bytes are compared, since no other bytes are taken for the same characters.
  private static func keyLines(of message: String) -> [Substring] {
    var lines: [Substring] = []
    var rest = message.utf8[...]
    while !rest.isEmpty {
      let end = rest.firstIndex { $0 == 10 || $0 == 0 } ?? rest.endIndex
      var line = rest[..<end]
      rest = rest[end...].dropFirst()
      guard line.starts(with: keyPrefix) else { continue }
      if end < message.utf8.endIndex, message.utf8[end] == 10, line.last == 13 {
        line.removeLast()
      }
      lines.append(Substring(line))
    }
    return lines
  }

  private static let keyPrefix = Array("Charter-".utf8)

  private static func key(in line: Substring) -> (key: CanonicalMessage.Key, value: String)? {
    guard line.hasPrefix("Charter-"), let colon = line.firstIndex(of: ":"),
      let key = CanonicalMessage.Key(rawValue: String(line[..<colon].dropFirst(8)))
    else { return nil }
    return (key, String(line[colon...].dropFirst().drop { $0 == " " }))
  }

  /// Whether the words that begin every key stand anywhere in a message.
  private static func holdsKey(_ message: String) -> Bool {
    var rest = message.utf8[...]
    while let start = rest.firstIndex(of: keyPrefix[0]) {
      rest = rest[start...]
      if rest.starts(with: keyPrefix) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  /// The message is read once, whichever kind it is then found to be.
  private static func role(of message: String) -> Role {
    guard holdsKey(message) else { return .plain }
    if let canonical = CanonicalMessage(message) {
      if let founding = FoundingMessage(canonical) { return .founding(founding) }
      if let step = StepMessage(canonical) { return .step(step) }
      if let signoff = SignoffMessage(canonical) { return .signoff(signoff) }
      if let opening = OpeningMessage(canonical) { return .opening(opening) }
    }
    if let revision = RevisionTrailers(message) { return .revision(revision) }
    return .plain
  }
}
