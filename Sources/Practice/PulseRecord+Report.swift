package import Charters
package import Evidence
internal import Git
internal import History
internal import Policies

extension PulseRecord {
  /// Reads what a branch proves, and the proposals that are open on it.
  ///
  /// - Parameters:
  ///   - open: open proposals, judged now.
  ///   - moments: for which moments the charters are read.
  package init(
    _ report: Report, _ engine: Engine, open: [Assessment], at moments: some Sequence<Timestamp>
  ) throws {
    var reader = PulseReader(engine)
    for entry in report.current { try reader.add(entry) }
    for assessment in open { reader.add(assessment, ended: nil, nil) }
    var snapshots: [Timestamp: PracticeSnapshot] = [:]
    for moment in Set(moments) {
      guard let step = report.step(inForceAt: moment) else { continue }
      snapshots[moment] = try PracticeReader(engine, report, step, at: moment).snapshot()
    }
    self.init(
      deliberations: reader.deliberations, ownPages: reader.ownPages, joined: reader.joined,
      electorates: reader.electorates, snapshots: snapshots)
  }
}

/// Goes through the steps of a branch from its founding on.
private struct PulseReader {
  private let engine: Engine
  private(set) var deliberations: [Deliberation] = []
  private(set) var ownPages = 0
  private(set) var joined: [Handle: Timestamp] = [:]
  private(set) var electorates: [(from: Timestamp, electorate: Electorate)] = []
  private var roster = Roster()
  private var domains = Domains(Roster())
  /// Whether a page of a member, team or role has changed since the roster was read.
  private var isStale = true

  init(_ engine: Engine) { self.engine = engine }

  mutating func add(_ entry: StepReport) throws {
    let people = ["members/", "teams/", "roles/"].map { CharterPath.root + "/" + $0 }
    isStale =
      isStale
      || entry.changes.contains { change in people.contains { change.pathText.hasPrefix($0) } }
    guard entry.step != nil else { return }
    if let assessment = entry.assessment, let ending = Deliberation.Ending(entry.outcome) {
      add(assessment, ended: entry.date, ending)
    }
    guard isStale else { return }
    isStale = false
    roster = try engine.rulebook(of: engine.repository.commit(entry.commit).tree).roster
    domains = Domains(roster)
    for handle in roster.present where joined[handle] == nil {
      let since = roster.members[handle]?.since?.start
      joined[handle] = min(since ?? entry.date, entry.date)
    }
    let electorate = Electorate(roster)
    if electorate != electorates.last?.electorate {
      electorates.append((from: entry.date, electorate: electorate))
    }
  }

  mutating func add(
    _ assessment: Assessment, ended: Timestamp?, _ ending: Deliberation.Ending?
  ) {
    let proposal = assessment.proposal
    let spoken = assessment.signoffs.filter { $0.speaks && $0.date <= assessment.now }
      .sorted { ($0.date, $0.payloadID) < ($1.date, $1.payloadID) }
    let isOfficial = ending == .ratified
    let counted = assessment.judgement?.signoffs.filter { $0.counts && $0.decision == .approve }
    let deciders = isOfficial ? Set(counted?.map(\.member) ?? []) : []
    let charters = Set(assessment.atoms.map(\.charter))
    if ended != nil, charters.count == 1,
      let page = charters.first?.member, proposal.proposers == [page],
      spoken.allSatisfy({ $0.message.member == page })
    {
      ownPages += 1
      return
    }
    deliberations.append(
      Deliberation(
        opened: proposal.openingDate, ended: ended, ending, by: proposal.proposers,
        electorate: electorates.last?.electorate ?? Electorate(active: []),
        voices: spoken.map {
          .init(
            $0.message.member, $0.message.decision, on: $0.date, for: $0.message.principal)
        }, deciders: deciders,
        objections: Self.objections(assessment, spoken, ending),
        holders: holders(of: charters, at: assessment.now)))
  }

  /// Every member's first objection, and what became of the proposal's words and of it.
  private static func objections(
    _ assessment: Assessment, _ spoken: [SignoffReading], _ ending: Deliberation.Ending?
  ) -> [Deliberation.Objection] {
    var seen: Set<Handle> = []
    return spoken.filter { $0.message.decision == .object }.compactMap { first in
      let member = first.message.member
      guard seen.insert(member).inserted else { return nil }
      let own = spoken.filter { $0.message.decision == .object && $0.message.member == member }
      let stands = own.contains {
        $0.objectionStands && !assessment.mootObjections.contains($0.payloadID)
      }
      let fate: Deliberation.Objection.Fate
      switch ending {
      case nil: fate = .open
      case .ratified where stands: fate = .overruled
      case .ratified:
        let isChanged =
          assessment.proposal.lastContent > first.date
          || own.contains { assessment.mootObjections.contains($0.payloadID) }
        fate = isChanged ? .changed : .retracted
      default: fate = .upheld
      }
      return .init(member, on: first.date, fate)
    }
  }

  /// Whoever holds the domain of every one of the charters; nil where one has no holder.
  ///
  /// A role's page is its own; other charters are looked after by the roles whose `domains:` name
  /// them, else by the lead of their team.
  private func holders(of charters: Set<CharterPath>, at moment: Timestamp) -> Set<Handle>? {
    var common: Set<Handle>?
    for charter in charters {
      let roles = charter.role.map { [$0] } ?? domains.roles(of: charter)
      var holders = Set(roles.flatMap { roster.holders(of: $0, at: moment) })
      if roles.isEmpty, let lead = charter.team.flatMap({ roster.teams[$0]?.lead }) {
        holders = [lead]
      }
      common = common.map { $0.intersection(holders) } ?? holders
    }
    return common.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Deliberation.Ending {
  /// Nil for steps that end no proposal.
  init?(_ outcome: StepReport.Outcome) {
    switch outcome {
    case .ratified, .late: self = .ratified
    case .declined: self = .declined
    case .withdrawn: self = .withdrawn
    case .lapsed: self = .lapsed
    case .founded, .restored, .bare, .invalid, .notJudged: return nil
    }
  }
}
