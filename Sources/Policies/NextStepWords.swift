import Charters

/// Says the next step so that somebody who does not program understands it.
struct NextStepWords {
  let hearing: Hearing
  let state: State

  init(_ hearing: Hearing, _ state: State) {
    self.hearing = hearing
    self.state = state
  }

  /// Where no act of anybody helps, or none is needed.
  func standstill() -> NextStep {
    NextStep(people: [], notBefore: nil, sentence: standstillSentence)
  }

  private var standstillSentence: String {
    switch state {
    case .approved: return "Next: everything needed is here; it can be made official."
    case .lapsed:
      let closes = hearing.rules.flatMap(\.leaves).compactMap(\.wait?.closes).min()
      return "This ran out of time" + (closes.map { " on \($0.longText)" } ?? "")
        + "; the same words can be proposed again."
    case .impossible: return impossibleSentence
    default:
      return hearing.c.term == .permanent
        ? "This version of charter cannot judge every need of the policy, so nothing can land."
        : "This version of charter cannot judge a change for a limited time, so it cannot land."
    }
  }

  private var impossibleSentence: String {
    if hearing.c.atoms.isEmpty { return "This changes no charter, so there is nothing to decide." }
    if let atom = hearing.uncovered.first {
      return "No rule says who decides about \(atom.display), so nobody can."
    }
    let names = hearing.rules.indices.filter {
      hearing.rules[$0].state(hearing.standing($0), hearing.clock) == .impossible
    }.map { "“\(hearing.rules[$0].name)”" }
    return "Nobody is left who may decide under \(names.joined(separator: " and "))."
  }

  func step(
    sets: [PeopleSet], needsStarter: Bool, instant: Timestamp, isSmallest: Bool, isComplete: Bool
  ) -> NextStep {
    let others = hearing.people.active.subtracting(hearing.proposers)
    let chosen = sets.first ?? PeopleSet()
    let starter = needsStarter ? others.first.map { PeopleSet([$0]) } : nil
    var alternatives = sets.map { hearing.people.handles($0) }
    if needsStarter, !others.isEmpty {
      alternatives = sets.flatMap { set in
        others.indexes.map { hearing.people.handles(set.union(PeopleSet([$0]))) }
      }
    }
    // Where no way without a wait is taken, it is counted from the first answer.
    let startsLater =
      hearing.clock.opened == nil
      && (needsStarter || !hearing.isMet(acting: chosen, isClockStarted: false))
    var parts = acts(sets, isSmallest: isSmallest, isComplete: isComplete)
    let wait: String
    if needsStarter, parts.isEmpty {
      parts = [
        "the wait\(waitLength(" of ")) begins when somebody else answers; a comment is enough"
      ]
      wait = ""
    } else {
      if needsStarter { parts.append("an answer by somebody else (a comment is enough)") }
      wait = waitSentence(instant, startsLater: startsLater, follows: !parts.isEmpty)
    }
    return NextStep(
      people: hearing.people.handles(chosen.union(starter ?? PeopleSet())),
      notBefore: startsLater || instant <= hearing.clock.now ? nil : instant,
      sentence: "Next: " + parts.joined(separator: " and ") + wait + ".",
      alternatives: isComplete ? alternatives.sorted { $0.lexicographicallyPrecedes($1) } : [],
      isSmallest: isSmallest)
  }

  private func waitLength(_ before: String) -> String {
    hearing.longestWait().map { before + $0.text } ?? ""
  }

  private func waitSentence(_ instant: Timestamp, startsLater: Bool, follows: Bool) -> String {
    let then = follows ? ", then wait" : "wait"
    if startsLater { return then + waitLength(" ") + " from the first answer" }
    return instant > hearing.clock.now ? then + " until \(instant.text)" : ""
  }

  /// Who must do what, as one or two parts that `and` joins.
  private func acts(_ sets: [PeopleSet], isSmallest: Bool, isComplete: Bool) -> [String] {
    guard let first = sets.first, !first.isEmpty else { return [] }
    let withdrawals = sets.map(withdrawing)
    if withdrawals.dropFirst().contains(where: { $0 != withdrawals[0] }) {
      let listed = sets.prefix(3).map { set in
        acts([set], isSmallest: true, isComplete: true).joined(separator: " and ")
      }
      return [listed.joined(separator: ", or ") + (sets.count > 3 ? ", or others" : "")]
    }
    var parts: [String] = []
    let ending = hearing.people.handles(withdrawals[0])
    if !ending.isEmpty {
      let (verb, which) =
        ending.count == 1 ? ("takes", "the objection") : ("take", "their objections")
      let them = ending.count == 1 ? "it" : "them"
      parts.append("\(ending.joinedNames) \(verb) back \(which) (or other words settle \(them))")
    }
    let approving = sets.map { $0.subtracting(withdrawals[0]) }
    if let first = approving.first, !first.isEmpty {
      parts.append(
        isComplete
          ? approvals(approving)
          : "\(first.count) approvals, for example by \(hearing.people.handles(first).joinedNames)")
    }
    return parts
  }

  /// Those of the set who need only take an objection back; the others approve, which ends an
  /// objection too.
  private func withdrawing(_ set: PeopleSet) -> PeopleSet {
    var withdrawing = PeopleSet()
    for person in set.intersection(hearing.ballots.objecting).indexes {
      let more = withdrawing.union(PeopleSet([person]))
      let isEnough = hearing.rules.indices.allSatisfy { rule in
        hearing.isMet(rule, acting: set, withdrawingOnly: more)
      }
      if isEnough { withdrawing = more }
    }
    return withdrawing
  }

  /// Sets of the same size: those in all of them by name, the others as a choice where it is free.
  private func approvals(_ sets: [PeopleSet]) -> String {
    let handles = hearing.people.handles
    let fixed = sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }
    let pool = sets.reduce(PeopleSet()) { $0.union($1) }.subtracting(fixed)
    let size = sets[0].count - fixed.count
    let noun = sets[0].count == 1 ? "an approval" : "approvals"
    func names(_ set: PeopleSet, _ word: String) -> String {
      set.indexes.map { handles[$0] }.names(joinedBy: word)
    }
    guard size > 0 else { return "\(noun) by \(names(fixed, "and"))" }
    let isFree = binomial(pool.count, size, limit: sets.count) == sets.count
    guard isFree else {
      let listed = sets.prefix(3).map { names($0, "and") }.joined(separator: ", or by ")
      return "\(noun) by \(listed)" + (sets.count > 3 ? ", or by others" : "")
    }
    let choice = size == 1 ? names(pool, "or") : "\(size) of \(names(pool, "and"))"
    if fixed.isEmpty { return "\(noun) by \(choice)" }
    return "\(noun) by \(names(fixed, "and")) and by \(choice)"
  }
}

extension Hearing {
  /// As if the set acted, but some of it only took an objection back.
  func isMet(_ rule: Int, acting: PeopleSet, withdrawingOnly silent: PeopleSet) -> Bool {
    var standing = standing(rule)
    standing.approved.formUnion(acting.subtracting(silent))
    standing.objecting = standing.objecting.subtracting(acting)
    standing.isClockStarted = true
    return rules[rule].state(standing, clock) <= .waitingTime
  }
}
