internal import Git
internal import Signing

/// Reads commits and their signatures once each.
final class CommitReader {
  let repository: Repository
  private var facts: [ObjectID: CommitFacts] = [:]
  private var signatures: [ObjectID: Result<CommitSignature, SignatureDefect>] = [:]
  private var openPGP: [OpenPGPFact: Result<String, OpenPGPProblem>] = [:]
  /// Commits that were read and bear an OpenPGP signature, by the key id that it names.
  private var signedByIssuer: [String: [ObjectID]] = [:]
  /// Commits that are being prepared, or wait for it.
  private var awaited: Set<ObjectID> = []
  private var unread: ArraySlice<ObjectID> = []
  private var batches: [CommitBatch] = []
  /// Asked before each commit is read; throws where there is no more time.
  var checkpoint: (() throws -> Void)?

  private struct OpenPGPFact: Hashable {
    let commit: ObjectID
    let certificate: OpenPGPCertificate
  }

  init(_ repository: Repository) { self.repository = repository }

  /// The facts of a commit; throws where the object is missing or no commit.
  func facts(_ id: ObjectID) throws -> CommitFacts {
    if let known = facts[id] { return known }
    while awaited.contains(id), !batches.isEmpty {
      try takeBatch()
      if let known = facts[id] { return known }
    }
    try checkpoint?()
    let (graph, bytes) = try repository.rawCommit(id)
    let read = CommitFacts(graph: graph, bytes: bytes)
    remember(read)
    return read
  }

  /// A commit's parents; what else it holds is not looked at.
  func parents(of id: ObjectID) throws -> [ObjectID] {
    try facts[id]?.graph.parents ?? repository.parents(of: id)
  }

  private func remember(_ read: CommitFacts) {
    facts[read.id] = read
    if let raw = read.raw, case .success(.openPGP(let signature)) = signature(of: raw) {
      signedByIssuer[signature.issuer, default: []].append(read.id)
    }
  }

  /// Has commits that will be asked for, soonest first, read and their signatures checked beside
  /// whatever else is done.  A commit that is missing is left for whoever asks for it.
  func prepare(_ ids: [ObjectID]) throws {
    let new = ids.filter { facts[$0] == nil && !awaited.contains($0) }
    awaited.formUnion(new)
    unread += new
    try readAhead()
  }

  /// Sets the next batches to work; a few at a time, which bounds what is held twice.
  private func readAhead() throws {
    while batches.count < Self.batchesAhead, !unread.isEmpty {
      let next = unread.prefix(Self.batchSize)
      unread = unread.dropFirst(next.count)
      let commits = try next.compactMap { id -> (commit: Commit, bytes: [UInt8])? in
        try checkpoint?()
        do throws(GitError) {
          return try repository.rawCommit(id)
        } catch {
          return nil  // whoever asks for it is told
        }
      }
      awaited.subtract(next)
      awaited.formUnion(commits.map(\.commit.id))
      batches.append(CommitBatch(commits))
    }
  }

  /// Takes what the oldest batch found.
  private func takeBatch() throws {
    guard !batches.isEmpty else { return }
    for (read, signature) in batches.removeFirst().results() {
      awaited.remove(read.id)
      signatures[read.id] = signature
      remember(read)
    }
    try readAhead()
  }

  private static let batchSize = 32
  private static let batchesAhead = 16

  /// Whether a commit's bytes hold the words that begin a founding; cheap.
  func mayBeFounding(_ id: ObjectID) throws -> Bool {
    let bytes = try repository.object(id).bytes
    let needle = Array("\n\nFound: ".utf8)
    guard bytes.count >= needle.count else { return false }
    return bytes.indices.dropLast(needle.count - 1).contains {
      bytes[$0] == 10 && bytes[$0...].starts(with: needle)
    }
  }

