package import Charters
package import Policies

/// One proposal from its opening to its end, or as far as it has come: who could speak, and who did.
package struct Deliberation: Hashable, Sendable {
  /// How a proposal ends; a late record is a ratification.
  package enum Ending: String, CaseIterable, Hashable, Sendable {
    case ratified, declined, withdrawn, lapsed

    /// Somebody decided it; a withdrawn one was taken back, and of a lapsed one nobody decided.
    package var isDecided: Bool { self == .ratified || self == .declined }
  }

  /// One signed word.
  package struct Voice: Hashable, Sendable {
    package let member: Handle
    /// The member for whom a deputy speaks.
    package let principal: Handle?
    package let decision: Decision
    package let date: Timestamp

    package init(
      _ member: Handle, _ decision: Decision, on date: Timestamp, for principal: Handle? = nil
    ) {
      self.member = member
      self.decision = decision
      self.date = date
      self.principal = principal
    }
  }

  /// A member's first objection to the proposal, and what became of it.
  package struct Objection: Hashable, Sendable {
    package enum Fate: String, CaseIterable, Hashable, Sendable {
      /// The words changed after it, and it no longer stands.
      case changed
      /// It still stood when the change became official.
      case overruled
      /// The objector took it back, and the words had not changed.
      case retracted
      /// The proposal ended without becoming official.
      case upheld
      /// The proposal has not ended.
      case open
    }

    package let member: Handle
    package let date: Timestamp
    package let fate: Fate

    package init(_ member: Handle, on date: Timestamp, _ fate: Fate) {
      self.member = member
      self.date = date
      self.fate = fate
    }
  }

  package let opened: Timestamp
  /// Nil while it is open, as `ending` is.
  package let ended: Timestamp?
  package let ending: Ending?
  package let proposers: [Handle]
  /// By the roster that it was judged by: that of the day of its end, for an open one the present.
  package let electorate: Electorate
  /// Verified words only, oldest first.
  package let voices: [Voice]
  /// Members whose approval counted for what became official, each once.
  package let deciders: Set<Handle>
  package let objections: [Objection]
  /// Who holds the domain of every charter that it changes; nil where some charter has no holder.
  package let holders: Set<Handle>?

  package init(
    opened: Timestamp, ended: Timestamp? = nil, _ ending: Ending? = nil, by proposers: [Handle],
    electorate: Electorate, voices: [Voice] = [], deciders: Set<Handle> = [],
    objections: [Objection] = [], holders: Set<Handle>? = nil
  ) {
    self.opened = opened
    self.ended = ended
    self.ending = ending
    self.proposers = proposers
    self.electorate = electorate
    self.voices = voices
    self.deciders = deciders
    self.objections = objections
    self.holders = holders
  }

  // MARK: Who was heard

  /// Active members who were asked: the proposers have spoken by proposing.
  package var eligible: Set<Handle> { electorate.active.subtracting(proposers) }

  /// Of those who were asked, whoever said anything, a deputy's principal too.
  package var responders: Set<Handle> {
    let said = voices.filter { $0.decision != .ask }
    return Set(said.map(\.member) + said.compactMap(\.principal))
      .intersection(electorate.active).subtracting(proposers)
  }

  /// Of those who were asked, whoever approved, objected or abstained.
  package var explicit: Set<Handle> {
    let said = voices.filter { [.approve, .object, .abstain].contains($0.decision) }
    return Set(said.map(\.member) + said.compactMap(\.principal))
      .intersection(electorate.active).subtracting(proposers)
  }

  /// How many were asked, without a set of them.
  var eligibleCount: Int {
    electorate.active.count - Set(proposers).intersection(electorate.active).count
  }

  /// When somebody else answered first.
  package var answered: Timestamp? {
    voices.filter { $0.decision != .ask && !proposers.contains($0.member) }.map(\.date).min()
  }

  /// Only holders of the domain decided.
  package var isByHolders: Bool {
    guard let holders, !deciders.isEmpty else { return false }
    return deciders.isSubset(of: holders)
  }

  /// No one team has every decider who is in a team; nil where none of them is in one.
  package var isAcrossTeams: Bool? {
    let teams = deciders.compactMap { electorate.teams[$0] }.filter { !$0.isEmpty }
    guard let first = teams.first else { return nil }
    return teams.dropFirst().reduce(first) { $0.intersection($1) }.isEmpty
  }
}
