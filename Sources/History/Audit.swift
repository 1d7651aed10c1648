package import Charters
package import Evidence
package import Git
internal import Policies
package import Signing

/// The steps of a protected branch with all that each rests on, oldest first.
///
/// A pure function of the commits behind the tip and of what is asked for: no clock, no reference
/// and no setting decides anything in it, so that one commit always has one audit.
package struct Audit: Sendable {
  package let report: Report
  package let query: Query
  package let entries: [Entry]

  /// What is looked at; everything that is set must hold.
  package struct Query: Sendable {
    package var since: Timestamp?
    package var until: Timestamp?
    package var member: Handle?
    package var charter: CharterPath?
    /// Charters whose path begins so: of a team, or of a role.
    package var place: String?

    package init() {}
  }

  /// A key that could sign when a step was judged, and whose it is.
  package struct KeyInForce: Hashable, Sendable {
    package let member: Handle
    package let key: PublicKey
  }

  package struct Entry: Sendable {
    package let step: StepReport
    /// The number of the step that put it right.
    package let mendedIn: Int?
    package let signoffs: [SignoffLine]
    /// Commits in the record that should be sign-offs and cannot be read.
    package let unreadable: [UnreadableSignoff]
    /// Active members who could have said something and said nothing.
    package let silent: [Handle]
    /// Root trees between which its words changed; nil is one without charters.
    package let before: ObjectID?
    package let after: ObjectID
    /// False for what a proposal that was not approved would have changed.
    package let isInForce: Bool
    /// The fingerprint of the changed words.
    package let amendment: AmendmentDigest
    /// The blob of the policy by which it was judged; nil where there was none.
    package let policy: ObjectID?
    /// By member, then in the order of their pages.
    package let keys: [KeyInForce]
  }

  package init(_ report: Report, _ query: Query, _ engine: Engine) throws {
    self.report = report
    self.query = query
    var log = HistoryLog.Query()
    log.since = query.since
    log.until = query.until
    log.member = query.member
    log.trail = try query.charter.map { try CharterTrail(of: $0, in: report, engine.repository) }
    log.includesRefused = true
    entries = try HistoryLog(report, log).entries.reversed()
      .filter { query.place.map($0.step.touches) ?? true }
      .map { try Entry($0, engine) }
  }
}

extension Audit.Entry {
  fileprivate init(_ entry: HistoryLog.Entry, _ engine: Engine) throws {
    let repository = engine.repository
    step = entry.step
    mendedIn = entry.mendedIn
    signoffs = entry.signoffs
    silent = entry.silent
    unreadable = step.assessment?.unreadable ?? []
    let own = try repository.commit(step.commit).tree
    let parent = try repository.parents(of: step.commit).first.map {
      try repository.commit($0).tree
    }
    // An ending leaves every word as it was; what was decided on is what the proposal says.
    let refused = step.kind == .closing ? step.assessment?.proposal : nil
    isInForce = refused == nil
    before = refused?.baseTree ?? parent
    after = refused?.headTree ?? own
    amendment = try engine.digest(from: before, to: after)
    let ruling = step.kind == .founding ? own : step.assessment?.authority.tree ?? parent ?? own
    policy = try repository.entry(at: CharterPath.root + "/policy.yml", inTree: ruling)?.id
    keys = try Self.keys(engine.rulebook(of: ruling).roster)
  }

  private static func keys(_ roster: Roster) -> [Audit.KeyInForce] {
    roster.present.flatMap { handle -> [Audit.KeyInForce] in
      guard let member = roster.members[handle] else { return [] }
      return (member.keys + member.openpgp).compactMap { line in
        // A key that cannot be read signs nothing; lint and verify say so.
        (try? PublicKey(line.value)).map { Audit.KeyInForce(member: handle, key: $0) }
      }
    }
  }

  /// What changed, word by word.
  package func changes(_ engine: Engine) throws -> [FileComparison] {
    try TreeComparison(engine, from: before, to: after).files
  }

  /// Commits that it rests on: itself, the record of sign-offs, each version of the proposal, and
  /// each sign-off, those that count for nothing too.
  package func commits(_ engine: Engine) throws -> [ObjectID] {
    var found = [step.commit]
    if let assessment = step.assessment {
      if let record = try engine.repository.parents(of: step.commit).dropFirst().first {
        found.append(record)
      }
      found += [assessment.proposal.opening, assessment.proposal.head]
      found += assessment.proposal.revisions.sorted { $0.hex < $1.hex }
      found += assessment.signoffs.map(\.commit) + assessment.unreadable.map(\.commit)
    }
    var seen: Set<ObjectID> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// What it is called in the names of files: `step-0012`, or the beginning of the commit's id.
  package var name: String {
    guard let number = step.step else { return "commit-\(step.commit.hex.prefix(12))" }
    let digits = String(number)
    return "step-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }
}

extension StepReport {
  /// Whether it changes, or its proposal would have changed, a charter whose path begins so.
  fileprivate func touches(_ place: String) -> Bool {
    (changes + (assessment?.changes ?? [])).contains { $0.pathText.hasPrefix(place) }
  }
}