  /// Whose signature a commit bears by a roster.
  ///
  /// Throws where that could not be found out (gpg is missing, say), which is no verdict.
  func authorship(of commit: RawCommit, in rulebook: Rulebook) throws -> Authorship {
    switch signature(of: commit) {
    case .failure(let defect): return .defect(defect)
    case .success(.ssh(let key)): return rulebook.authorship(of: .ssh(key))
    case .success(.openPGP(let signature)):
      var defect: SignatureDefect?
      for certificate in rulebook.certificates[signature.issuer] ?? [] {
        switch try verdict(on: commit.id, signature, by: certificate) {
        case .success: return rulebook.authorship(of: .openPGP(certificate))
        case .failure(let problem): defect = defect ?? .init(problem)
        }
      }
      return defect.map(Authorship.defect) ?? .nobody(key: signature.issuer)
    }
  }

  /// The signature in its form; one of OpenSSH is verified, for it brings its key.
  private func signature(of commit: RawCommit) -> Result<CommitSignature, SignatureDefect> {
    if let known = signatures[commit.id] { return known }
    let result = Self.readSignature(of: commit)
    signatures[commit.id] = result
    return result
  }

  static func readSignature(
    of commit: RawCommit
  ) -> Result<CommitSignature, SignatureDefect> {
    do throws(SignatureDefect) {
      return .success(try CommitSignature(commit))
    } catch {
      return .failure(error)
    }
  }

  /// What gpg says of a signature, asked together with all others that the same key may have made.
  private func verdict(
    on commit: ObjectID, _ signature: OpenPGPSignature, by certificate: OpenPGPCertificate
  ) throws -> Result<String, OpenPGPProblem> {
    let wanted = OpenPGPFact(commit: commit, certificate: certificate)
    if let known = openPGP[wanted] { return known }
    while !batches.isEmpty { try takeBatch() }
    var asked = [wanted]
    for id in certificate.keys.flatMap({ signedByIssuer[$0.id] ?? [] }) where id != commit {
      let fact = OpenPGPFact(commit: id, certificate: certificate)
      if openPGP[fact] == nil { asked.append(fact) }
    }
    // None may be left out: verdicts are told apart by their place alone.
    let candidates = try asked.map { fact -> OpenPGPVerifier.Candidate in
      guard let raw = try facts(fact.commit).raw,
        case .success(.openPGP(let signature)) = self.signature(of: raw)
      else { throw EvidenceError.incomplete(.missingObject("\(fact.commit)")) }
      return (signature, raw.payload)
    }
    var outOfTime: (any Error)?
    let verdicts = try OpenPGPVerifier.verify(candidates, by: certificate) {
      do {
        try checkpoint?()
      } catch {
        outOfTime = error
      }
      return outOfTime == nil
    }
    if let outOfTime { throw outOfTime }
    for (fact, verdict) in zip(asked, verdicts) { openPGP[fact] = verdict }
    return openPGP[wanted] ?? .failure(.noVerdict)
  }
}

/// A commit's signature before any roster is asked.
enum CommitSignature: Sendable {
  /// Verified: it brings its key.
  case ssh(SSHPublicKey)
  /// Read only: it is verified by a key that a roster lists.
  case openPGP(OpenPGPSignature)

  init(_ commit: RawCommit) throws(SignatureDefect) {
    guard let armor = commit.armor else { throw .notSigned }
    let isOpenPGP = armor.starts(with: "-----BEGIN PGP".utf8)
    do throws(SigningError) {
      if isOpenPGP {
        self = .openPGP(try OpenPGPSignature(armored: armor))
        return
      }
      let signature = try SSHSignature(armored: armor)
      do throws(SigningError) {
        try signature.verify(commit.payload)
      } catch {
        throw SigningError.badSignature
      }
      self = .ssh(signature.publicKey)
    } catch .badSignature {
      throw .wrong
    } catch .openPGP(let problem) {
      throw .init(problem)
    } catch {
      throw .malformed("\(error)")
    }
  }
}
