package import Charters

/// A stretch of time in UTC, both ends included.
package struct PulseWindow: Hashable, Sendable {
  package let from: Timestamp
  package let until: Timestamp
  /// `2026 Q3`; nil for one that is no part of a calendar.
  package let name: String?

  package init(from: Timestamp, until: Timestamp, name: String? = nil) {
    self.from = from
    self.until = until
    self.name = name
  }

  package func contains(_ moment: Timestamp) -> Bool { from <= moment && moment <= until }

  /// How it is cut.
  package enum Step: String, CaseIterable, Sendable {
    case month, quarter, year

    var months: Int {
      switch self {
      case .month: 1
      case .quarter: 3
      case .year: 12
      }
    }
  }

  /// The most windows that ``cut(by:)`` makes.
  package static let limit = 400

  /// The calendar's months, quarters or years that it touches, the first and the last cut to it.
  ///
  /// Only the last ``limit`` of them.
  package func cut(by step: Step) -> [PulseWindow] {
    guard from <= until else { return [] }
    var windows: [PulseWindow] = []
    let (first, last) = (from.day, until.day)
    var month = (first.month - 1) / step.months * step.months + 1
    var year = first.year
    while (year, month) <= (last.year, last.month) {
      let next = month + step.months > 12 ? (year + 1, 1) : (year, month + step.months)
      if let start = Self.first(year, month), let end = Self.first(next.0, next.1) {
        windows.append(
          PulseWindow(
            from: max(from, start.start), until: min(until, end.start.adding(seconds: -1)),
            name: Self.name(year, month, step)))
      }
      (year, month) = next
    }
    return Array(windows.suffix(Self.limit))
  }

  private static func first(_ year: Int, _ month: Int) -> Day? {
    Day("\(year)-\(month < 10 ? "0" : "")\(month)-01")
  }

  private static func name(_ year: Int, _ month: Int, _ step: Step) -> String {
    switch step {
    case .month: "\(year)-\(month < 10 ? "0" : "")\(month)"
    case .quarter: "\(year) Q\((month - 1) / 3 + 1)"
    case .year: "\(year)"
    }
  }
}
