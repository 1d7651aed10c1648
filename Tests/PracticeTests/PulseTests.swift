import Charters
import Policies
import Practice
import Testing

/// Figures worked out by hand.
@Suite struct PulseTests {
  private static let day: Int64 = 86_400
  private static func at(_ days: Double) -> Timestamp {
    Timestamp(seconds: 1_767_225_600 + Int64(days * 86_400))  // days after 1 January 2026
  }
  private static func who(_ names: String) -> [Handle] {
    names.split(separator: " ").compactMap { Handle($0) }
  }
  private static let window = PulseWindow(from: at(0), until: at(80))
  private static let everybody = Electorate(
    active: Set(who("ana ben cy dee")),
    teams: [
      who("ana")[0]: [TeamID("core")!], who("ben")[0]: [TeamID("core")!],
      who("cy")[0]: [TeamID("post")!],
    ])

  private static func voices(_ words: String) -> [Deliberation.Voice] {
    words.split(separator: ",").compactMap { word in
      let parts = word.split(separator: " ").map(String.init)
      guard parts.count >= 3, let member = Handle(parts[0]),
        let decision = Decision(rawValue: parts[1]),
        let days = Double(parts[2])
      else { return nil }
      return .init(member, decision, on: at(days), for: parts.count > 3 ? Handle(parts[3]) : nil)
    }
  }

  /// Four members; three decisions and one that is open.
  ///
  /// 1. Ana proposes on day 0; ben approves on day 2, cy comments; official on day 4.
  /// 2. Ben proposes on day 10; ana objects on day 11, the words change, she approves on day 13, dee
  ///    abstains; official on day 14, by ana alone, who holds it.
  /// 3. Ana proposes on day 20; nobody answers; it lapses on day 60.
  /// 4. Cy proposes on day 70; dee objects on day 71; it is open on day 80.
  private static let record = PulseRecord(
    deliberations: [
      Deliberation(
        opened: at(0), ended: at(4), .ratified, by: who("ana"), electorate: everybody,
        voices: voices("ben approve 2, cy comment 3"), deciders: Set(who("ben"))),
      Deliberation(
        opened: at(10), ended: at(14), .ratified, by: who("ben"), electorate: everybody,
        voices: voices("ana object 11, ana approve 13, dee abstain 13.5"),
        deciders: Set(who("ana cy")),
        objections: [.init(who("ana")[0], on: at(11), .changed)],
        holders: Set(who("ana cy dee"))),
      Deliberation(
        opened: at(20), ended: at(60), .lapsed, by: who("ana"), electorate: everybody),
      Deliberation(
        opened: at(70), by: who("cy"), electorate: everybody, voices: voices("dee object 71"),
        objections: [.init(who("dee")[0], on: at(71), .open)]),
    ], joined: Dictionary(uniqueKeysWithValues: who("ana ben cy dee").map { ($0, at(-400)) }),
    electorates: [(from: at(-400), electorate: everybody)])

  /// Value (nil: not given) and n of every figure.
  private static let expected: [(PulseMeasure, Double?, Int)] = [
    (.decisions, 3, 3),
    // ben and cy of ben, cy, dee; ana and dee of ana, cy, dee; nobody of three.
    (.participation, (2.0 / 3 + 2.0 / 3 + 0) / 3, 3),
    (.explicit, (1.0 / 3 + 2.0 / 3 + 0) / 3, 3),
    (.silence, (1.0 / 3 + 1.0 / 3 + 1) / 3, 3),
    (.voice, 1, 4), (.voiceNew, nil, 0), (.voiceSettled, 1, 4), (.voiceLong, nil, 0),
    // One approval each by ben, ana and cy.
    (.herfindahl, 1.0 / 3, 3), (.effectiveDeciders, 3, 3),
    // 0, 1, 1, 1: 2·(2+3+4)/(4·3) − 5/4.
    (.gini, 0.25, 4),
    (.autonomy, nil, 2), (.acrossTeams, nil, 2),
    (.proposals, 4, 4),
    // Shares 2/4, 1/4, 1/4.
    (.effectiveProposers, 1 / (0.25 + 0.0625 + 0.0625), 4),
    (.proposingMembers, 0.75, 4), (.newcomerProposals, 0, 4),
    // First answers after 2, 1 and 1 days; one has waited for 40 in vain.
    (.responseMedian, 1, 4), (.responseLong, nil, 4),
    // Two took 4 days; one never came in 40, one has waited for 10.
    (.decisionMedian, 4, 4), (.decisionLong, nil, 4),
    (.open, 1, 1),
    (.objections, 2, 2), (.objectedDecisions, 1.0 / 3, 3),
    (.objectionsChanged, nil, 2), (.objectionsOverruled, nil, 2),
    (.objectionsRetracted, nil, 2), (.objectionsUpheld, nil, 2),
    (.coachedMembers, nil, 0), (.coachedRoles, nil, 0), (.succession, nil, 0),
    (.overdueReviews, nil, 0), (.lessons, nil, 0), (.reaching, nil, 0), (.acknowledged, nil, 0),
  ]

