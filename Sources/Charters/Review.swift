/// When a charter is to be looked at again: `every 6 months`, or a date.
package enum Review: Hashable, Sendable {
  package enum Unit: String, Sendable, CaseIterable {
    case day
    case week
    case month
    case year
  }

  case on(Day)
  case every(Int, Unit)

  /// Reads `every month`, `every 2 weeks` and `2026-11-24`; the number is 1 to 999.
  package init?(_ text: some StringProtocol) {
    if let day = Day(text) {
      self = .on(day)
      return
    }
    let words = String(text).split(separator: " ").map(String.init)
    guard words.count == 2 || words.count == 3, words[0] == "every", let last = words.last else {
      return nil
    }
    guard
      let unit = Unit.allCases.first(where: { last == $0.rawValue || last == $0.rawValue + "s" })
    else { return nil }
    if words.count == 2 {
      self = .every(1, unit)
    } else {
      let isNumber = words[1].utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
      guard isNumber, let count = Int(words[1]), (1...999).contains(count) else { return nil }
      self = .every(count, unit)
    }
  }

  /// `every 6 months`, or the date.
  package var text: String {
    switch self {
    case .on(let day): day.text
    case .every(1, let unit): "every \(unit.rawValue)"
    case .every(let count, let unit): "every \(count) \(unit.rawValue)s"
    }
  }

  /// The day on which a review falls due after a last one; months and years keep the day of the
  /// month where it exists and take the month's last day otherwise.
  package func due(after last: Day) -> Day {
    switch self {
    case .on(let day): day
    case .every(let count, .day): last.adding(days: count)
    case .every(let count, .week): last.adding(days: 7 * count)
    case .every(let count, .month): last.adding(months: count)
    case .every(let count, .year): last.adding(months: 12 * count)
    }
  }
}

extension Review {
  /// The day on which it falls due for a charter that was last changed or looked at on a day; nil
  /// where a date has been kept, or an interval has nothing to begin with.
  package func due(lastSeen: Day?) -> Day? {
    switch self {
    case .on(let day): lastSeen.map { $0 < day } ?? true ? day : nil
    case .every: lastSeen.map { due(after: $0) }
    }
  }
}

extension CharterText {
  /// When it is to be looked at again; nil where it does not say, or nothing that can be read.
  package var review: Review? { frontMatter?.scalar("review").flatMap { Review($0.value) } }
}
