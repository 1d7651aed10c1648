import Charters

/// People whose word counts: by their own hand, or by a deputy's.
struct Voices: Sendable, Equatable {
  var own = PeopleSet()
  /// Principals for whom a deputy spoke.
  var byDeputy = PeopleSet()

  /// Those of them who may decide on a need.
  func of(_ deciders: Deciders) -> PeopleSet {
    let own = deciders.own.intersection(own)
    return byDeputy.isEmpty ? own : own.union(deciders.eligible.intersection(byDeputy))
  }
}

/// Who may decide on a need.
struct Deciders: Sendable {
  /// Everybody who counts: those who are here, and the absent for whom a deputy stands in.
  var eligible: PeopleSet
  /// Those who may sign with their own hand.
  var own: PeopleSet

  static let nobody = Deciders(eligible: PeopleSet(), own: PeopleSet())

  /// The absent, who can only be signed for.
  var absent: PeopleSet { eligible.subtracting(own) }
}

/// Somebody's open objection, and who overrules it.
struct Objection: Sendable {
  let person: Int
  let id: String
  let isByDeputy: Bool
  /// Whose counting approval names it under Despite.
  var despite = Voices()
}

/// Who has said what, as far as it counts in one judgement of a rule.
struct Standing: Sendable {
  var approved = Voices()
  /// Who signed for whom: deputies by principal.
  var hands: [Int: Int] = [:]
  /// Deputies who sign for nobody else any more.
  var busy: Set<Int> = []
  var abstained = Voices()
  var objections: [Objection] = []
  /// Who has said anything at all.
  var spoken = PeopleSet()
  /// When each was first asked for advice by name, and by whom.
  var asked: [Int: Asked] = [:]
  /// Somebody but the proposers has answered.
  var isClockStarted = true
  /// Somebody but the authors has answered the latest words.
  var isSettling = true

  struct Asked: Sendable, Equatable {
    let at: Timestamp
    let by: Handle
  }

  var objecting: PeopleSet { PeopleSet(objections.map(\.person)) }
}

/// The instants that a judgement depends on.
struct Clock: Sendable {
  let opened: Timestamp?
  let openingDate: Timestamp
  /// Since when the latest words settle; nil where nobody else has answered them yet.
  let lastContent: Timestamp?
  let now: Timestamp

  /// When the wait is over; nil while nobody else has answered, or not the latest words.
  func ready(_ wait: Leaf.Wait) -> Timestamp? {
    opened == nil || lastContent == nil ? nil : earliest(wait)
  }

  /// When the wait is over if it starts now at the latest.
  func earliest(_ wait: Leaf.Wait) -> Timestamp {
    max(
      (opened ?? now).adding(seconds: wait.open),
      (lastContent ?? now).adding(seconds: wait.settle.seconds))
  }
}