  @Test(arguments: expected) func byHand(measure: PulseMeasure, value: Double?, n: Int) throws {
    let figure = try #require(Pulse(Self.record, in: Self.window).figures[measure])
    #expect(figure.n == n)
    guard let value else {
      #expect(figure.value == nil)
      return
    }
    #expect(abs(try #require(figure.value) - value) < 1e-12)
  }

  @Test func everyMeasureIsWorkedOut() {
    #expect(Set(Self.expected.map(\.0)) == Set(PulseMeasure.allCases))
    #expect(Set(PulseMeasure.allCases.map(\.title)).count == PulseMeasure.allCases.count)
    for measure in PulseMeasure.allCases where measure.unit != .count {
      #expect(measure.formula.contains("; n: ") || measure.formula.contains("90th"), "\(measure)")
    }
  }

  @Test func whoIsWaitingIsSaid() {
    let figures = Pulse(Self.record, in: Self.window).figures
    #expect(figures[.responseLong]?.waiting == 1)
    #expect(figures[.responseLong]?.absence == .waiting)
    #expect(figures[.decisionMedian]?.waiting == 2)
    #expect(figures[.autonomy]?.absence == .few)
  }

  @Test func aWindowKnowsNothingOfWhatCameLater() {
    let early = Pulse(Self.record, in: PulseWindow(from: Self.at(0), until: Self.at(12)))
    #expect(early.figures[.decisions]?.n == 1)
    #expect(early.figures[.open]?.n == 1)
    #expect(early.figures[.objections]?.n == 1)
    #expect(early.figures[.responseMedian]?.waiting == 0)
    let late = Pulse(Self.record, in: PulseWindow(from: Self.at(12), until: Self.at(80)))
    #expect(late.figures[.objections]?.n == 1)
    #expect(late.figures[.proposals]?.n == 2)
  }

  @Test func eligibleIsWhoeverWasActiveThatDay() {
    let few = Electorate(active: Set(Self.who("ana ben")))
    let one = Deliberation(
      opened: Self.at(0), ended: Self.at(1), .ratified, by: Self.who("ana"), electorate: few,
      voices: Self.voices("ben approve 0.5, cy approve 0.6"), deciders: Set(Self.who("ben")))
    #expect(one.eligible == Set(Self.who("ben")))
    #expect(one.responders == Set(Self.who("ben")))
    #expect(one.isAcrossTeams == nil)
    // A deputy's word is heard as the principal's too, and asking is no answer.
    let away = Deliberation(
      opened: Self.at(0), by: Self.who("ana"), electorate: Self.everybody,
      voices: Self.voices("ben ask 0.2, cy approve 0.5 dee"))
    #expect(away.responders == Set(Self.who("cy dee")))
    #expect(away.answered == Self.at(0.5))
  }

