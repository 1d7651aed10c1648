import ArgumentParser

/// A moment given with `--now`: seconds since 1970, UTC.
struct Moment: ExpressibleByArgument, Hashable, Sendable {
  let seconds: Int64

  /// Reads `@1790000000`, `2026-11-24` (its beginning) or `2026-11-24T09:10:00Z`.
  init?(argument: String) {
    if argument.hasPrefix("@") {
      guard let seconds = Int64(argument.dropFirst()), seconds >= 0 else { return nil }
      self.seconds = seconds
      return
    }
    let halves = argument.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count <= 2, let days = Self.days(halves[0]) else { return nil }
    var seconds = days * 86_400
    if halves.count == 2 {
      guard let time = Self.secondsOfDay(halves[1]) else { return nil }
      seconds += time
    }
    self.seconds = seconds
  }

  private static func numbers(
    _ text: some StringProtocol, separator: Character, widths: [Int]
  ) -> [Int64]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.map(\.count) == widths else { return nil }
    let numbers = parts.compactMap { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } ? Int64(part) : nil
    }
    return numbers.count == widths.count ? numbers : nil
  }

  /// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
  private static func days(_ text: some StringProtocol) -> Int64? {
    guard let parts = numbers(text, separator: "-", widths: [4, 2, 2]) else { return nil }
    let (year, month, day) = (parts[0], parts[1], parts[2])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1970, (1...12).contains(month) else { return nil }
    guard day >= 1, day <= lengths[Int(month) - 1] else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func secondsOfDay(_ text: some StringProtocol) -> Int64? {
    guard text.hasSuffix("Z") else { return nil }
    guard let parts = numbers(text.dropLast(), separator: ":", widths: [2, 2, 2]) else {
      return nil
    }
    guard parts[0] < 24, parts[1] < 60, parts[2] < 60 else { return nil }
    return parts[0] * 3600 + parts[1] * 60 + parts[2]
  }
}
