import ArgumentParser
import Charters

/// When an experiment or an emergency ends: a day, or so long from now.
enum TermEnd: ExpressibleByArgument {
  case on(Day)
  case after(days: Int)

  /// `2026-12-31`, `6 weeks`, `10 days`, `3 months` (30 days each).
  init?(argument: String) {
    if let day = Day(argument) {
      self = .on(day)
      return
    }
    let words = argument.lowercased().split(separator: " ")
    guard words.count == 2, let count = Int(words[0]), (1...10_000).contains(count) else {
      return nil
    }
    switch words[1] {
    case "day", "days": self = .after(days: count)
    case "week", "weeks": self = .after(days: count * 7)
    case "month", "months": self = .after(days: count * 30)
    default: return nil
    }
  }

  func day(from now: Timestamp) -> Day {
    switch self {
    case .on(let day): day
    case .after(let days): now.day.adding(days: days)
    }
  }
}