  @Test func teamsAndHolders() {
    func decided(_ names: String, holders: String?) -> Deliberation {
      Deliberation(
        opened: Self.at(0), ended: Self.at(1), .ratified, by: Self.who("dee"),
        electorate: Self.everybody, deciders: Set(Self.who(names)),
        holders: holders.map { Set(Self.who($0)) })
    }
    #expect(decided("ana ben", holders: nil).isAcrossTeams == false)
    #expect(decided("ana cy", holders: nil).isAcrossTeams == true)
    #expect(decided("ana dee", holders: nil).isAcrossTeams == false)
    #expect(decided("dee", holders: nil).isAcrossTeams == nil)
    #expect(decided("ana", holders: "ana cy").isByHolders)
    #expect(!decided("ana ben", holders: "ana cy").isByHolders)
    #expect(!decided("ana", holders: nil).isByHolders)
  }

  @Test func peopleStandInTheOrderOfTheirHandles() {
    let people = PersonalRecord.all(Self.record, in: Self.window)
    #expect(people.map(\.member) == Self.who("ana ben cy dee"))
    #expect(people.map(\.proposals) == [2, 1, 1, 0])
    #expect(people.map(\.approvals) == [1, 1, 0, 0])
    #expect(people.map(\.objections) == [1, 0, 0, 1])
    #expect(people.map(\.comments) == [0, 0, 1, 0])
    #expect(people.map(\.answered.count) == [1, 1, 1, 1])
    #expect(people.map(\.answered.whole) == [1, 2, 3, 3])
  }

  @Test(arguments: [
    ([1, 1, 1, 1], 0.25, 0.0), ([4, 0, 0, 0], 1, 0.75), ([3, 1], 0.625, 0.25), ([5], 1, 0),
  ])
  func concentration(counts: [Int], herfindahl: Double, gini: Double) throws {
    let found = Concentration(counts)
    #expect(abs(try #require(found.herfindahl) - herfindahl) < 1e-12)
    #expect(abs(try #require(found.gini) - gini) < 1e-12)
    #expect(abs(try #require(found.effectiveNumber) - 1 / herfindahl) < 1e-12)
  }

  @Test func nothingIsConcentratedWhereNothingWasDone() {
    #expect(Concentration([0, 0]).herfindahl == nil)
    #expect(Concentration([]).gini == nil)
  }

  /// The example of Kaplan and Meier's method: whoever is still waiting is at risk until then.
  @Test func waiting() {
    var times = WaitingTimes()
    #expect(times.quantile(0.5) == nil)
    for seconds in [Int64(1), 3, 3, 8] { times.add(seconds, hasEnded: true) }
    for seconds in [Int64(3), 5] { times.add(seconds, hasEnded: false) }
    // 5/6 after 1, 5/6·3/5 = 1/2 after 3, 0 after 8.
    #expect(times.quantile(0.1) == 1)
    #expect(times.quantile(0.5) == 3)
    #expect(times.quantile(0.51) == 8)
    times.add(9, hasEnded: false)
    #expect(times.quantile(0.9) == nil)
  }

  @Test func windowsFollowTheCalendarInUTC() throws {
    let window = PulseWindow(
      from: try #require(Timestamp("2025-11-15T12:00:00Z")),
      until: try #require(Timestamp("2026-04-02T00:00:00Z")))
    let quarters = window.cut(by: .quarter)
    #expect(quarters.map(\.name) == ["2025 Q4", "2026 Q1", "2026 Q2"])
    #expect(quarters[0].from == window.from)
    #expect(quarters[0].until.iso8601 == "2025-12-31T23:59:59Z")
    #expect(quarters[1].from.iso8601 == "2026-01-01T00:00:00Z")
    #expect(quarters[2].until == window.until)
    #expect(window.cut(by: .month).map(\.name).first == "2025-11")
    #expect(window.cut(by: .month).count == 6)
    #expect(window.cut(by: .year).map(\.name) == ["2025", "2026"])
    #expect(PulseWindow(from: window.until, until: window.from).cut(by: .year).isEmpty)
    let ages = PulseWindow(from: Timestamp(seconds: 0), until: window.until)
    #expect(ages.cut(by: .month).count == PulseWindow.limit)
  }
}
