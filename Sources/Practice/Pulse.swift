internal import Charters
internal import Policies

/// Is leadership really distributed?  Figures over the verified decisions of a window.
///
/// Nothing here is a score.  Who said something is read off signatures, never off authorship: one
/// person may write the text that many agree to.
package struct Pulse: Sendable {
  package let window: PulseWindow
  package let figures: [PulseMeasure: Figure]

  /// Members for less than this are newcomers, in seconds.
  package static let newcomer: Int64 = 180 * 86_400
  /// Where tenures are told apart, in seconds.
  static let tenures: (settled: Int64, long: Int64) = (365 * 86_400, 1_095 * 86_400)

  package init(_ record: PulseRecord, in window: PulseWindow) {
    self.window = window
    let count = PulseCount(record, window)
    var figures: [PulseMeasure: Figure] = [:]
    figures.merge(count.hearing, uniquingKeysWith: { $1 })
    figures.merge(count.deciding, uniquingKeysWith: { $1 })
    figures.merge(count.proposing, uniquingKeysWith: { $1 })
    figures.merge(count.waiting, uniquingKeysWith: { $1 })
    figures.merge(count.objecting, uniquingKeysWith: { $1 })
    figures.merge(count.growing, uniquingKeysWith: { $1 })
    self.figures = figures
  }
}

/// The counting behind a pulse.
struct PulseCount {
  let record: PulseRecord
  let window: PulseWindow
  /// Ended in the window.
  let ended: [Deliberation]
  /// Opened in the window.
  let opened: [Deliberation]

  init(_ record: PulseRecord, _ window: PulseWindow) {
    self.record = record
    self.window = window
    ended = record.deliberations.filter { $0.ended.map(window.contains) ?? false }
    opened = record.deliberations.filter { window.contains($0.opened) }
  }

  private var official: [Deliberation] {
    ended.filter { $0.ending == .ratified && !$0.deciders.isEmpty }
  }

  // MARK: Who is heard

  var hearing: [PulseMeasure: Figure] {
    let asked = ended.filter { $0.eligibleCount > 0 }
    func mean(_ share: (Deliberation) -> Int) -> Figure {
      let sum = asked.reduce(0.0) { $0 + Double(share($1)) / Double($1.eligibleCount) }
      return Figure(asked.isEmpty ? nil : sum / Double(asked.count), n: asked.count)
    }
    let active = record.electorate(at: window.until).active
    let heard = heard
    func voices(_ members: Set<Handle>) -> Figure {
      Figure(Part(members.intersection(heard).count, of: members.count))
    }
    func tenure(_ range: Range<Int64>) -> Set<Handle> {
      active.filter { member in
        let joined = record.joined[member] ?? window.until
        return range.contains(window.until.seconds - joined.seconds)
      }
    }
    let (settled, long) = Pulse.tenures
    return [
      .decisions: Figure(count: ended.count),
      .participation: mean { $0.responders.count },
      .explicit: mean { $0.explicit.count },
      .silence: mean { $0.eligibleCount - $0.responders.count },
      .voice: voices(active),
      .voiceNew: voices(tenure(.min..<settled)),
      .voiceSettled: voices(tenure(settled..<long)),
      .voiceLong: voices(tenure(long..<(.max))),
    ]
  }

  /// Whoever proposed or signed a word in the window.
  private var heard: Set<Handle> {
    var heard = Set(opened.flatMap(\.proposers))
    for deliberation in record.deliberations {
      guard deliberation.opened <= window.until,
        deliberation.ended.map({ $0 >= window.from }) ?? true
      else { continue }
      for voice in deliberation.voices where window.contains(voice.date) {
        heard.insert(voice.member)
      }
    }
    return heard
  }

  // MARK: Who decides

  var deciding: [PulseMeasure: Figure] {
    var acts: [Handle: Int] = [:]
    for deliberation in official {
      for member in deliberation.deciders { acts[member, default: 0] += 1 }
    }
    let total = acts.values.reduce(0, +)
    var could = Set(acts.keys)
    var last: Set<Handle>?
    // Most decisions are by the same people as the one before.
    for deliberation in ended where deliberation.electorate.active != last {
      could.formUnion(deliberation.electorate.active)
      last = deliberation.electorate.active
    }
    let shares = Concentration(acts.values)
    let inTeams = official.compactMap(\.isAcrossTeams)
    return [
      .herfindahl: Figure(shares.herfindahl, n: total),
      .effectiveDeciders: Figure(shares.effectiveNumber, n: total),
      .gini: Figure(Concentration(could.map { acts[$0] ?? 0 }).gini, n: could.count),
      .autonomy: Figure(Part(official.count(where: \.isByHolders), of: official.count)),
      .acrossTeams: Figure(Part(inTeams.count { $0 }, of: inTeams.count)),
    ]
  }

