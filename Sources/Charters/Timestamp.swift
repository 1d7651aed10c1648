/// A moment: whole seconds since 1970 UTC, as git stores it.
///
/// Everything is said and compared in UTC, so that two machines never disagree.
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  /// Reads `2026-11-24T09:10:00Z`, or a bare day as its first second; nothing else.
  package init?(_ text: some StringProtocol) {
    guard let day = Day(text.prefix(10)) else { return nil }
    let rest = Array(text.utf8.dropFirst(10))
    if rest.isEmpty {
      self = day.start
      return
    }
    guard rest.count == 10 else { return nil }
    func number(at index: Int, below bound: Int64) -> Int64? {
      let digits = rest[index...(index + 1)]
      guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
        return nil
      }
      let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
      return value < bound ? value : nil
    }
    guard rest[0] == UInt8(ascii: "T"), rest[3] == UInt8(ascii: ":"), rest[6] == UInt8(ascii: ":"),
      rest[9] == UInt8(ascii: "Z"), let hour = number(at: 1, below: 24),
      let minute = number(at: 4, below: 60), let second = number(at: 7, below: 60)
    else { return nil }
    self.init(seconds: day.start.seconds + hour * 3600 + minute * 60 + second)
  }

  /// The day in UTC that it falls on.
  package var day: Day {
    Day(daysSinceEpoch: Int(seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1))
  }

  /// So many seconds later (or earlier); stops at the ends of the range instead of trapping.
  package func adding(seconds more: Int64) -> Timestamp {
    let (sum, overflow) = seconds.addingReportingOverflow(more)
    return Timestamp(seconds: overflow ? (more < 0 ? .min : .max) : sum)
  }

  /// For screens: `24 Nov 09:10 UTC`.
  package var text: String { "\(day.day) \(monthName) \(clock(seconds: false)) UTC" }

  /// For screens where the year matters: `24 Nov 2026 09:10 UTC`.
  package var longText: String {
    "\(day.day) \(monthName) \(day.year) \(clock(seconds: false)) UTC"
  }

  /// `2026-11-24T09:10:00Z`.
  package var iso8601: String { "\(day.text)T\(clock(seconds: true))Z" }

  package var description: String { iso8601 }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds < right.seconds
  }

  private var monthName: String {
    [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][day.month - 1]
  }

  private func clock(seconds withSeconds: Bool) -> String {
    let inDay = Int(((seconds % 86_400) + 86_400) % 86_400)
    let minutes = "\(padded(inDay / 3600)):\(padded(inDay / 60 % 60))"
    return withSeconds ? "\(minutes):\(padded(inDay % 60))" : minutes
  }
}
