package import Charters
package import Evidence
package import Git
internal import Policies
internal import Signing

/// What is known of the commit that made a version: who signed for it, or that nobody did.
package struct Attribution: Sendable {
  package let version: FileVersion
  package let date: Timestamp
  /// The proposal's title, else the commit's subject.
  package let title: String
  package let standing: Standing
  /// The number of the step.
  package let step: Int?
  package let proposal: ProposalID?
  /// From verified sign-offs, never from what a commit says of its author.
  package let signers: [Signer]
  /// Whom git names as the author, which proves nothing; nil where there are signers.
  package let author: String?

  package enum Standing: String, Hashable, Sendable {
    /// A step that was verified.
    case verified
    /// On the protected branch, and nobody approved it.
    case unapproved
    /// Before the founding, or in a repository without one.
    case unverified
  }

  /// Somebody whose signature stands behind a step.
  package struct Signer: Hashable, Sendable {
    package let member: Handle
    /// The member in whose place a deputy signed.
    package let principal: Handle?
    /// What was signed: `approved`, `founded`, `put back`.
    package let act: Act
    /// The fingerprint of the key. It was in force when it signed: else it would not be here.
    package let key: String?
    package let keyNow: KeyStanding

    package enum Act: String, Hashable, Sendable {
      case approved, founded, restored
    }
  }

  /// What has become of a key that signed.
  package enum KeyStanding: Hashable, Sendable {
    case inForce
    /// Its owner's page lists it no more.
    case replaced
    /// Its owner has left the team.
    case ownerLeft
    /// Reported lost or stolen; the step since which it is not to be trusted.
    case reported(since: Int?)
  }
}

/// Says who signed for commits of one history.
package struct Attributions {
  private let repository: Repository
  private let steps: [ObjectID: StepReport]
  private let roster: Roster?

  /// - Parameter report: nil for a history of which nothing is verified.
  package init(_ repository: Repository, report: Report?, engine: Engine?) throws {
    self.repository = repository
    steps = Dictionary(
      (report?.steps ?? []).map { ($0.commit, $0) }, uniquingKeysWith: { first, _ in first })
    guard let report, let engine, let state = try engine.state(of: report.tip) else {
      roster = nil
      return
    }
    roster = state.rulebook.roster
  }

  package func attribution(of version: FileVersion) throws -> Attribution {
    guard let own = steps[version.commit] else {
      return try unproven(version, .unverified)
    }
    let mending = own.mendedBy.flatMap { steps[$0] }
    // Approvals of a bare change stand in the step that recorded them afterwards.
    let step = own.step == nil && mending?.outcome == .late ? mending ?? own : own
    guard step.step != nil else { return try unproven(version, .unapproved) }
    return Attribution(
      version: version, date: own.date, title: step.title, standing: .verified, step: step.step,
      proposal: step.proposal, signers: signers(of: step), author: nil)
  }

  private func unproven(
    _ version: FileVersion, _ standing: Attribution.Standing
  ) throws -> Attribution {
    let (commit, bytes) = try repository.rawCommit(version.commit)
    return Attribution(
      version: version, date: Timestamp(seconds: commit.committerSeconds), title: commit.subject,
      standing: standing, step: nil, proposal: nil, signers: [],
      author: CommitPeople(parsing: bytes).author.name)
  }

  private func signers(of step: StepReport) -> [Attribution.Signer] {
    switch step.outcome {
    case .founded, .restored:
      guard let member = step.performedBy else { return [] }
      return [
        .init(
          member: member, principal: nil, act: step.outcome == .founded ? .founded : .restored,
          key: step.key, keyNow: standing(step.key, of: member))
      ]
    default: break
    }
    let counted = Set(
      (step.assessment?.judgement?.signoffs ?? []).filter { $0.counts && $0.decision == .approve }
        .map(\.signoff))
    return (step.assessment?.signoffs ?? []).filter { counted.contains($0.payloadID.text) }
      .sorted { ($0.date, $0.payloadID) < ($1.date, $1.payloadID) }
      .map { reading in
        .init(
          member: reading.message.member, principal: reading.message.principal, act: .approved,
          key: reading.key, keyNow: standing(reading.key, of: reading.message.member))
      }
  }

  private func standing(_ key: String?, of member: Handle) -> Attribution.KeyStanding {
    guard let key, let page = roster?.members[member] else { return .ownerLeft }
    if let reported = page.revokedKeys.first(where: { $0.fingerprint == key }) {
      return .reported(since: reported.since)
    }
    if page.status == .left { return .ownerLeft }
    // A key that cannot be read signs nothing; lint says so.
    let isListed = (page.keys + page.openpgp).contains {
      (try? PublicKey($0.value))?.fingerprint == key
    }
    return isListed ? .inForce : .replaced
  }
}
