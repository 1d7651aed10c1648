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
    case .approved where hearing.c.undoes != nil:
      return "Next: this takes back a trial word for word; it can be made official."
    case .approved: return "Next: everything needed is here; it can be made official."
    case .lapsed:
      let closes = hearing.rules.flatMap(\.leaves).compactMap(\.wait?.closes).min()
      return "This ran out of time" + (closes.map { " on \($0.longText)" } ?? "")
        + "; the same words can be proposed again."
    case .expired:
      let end = hearing.c.expires.map { " on \($0.text)" } ?? ""
      return "The time that it asked for ended\(end); propose it again with a later end."
    case .impossible: return impossibleSentence
    default: return "A rule has too many alternatives to be judged, so nothing can land under it."
    }
  }

  private var impossibleSentence: String {
    if hearing.c.atoms.isEmpty { return "This changes no charter, so there is nothing to decide." }
    if let atom = hearing.uncovered.first {
      return hearing.c.term == .permanent
        ? "No rule says who decides about \(atom.display), so nobody can."
        : "No rule is made for an \(hearing.c.term.rawValue) in \(atom.display), so there can be none."
    }
    let failing = hearing.rules.indices.filter {
      hearing.rules[$0].state(hearing.standing($0), hearing.clock) == .impossible
    }.map { hearing.rules[$0] }
    if hearing.c.term != .permanent, let limit = failing.lazy.compactMap(\.brokenLimit).first {
      let end = hearing.c.expires.map { ", until \($0.text)," } ?? ""
      return "It would hold for too long\(end) since it must end within \(limit.text)."
    }
    let names = failing.map { "“\($0.isDefault ? "What no rule is about" : $0.name)”" }
    return "Nobody is left who may decide under \(names.joined(separator: " and "))."
  }

  func step(
    sets: [PeopleSet], needsStarter: Bool, instant: Timestamp, isSmallest: Bool, isComplete: Bool
  ) -> NextStep {
    let others = hearing.starters
    let chosen = sets.first ?? PeopleSet()
    let starter = needsStarter ? others.first.map { PeopleSet([$0]) } : nil
    var alternatives = sets
    if needsStarter, !others.isEmpty {
      alternatives = sets.flatMap { set in
        others.indexes.map { set.union(PeopleSet([$0])) }
      }
    }
    // Where no way without a wait is taken, it is counted from the first answer.
    let startsLater =
      isCounted(from: instant)
      && (needsStarter || !hearing.isMet(acting: chosen, isClockStarted: false))
    var parts = acts(sets, isComplete: isComplete)
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
      people: hearing.signers(chosen.union(starter ?? PeopleSet())),
      notBefore: startsLater || instant <= hearing.clock.now ? nil : instant,
      sentence: "Next: " + parts.joined(separator: " and ") + wait + "."
        + (isSmallest ? "" : " Fewer people might do."),
      alternatives: isComplete
        ? alternatives.map { hearing.signers($0) }.sorted { $0.lexicographicallyPrecedes($1) } : [],
      isSmallest: isSmallest)
  }

  /// Whether the wait that ends at an instant is one that has not begun.
  private func isCounted(from instant: Timestamp) -> Bool {
    let clock = hearing.clock
    guard clock.opened != nil else { return true }
    guard clock.lastContent == nil, let settle = hearing.longestWait() else { return false }
    return clock.now.adding(seconds: settle.seconds) >= instant
  }

  private func waitLength(_ before: String) -> String {
    hearing.longestWait().map { before + $0.text } ?? ""
  }

  private func waitSentence(_ instant: Timestamp, startsLater: Bool, follows: Bool) -> String {
    let then = follows ? ", then wait" : "wait"
    if startsLater { return then + waitLength(" ") + " from the first answer" }
    return instant > hearing.clock.now ? then + " until \(instant.text)" : ""
  }

  // MARK: Who does what

  /// What the people of a set have to do, at least.
  private struct Parts: Equatable {
    /// They take their objection back.
    var withdrawing = PeopleSet()
    /// They have only to say something.
    var answering = PeopleSet()
    /// Whose objection the others' approvals must overrule.
    var overruled = PeopleSet()
  }

  private func parts(_ set: PeopleSet) -> Parts {
    var silent = PeopleSet()
    for person in set.indexes {
      let more = silent.union(PeopleSet([person]))
      if isEnough(set, silent: more) { silent = more }
    }
    let objecting = hearing.tallies.reduce(into: PeopleSet()) { result, tally in
      result.formUnion(PeopleSet(tally.objections.map(\.person)))
    }
    var parts = Parts()
    parts.withdrawing = silent.intersection(objecting)
    parts.answering = silent.subtracting(objecting)
    if !isEnough(set, silent: silent, overrules: false) {
      parts.overruled = objecting.subtracting(set)
    }
    return parts
  }

  private func isEnough(_ set: PeopleSet, silent: PeopleSet, overrules: Bool = true) -> Bool {
    hearing.rules.indices.allSatisfy {
      hearing.isMet($0, acting: set, silent: silent, overrules: overrules)
    }
  }

  /// Who must do what, as parts that `and` joins.
  private func acts(_ sets: [PeopleSet], isComplete: Bool) -> [String] {
    guard let first = sets.first, !first.isEmpty else { return [] }
    let parts = sets.prefix(NextStepSearch.listed).map(self.parts)
    if parts.dropFirst().contains(where: { $0 != parts[0] }) {
      let listed = sets.prefix(3).map { set in
        acts([set], isComplete: true).joined(separator: " and ")
      }
      return [listed.joined(separator: ", or ") + (sets.count > 3 ? ", or others" : "")]
    }
    return sentences(parts[0], sets, isComplete: isComplete)
  }

  private func sentences(_ parts: Parts, _ sets: [PeopleSet], isComplete: Bool) -> [String] {
    var texts: [String] = []
    if let taking = withdrawal(parts.withdrawing) { texts.append(taking) }
    let approving = sets.map {
      $0.subtracting(parts.withdrawing).subtracting(parts.answering)
    }
    if let first = approving.first, !first.isEmpty {
      let names = hearing.names(first).joined(by: "and")
      let text =
        isComplete
        ? approvals(approving) : "\(first.count) approvals, for example by \(names)"
      let despite = hearing.people.handles(parts.overruled).map { "\($0.text)'s" }
      texts.append(
        text + (despite.isEmpty ? "" : " despite \(despite.joined(by: "and")) objection"))
    }
    if !parts.answering.isEmpty {
      let names = hearing.names(parts.answering)
      let wait = hearing.adviceWait(parts.answering).map { " and wait \($0.text)" } ?? ""
      texts.append(
        "\(names.count == 1 ? "an answer" : "answers") by \(names.joined(by: "and")) "
          + "(a comment is enough; or ask \(names.count == 1 ? "them" : "each") by name\(wait))")
    }
    return texts
  }

  private func withdrawal(_ people: PeopleSet) -> String? {
    let ending = hearing.names(people)
    guard !ending.isEmpty else { return nil }
    let (verb, which) =
      ending.count == 1 ? ("takes", "the objection") : ("take", "their objections")
    let them = ending.count == 1 ? "it" : "them"
    return "\(ending.joined(by: "and")) \(verb) back \(which) (or other words settle \(them))"
  }

  /// Sets of the same size: those in all of them by name, the others as a choice where it is free.
  private func approvals(_ sets: [PeopleSet]) -> String {
    let fixed = sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }
    let pool = sets.reduce(PeopleSet()) { $0.union($1) }.subtracting(fixed)
    let size = sets[0].count - fixed.count
    let noun = sets[0].count == 1 ? "an approval" : "approvals"
    func names(_ set: PeopleSet, _ word: String) -> String { hearing.names(set).joined(by: word) }
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
  /// Who would sign for somebody: they themselves, or of the absent the first deputy who may.
  private func signer(_ person: Int) -> Int {
    guard !people.active.contains(person) else { return person }
    let isOwnPage = rules.contains { rule in
      rule.leaves.contains { $0.deciders.own.contains(person) }
    }
    guard !isOwnPage else { return person }
    return rules.lazy.compactMap { $0.standIns.deputies[person]?.first }.first ?? person
  }

  /// Those who would sign, each once, in the order of handles.
  func signers(_ set: PeopleSet) -> [Handle] {
    people.handles(PeopleSet(set.indexes.map(signer)))
  }

  /// `bo`, and `kim for ana` where ana is away.
  func names(_ set: PeopleSet) -> [String] {
    set.indexes.map { person in
      let signer = signer(person)
      let name = people.handles[person].text
      return signer == person ? name : "\(people.handles[signer].text) for \(name)"
    }
  }

  /// The longest wait of a need for these people's advice.
  func adviceWait(_ set: PeopleSet) -> Period? {
    rules.flatMap(\.leaves).compactMap { leaf -> Period? in
      guard case .advice(_, let wait) = leaf.need.condition,
        !leaf.eligible.isDisjoint(with: set)
      else { return nil }
      return wait
    }.max { $0.seconds < $1.seconds }
  }
}

extension BoundRule {
  /// The limit that a term is too long for.
  fileprivate var brokenLimit: Period? {
    leaves.lazy.compactMap { leaf -> Period? in
      guard case .expiry(.impossible) = leaf.kind,
        case .expiresWithin(let period) = leaf.need.condition
      else { return nil }
      return period
    }.first
  }
}
