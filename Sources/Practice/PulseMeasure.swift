/// One figure about how leadership is shared.
package enum PulseMeasure: String, CaseIterable, Hashable, Sendable {
  case decisions
  case participation
  case explicit
  case silence
  case voice
  case voiceNew = "voice-under-1-year"
  case voiceSettled = "voice-1-to-3-years"
  case voiceLong = "voice-over-3-years"
  case herfindahl
  case effectiveDeciders = "effective-deciders"
  case gini
  case autonomy
  case acrossTeams = "across-teams"
  case proposals
  case effectiveProposers = "effective-proposers"
  case proposingMembers = "proposing-members"
  case newcomerProposals = "newcomer-proposals"
  case responseMedian = "response-p50"
  case responseLong = "response-p90"
  case decisionMedian = "decision-p50"
  case decisionLong = "decision-p90"
  case open
  case objections
  case objectedDecisions = "objected-decisions"
  case objectionsChanged = "objections-changed"
  case objectionsOverruled = "objections-overruled"
  case objectionsRetracted = "objections-retracted"
  case objectionsUpheld = "objections-upheld"
  case coachedMembers = "coached-members"
  case coachedRoles = "coached-roles"
  case succession
  case overdueReviews = "overdue-reviews"
  case lessons
  case reaching
  case acknowledged

  package enum Unit: String, Sendable {
    /// Between 0 and 1.
    case share
    /// So many; never n/a.
    case count
    /// A number with a fraction.
    case number
    case days
  }

  package enum Topic: String, CaseIterable, Sendable {
    case voice = "Who is heard"
    case deciding = "Who decides"
    case proposing = "Who proposes"
    case time = "How long it takes"
    case objecting = "Objections"
    case growing = "Growing"
  }

  package var unit: Unit {
    switch self {
    case .decisions, .proposals, .open, .objections: .count
    case .herfindahl, .effectiveDeciders, .gini, .effectiveProposers: .number
    case .responseMedian, .responseLong, .decisionMedian, .decisionLong: .days
    default: .share
    }
  }

  package var topic: Topic {
    switch self {
    case .decisions, .participation, .explicit, .silence, .voice, .voiceNew, .voiceSettled,
      .voiceLong:
      .voice
    case .herfindahl, .effectiveDeciders, .gini, .autonomy, .acrossTeams: .deciding
    case .proposals, .effectiveProposers, .proposingMembers, .newcomerProposals: .proposing
    case .responseMedian, .responseLong, .decisionMedian, .decisionLong, .open: .time
    case .objections, .objectedDecisions, .objectionsChanged, .objectionsOverruled,
      .objectionsRetracted, .objectionsUpheld:
      .objecting
    case .coachedMembers, .coachedRoles, .succession, .overdueReviews, .lessons, .reaching,
      .acknowledged:
      .growing
    }
  }
}

/// A figure with the number of cases behind it.
package struct Figure: Hashable, Sendable {
  /// Why there is no value.
  package enum Absence: String, Sendable {
    /// Fewer than three cases mean nothing.
    case few
    /// Too many are still waiting to say how long it takes.
    case waiting
  }

  package let value: Double?
  /// How many cases it rests on.
  package let n: Int
  /// Of these, how many were still waiting; nil where nothing waits.
  package let waiting: Int?
  package let absence: Absence?

  /// Below this many cases a figure is not given.
  package static let leastCases = 3

  /// A figure that is given from three cases on.
  init(_ value: Double?, n: Int, waiting: Int? = nil) {
    let isEnough = n >= Self.leastCases
    self.value = isEnough ? value : nil
    self.n = n
    self.waiting = waiting
    absence = !isEnough ? .few : value == nil ? (waiting == nil ? .few : .waiting) : nil
  }

  /// Where nothing was counted.
  package static let missing = Figure(nil, n: 0)

  /// A plain count.
  init(count: Int) {
    value = Double(count)
    n = count
    waiting = nil
    absence = nil
  }

  package init(_ part: Part) {
    self.init(part.whole > 0 ? Double(part.count) / Double(part.whole) : nil, n: part.whole)
  }
}