  // MARK: Who proposes

  var proposing: [PulseMeasure: Figure] {
    var acts: [Handle: Int] = [:]
    for deliberation in opened {
      for member in Set(deliberation.proposers) { acts[member, default: 0] += 1 }
    }
    let active = record.electorate(at: window.until).active
    let newcomers = opened.count { deliberation in
      deliberation.proposers.contains { member in
        guard let joined = record.joined[member] else { return false }
        return deliberation.opened.seconds - joined.seconds < Pulse.newcomer
      }
    }
    return [
      .proposals: Figure(count: opened.count),
      .effectiveProposers: Figure(
        Concentration(acts.values).effectiveNumber, n: opened.count),
      .proposingMembers: Figure(
        Part(active.count { acts[$0] != nil }, of: active.count)),
      .newcomerProposals: Figure(Part(newcomers, of: opened.count)),
    ]
  }

  // MARK: How long it takes

  var waiting: [PulseMeasure: Figure] {
    var (responses, decisions) = (WaitingTimes(), WaitingTimes())
    for deliberation in opened {
      let seen = min(deliberation.ended ?? window.until, window.until)
      let answered = deliberation.answered.flatMap { $0 <= seen ? $0 : nil }
      responses.add(
        (answered ?? seen).seconds - deliberation.opened.seconds, hasEnded: answered != nil)
      let isDecided =
        deliberation.ending?.isDecided ?? false
        && deliberation.ended.map { $0 <= window.until } ?? false
      decisions.add(seen.seconds - deliberation.opened.seconds, hasEnded: isDecided)
    }
    func days(_ times: WaitingTimes, _ share: Double) -> Figure {
      Figure(
        times.quantile(share).map { Double($0) / 86_400 }, n: times.count,
        waiting: times.waitingCount)
    }
    let open = record.deliberations.count { deliberation in
      deliberation.opened <= window.until
        && deliberation.ended.map { $0 > window.until } ?? true
    }
    return [
      .responseMedian: days(responses, 0.5), .responseLong: days(responses, 0.9),
      .decisionMedian: days(decisions, 0.5), .decisionLong: days(decisions, 0.9),
      .open: Figure(count: open),
    ]
  }

  // MARK: Objections

  var objecting: [PulseMeasure: Figure] {
    var fates: [Deliberation.Objection.Fate: Int] = [:]
    for deliberation in record.deliberations {
      let hasEnded = deliberation.ended.map { $0 <= window.until } ?? false
      for objection in deliberation.objections where window.contains(objection.date) {
        fates[hasEnded ? objection.fate : .open, default: 0] += 1
      }
    }
    let raised = fates.values.reduce(0, +)
    func share(_ fate: Deliberation.Objection.Fate) -> Figure {
      Figure(Part(fates[fate] ?? 0, of: raised))
    }
    let objected = ended.count { !$0.objections.isEmpty }
    return [
      .objections: Figure(count: raised),
      .objectedDecisions: Figure(Part(objected, of: ended.count)),
      .objectionsChanged: share(.changed), .objectionsOverruled: share(.overruled),
      .objectionsRetracted: share(.retracted), .objectionsUpheld: share(.upheld),
    ]
  }

  // MARK: Growing

  var growing: [PulseMeasure: Figure] {
    let snapshot = record.snapshots[window.until] ?? PracticeSnapshot()
    return [
      .coachedMembers: Figure(snapshot.coachedMembers),
      .coachedRoles: Figure(snapshot.coachedRoles),
      .succession: Figure(snapshot.deputisedRoles),
      .overdueReviews: Figure(snapshot.overdueReviews),
      .lessons: Figure(snapshot.lessons),
      .reaching: Figure(snapshot.reaching),
      .acknowledged: Figure(snapshot.acknowledged),
    ]
  }
}
