package import Charters
package import Git
package import Policies

/// One gathered sign-off: what it says, and why it may count for nothing.
package struct SignoffReading: Sendable {
  package let commit: ObjectID
  package let message: SignoffMessage
  package let payloadID: PayloadID
  package let date: Timestamp
  /// Reasons for which it counts for nothing as an approval.
  package internal(set) var defects: [ReasonCode]
  /// Its words are this member's own: form, signature, proposal and key hold (the rules R1 to R3).
  package internal(set) var speaks: Bool
  /// As an objection it stands, whatever became of its text.
  package internal(set) var objectionStands = false
  /// The revision's tree, which is what was signed.
  package let tree: ObjectID
  /// What stood in force when it was signed; nil where that is no step of this branch.
  package let baseTree: ObjectID?
  /// The fingerprint of the key that signed; nil where there is no signature to read.
  package let key: String?

  /// A member, or the member for whom a deputy signs: one voice.
  var voice: Voice { Voice(member: message.member, principal: message.principal) }

  struct Voice: Hashable {
    let member: Handle
    let principal: Handle?
  }
}

/// A commit in the gather that should be a sign-off and is not one.
package struct UnreadableSignoff: Hashable, Sendable {
  package let commit: ObjectID
  /// The member it names, where it names one.
  package let claimedMember: Handle?
  package let reason: ReasonCode
}

/// Reads the sign-offs of one proposal by the rules of form, signature, base, digest and key.
struct SignoffReader {
  let judge: BranchJudge
  let authority: BranchState
  let proposal: ProposalFacts
  /// The instant for which it is judged: a later sign-off is no approval.
  let now: Timestamp

  /// Sign-offs a member and proposal, and a proposal, may have.
  static let limitPerMember = 64
  static let limit = 10_000

  /// The readings of all candidates, in the order of their ids, and those that cannot be read.
  func read(
    _ candidates: [ObjectID], problems: inout [Problem]
  ) throws -> (readings: [SignoffReading], unreadable: [UnreadableSignoff]) {
    var readings: [SignoffReading] = []
    var unreadable: [UnreadableSignoff] = []
    var known: [PayloadID: Int] = [:]
    let tooMany = Problem(
      .tooMany,
      "At most \(Self.limitPerMember) sign-offs a member and \(Self.limit) in all may "
        + "stand on one proposal.")
    guard Set(candidates).count <= Self.limit else {
      problems.append(tooMany)
      return ([], [])
    }
    // All are read first, so that gpg is asked about them at once.
    for id in candidates { _ = try judge.commits.facts(id) }
    for id in Set(candidates).sorted() {
      let facts = try judge.commits.facts(id)
      guard let raw = facts.raw, case .signoff(let message) = facts.role else {
        unreadable.append(
          .init(
            commit: id, claimedMember: facts.claimedMember.flatMap { Handle($0) },
            reason: .notCanonical))
        continue
      }
      let payloadID = PayloadID(member: message.member.text, payload: raw.payload)
      let reading = try reading(facts, raw, message, payloadID)
      // One payload in two armors is one sign-off, and the copy that is signed speaks for it:
      // nobody silences a word by adding the same one without its signature.
      guard let index = known[payloadID] else {
        known[payloadID] = readings.count
        readings.append(reading)
        continue
      }
      if reading.speaks, !readings[index].speaks { readings[index] = reading }
    }
    readings.sort { ($0.payloadID, $0.commit) < ($1.payloadID, $1.commit) }
    let most = Dictionary(grouping: readings, by: \.message.member).values.map(\.count).max() ?? 0
    guard most <= Self.limitPerMember else {
      problems.append(tooMany)
      return ([], unreadable)
    }
    let names = Set(readings.map(\.payloadID))
    for reading in readings where reading.speaks {
      for previous in reading.message.previous where !names.contains(previous) {
        problems.append(
          Problem(
            .missingPrevious,
            "\(reading.message.member)'s earlier sign-off is missing from the "
              + "record.", commit: reading.commit))
      }
    }
    applyOneVoice(&readings)
    return (readings, unreadable)
  }

