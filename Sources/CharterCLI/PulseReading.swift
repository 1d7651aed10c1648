import Charters
import Console
import Evidence
import History
import Policies
import Practice
import Proposals

/// A pulse of this clone: the whole window, its parts, and on how few people the policy rests.
struct PulseReading {
  let organisation: String
  let report: Report
  let whole: Pulse
  let step: PulseWindow.Step
  /// Oldest first.
  let parts: [Pulse]
  let reliances: [Reliance]
  /// Nil unless somebody asked for people.
  let people: [PersonalRecord]?
  let ownPages: Int

  init(
    _ session: Session, since: String?, by step: PulseWindow.Step, showsPeople: Bool
  ) throws {
    let clone = try session.localClone()
    let report = clone.branch.report
    let founded = report.current.first?.date ?? session.now
    let from = try since.map { try session.start($0, in: clone.repository) } ?? founded
    guard from <= session.now else {
      throw Failure(
        "the window would end before it begins", facts: ["from \(from.longText)"],
        hint: "give an earlier --since", status: .usage)
    }
    let window = PulseWindow(from: max(from, founded), until: max(session.now, founded))
    let cuts = window.cut(by: step)
    let register = ProposalRegister(clone)
    let open = try register.open().compactMap {
      try register.assess($0, now: session.now).assessment
    }
    let record = try PulseRecord(
      report, clone.engine, open: open, at: [window.until] + cuts.map(\.until))
    self.step = step
    self.report = report
    organisation = clone.branch.state.organisation
    whole = Pulse(record, in: window)
    parts = cuts.map { Pulse(record, in: $0) }
    people = showsPeople ? PersonalRecord.all(record, in: window) : nil
    ownPages = record.ownPages
    let place = try PolicyPlace(clone.branch.state.tip, in: clone.repository, name: "in force")
    let listed = place.charters.map(\.path).filter { ![.member, .reflection].contains($0.kind) }
    reliances = try place.situation(at: session.now).reliances(of: listed.sorted() + [.policy])
  }

  /// The figure in every part, oldest first.
  func series(_ measure: PulseMeasure) -> [Figure] {
    parts.map { $0.figures[measure] ?? Figure.missing }
  }

  /// What few and many objections can each mean.
  static let objectionReadings =
    "Few objections can mean that people agree, or that they do not dare; many can mean that people "
    + "care, or that they quarrel. The figures cannot tell which: ask."
  /// What the figures do not show.
  static let caution =
    "None of this is a score. Spreading decisions alone has not been found to make teams better "
    + "(Mehra et al. 2006), though shared leadership goes with better teams (D'Innocenzo et al. "
    + "2016)."
}

extension Figure {
  /// `62%`, `3.2`, `1.5 days`, `4`, `n/a`, `not known yet`.
  func words(_ unit: PulseMeasure.Unit) -> String {
    guard let value else { return absence == .waiting ? "not known yet" : "n/a" }
    switch unit {
    case .share: return "\(Int((value * 100).rounded()))%"
    case .count: return "\(Int(value))"
    case .number: return Self.decimal(value, digits: 2)
    case .days: return Self.decimal(value, digits: 1) + " days"
    }
  }

  /// With so many digits, the same everywhere.
  static func decimal(_ value: Double, digits: Int) -> String {
    JSON.decimal(value, digits: digits).text
  }
}

extension PulseWindow {
  /// Both ends, in UTC.
  var words: String { "\(from.longText) to \(until.longText)" }
}

extension Reliance {
  /// `2`, `1 to 3`, `nobody can`.
  var people: String {
    guard let least else { return "nobody can" }
    guard let most else { return "\(least), or nobody" }
    return least == most ? "\(least)" : "\(least) to \(most)"
  }

  /// `2`, `more than 5`.
  var loss: String {
    switch busFactor {
    case .exactly(let number): "\(number)"
    case .moreThan(let number): "more than \(number)"
    }
  }
}
