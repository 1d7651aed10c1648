import ArgumentParser

/// How many days ahead somebody wants to look: `7d`, `2w`, `10 days`, `3 months` (30 days each).
struct LookAhead: ExpressibleByArgument, Equatable {
  let days: Int

  init(days: Int) { self.days = days }

  init?(argument: String) {
    let text = argument.lowercased().filter { $0 != " " }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), (0...10_000).contains(count) else { return nil }
    switch text.dropFirst(digits.count) {
    case "d", "day", "days": days = count
    case "w", "week", "weeks": days = count * 7
    case "m", "month", "months": days = count * 30
    default: return nil
    }
  }

  var defaultValueDescription: String { "\(days)d" }
}