  private func reading(
    _ facts: CommitFacts, _ raw: RawCommit, _ message: SignoffMessage, _ payloadID: PayloadID
  ) throws -> SignoffReading {
    var defects: [ReasonCode] = []
    var speaks = true
    var key: String?
    func fatal(_ reason: ReasonCode) {
      defects.append(reason)
      speaks = false
    }
    if !raw.isUntouched || message.title != proposal.message.title { fatal(.notCanonical) }
    if message.repository != authority.repository { fatal(.wrongRepository) }
    if message.branch != authority.branch { fatal(.wrongBranch) }
    if message.proposal != proposal.id { fatal(.wrongProposal) }
    if raw.parents != [message.revision] { fatal(.wrongRevision) }
    if speaks, try judge.commits.facts(message.revision).graph.tree != raw.tree {
      fatal(.wrongRevision)
    }
    let basePosition = judge.history.position(message.base).flatMap {
      $0 <= authority.position ? $0 : nil
    }
    try checkKey(raw, message, basePosition, &defects, &speaks, &key)
    if !proposal.revisions.contains(message.revision) { defects.append(.wrongRevision) }
    var baseTree: ObjectID?
    if let basePosition {
      let tree = try judge.commits.facts(message.base).graph.tree
      baseTree = tree
      if speaks,
        try judge.history.newestAncestor(of: message.revision, limit: authority.position)
          != basePosition
      {
        defects.append(.unknownBase)
      }
      if try judge.governed.digest(judge.governed.changes(from: tree, to: raw.tree))
        != message.amendment
      {
        defects.append(.digestMismatch)
      }
    } else {
      defects.append(.unknownBase)
    }
    if raw.seconds > now.seconds { defects.append(.backdated) }
    if speaks, try raw.seconds < judge.earliest(after: [message.revision], in: authority) {
      defects.append(.backdated)
    }
    if message.decision == .object, message.reason == nil { defects.append(.noReason) }
    var unique: [ReasonCode] = []
    for reason in defects where !unique.contains(reason) { unique.append(reason) }
    return SignoffReading(
      commit: facts.id, message: message, payloadID: payloadID,
      date: Timestamp(seconds: raw.seconds), defects: unique, speaks: speaks, tree: raw.tree,
      baseTree: baseTree, key: key)
  }

  /// The signature verifies by a key of this member: for a voice at the base or now, for an
  /// approval at the base, now, and at every step between.
  private func checkKey(
    _ raw: RawCommit, _ message: SignoffMessage, _ base: Int?, _ defects: inout [ReasonCode],
    _ speaks: inout Bool, _ key: inout String?
  ) throws {
    let member = message.member
    let now = try judge.commits.authorship(of: raw, in: authority.rulebook)
    let then = try base.map { try judge.authorship(of: raw, at: $0) }
    let reason: ReasonCode = authority.rulebook.isMember(member) ? .unknownKey : .removed
    key = now.key ?? then?.key
    // A stolen key may have signed anything, so nothing open counts by it, not even an objection.
    let isRevoked = [now.key, then?.key].contains {
      $0.map(authority.rulebook.revoked.contains) == true
    }
    guard !isRevoked, now.isBy(member) || then?.isBy(member) == true else {
      speaks = false
      switch now {
      case .defect: defects.append(.badSignature)
      case .left(member, _): defects.append(.removed)
      default: defects.append(.unknownKey)
      }
      return
    }
    guard let base else { return }  // without a base it counts for nothing already
    let throughout =
      try now.isBy(member) && then?.isBy(member) == true
      && judge.stepPositions(after: base, through: authority.position)
        .allSatisfy { try judge.authorship(of: raw, at: $0).isBy(member) }
    if !throughout { defects.append(reason) }
  }

  /// Of one voice only the newest word counts, by what each sign-off names as previous.
  private func applyOneVoice(_ readings: inout [SignoffReading]) {
    var indexOf: [PayloadID: Int] = [:]
    for (index, reading) in readings.enumerated() { indexOf[reading.payloadID] = index }
    let voices = Dictionary(grouping: readings.indices) { readings[$0].voice }
    for (voice, members) in voices {
      let spoken = members.filter {
        readings[$0].speaks && readings[$0].message.decision.isVoice
      }
      let before = Dictionary(
        uniqueKeysWithValues: spoken.map { ($0, earlier($0, voice.member, readings, indexOf)) })
      let tips = spoken.filter { index in
        !spoken.contains { $0 != index && before[$0]?.contains(index) == true }
      }
      for index in spoken {
        judgeVoice(index, spoken: spoken, tips: tips, before: before, &readings)
      }
    }
  }

  private func judgeVoice(
    _ index: Int, spoken: [Int], tips: [Int], before: [Int: Set<Int>],
    _ readings: inout [SignoffReading]
  ) {
    let decision = readings[index].message.decision
    let later = spoken.filter { before[$0]?.contains(index) == true }
    if decision == .object {
      // In a fork every objection stands, until a later word names every tip.
      let stands = tips.count > 1 || later.isEmpty
      let isMember = authority.rulebook.isMember(readings[index].message.member)
      readings[index].objectionStands =
        stands && isMember && readings[index].message.reason != nil
      if !stands { readings[index].defects.append(.superseded) }
      return
    }
    if tips.count == 1 {
      if tips[0] != index { readings[index].defects.append(.superseded) }
      return
    }
    // Two machines went on from one word: it counts only where all that came later agrees with it.
    let common = tips.allSatisfy { before[$0]?.contains(index) == true }
    let agreed = later.allSatisfy { readings[$0].message.decision == .approve }
    if decision == .approve, !(common && agreed) { readings[index].defects.append(.forked) }
    if decision != .approve, !tips.contains(index) {
      readings[index].defects.append(.superseded)
    }
  }

  /// Every sign-off of that member behind one, through what each names as previous.
  private func earlier(
    _ index: Int, _ member: Handle, _ readings: [SignoffReading], _ indexOf: [PayloadID: Int]
  ) -> Set<Int> {
    var found: Set<Int> = []
    var stack = [index]
    while let current = stack.popLast() {
      for previous in readings[current].message.previous {
        guard let next = indexOf[previous], readings[next].message.member == member,
          found.insert(next).inserted
        else { continue }
        stack.append(next)
      }
    }
    return found
  }
}
