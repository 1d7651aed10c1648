package import Charters
package import Evidence
internal import Git
package import Signing

/// Which keys the roster lists and has listed, each with its owner and its end.
package struct KeyHistory: Sendable {
  package struct Entry: Sendable {
    package let member: Handle
    package let email: String?
    package let key: PublicKey
    /// Whether it may sign now.
    package let isInForce: Bool
    /// When it left the roster, or its owner the team; nil while it is in force.
    package let ended: Timestamp?
    /// That it was lost or stolen, by the last roster that was read.
    package let revoked: RevokedKey?
  }

  /// By member, then in the order in which they came; keys that ended last.
  package let entries: [Entry]

  /// Reads the rosters of every proven step up to a moment; nil takes all.
  package init(_ report: Report, _ engine: Engine, until moment: Timestamp? = nil) throws {
    struct Listing {
      let member: Handle
      let key: PublicKey
      var email: String?
      var ended: Timestamp?
    }
    var order: [String] = []
    var listings: [String: Listing] = [:]
    var revoked: [String: RevokedKey] = [:]
    for step in report.steps where step.step != nil {
      if let moment, step.date > moment { break }
      let roster = try engine.rulebook(of: engine.repository.commit(step.commit).tree).roster
      let reports = roster.members.values.flatMap(\.revokedKeys)
      revoked = Dictionary(reports.map { ($0.fingerprint, $0) }, uniquingKeysWith: { $1 })
      var present: Set<String> = []
      for handle in roster.members.keys.sorted() {
        guard let member = roster.members[handle], member.status != .left else { continue }
        for line in member.keys + member.openpgp {
          // A key that cannot be used signs nothing; lint and verify say so.
          guard let key = try? PublicKey(line.value) else { continue }
          let name = "\(handle) \(key.line)"
          present.insert(name)
          if listings[name] == nil { order.append(name) }
          listings[name] = Listing(member: handle, key: key, email: member.email, ended: nil)
        }
      }
      for name in order where !present.contains(name) && listings[name]?.ended == nil {
        listings[name]?.ended = step.date
      }
    }
    let found = order.compactMap { listings[$0] }.map {
      Entry(
        member: $0.member, email: $0.email, key: $0.key, isInForce: $0.ended == nil,
        ended: $0.ended, revoked: revoked[$0.key.fingerprint])
    }
    entries =
      found.filter(\.isInForce).sorted { $0.member < $1.member }
      + found.filter { !$0.isInForce }.sorted { $0.member < $1.member }
  }
}

extension KeyHistory.Entry {
  /// One line of OpenSSH's `allowed_signers` (ssh-keygen(1), ALLOWED SIGNERS); nil for a key of
  /// OpenPGP.
  ///
  /// The principal is the member's address, or the handle where the address could not stand there.
  package var allowedSigner: String? {
    guard case .ssh(let key) = key else { return nil }
    let end = ended.map { ",valid-before=\"\($0.compact)\"" } ?? ""
    return "\(principal) namespaces=\"git\"\(end) \(key.line)"
  }

  private var principal: String {
    guard let email, !email.isEmpty, email.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
      !email.contains(where: { ",*?!\"#\\".contains($0) })
    else { return member.text }
    return email
  }
}

extension Timestamp {
  /// `20260503091000Z`.
  fileprivate var compact: String { iso8601.filter { $0.isNumber || $0 == "Z" } }
}
