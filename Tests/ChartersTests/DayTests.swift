import Charters
import Testing

@Suite("Days and moments") struct DayTests {
  @Test("only real dates, ten characters")
  func reading() {
    for good in [
      "2026-11-24", "2024-02-29", "2000-02-29", "1970-01-01", "0001-01-01", "9999-12-31",
    ] {
      #expect(Day(good)?.text == good)
    }
    let bad = [
      "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31",
      "26-01-01",
      "2026-1-1", "2026/01/01", " 2026-01-01", "2026-01-01 ", "2026-01-0x", "+026-01-01", "",
      "２０２６-01-01",
    ]
    for bad in bad { #expect(Day(bad) == nil, "\(bad)") }
  }

  @Test("counts days as calendars do, there and back")
  func counting() {
    #expect(Day("1970-01-01")?.daysSinceEpoch == 0)
    #expect(Day("2000-03-01")?.daysSinceEpoch == 11_017)
    #expect(Day("1969-12-31")?.daysSinceEpoch == -1)
    var last = Day(daysSinceEpoch: -800_000)
    for days in stride(from: -799_999, through: 800_000, by: 1) {
      let day = Day(daysSinceEpoch: days)
      guard day > last, day.daysSinceEpoch == days else {
        Issue.record("\(days) is \(day)")
        return
      }
      last = day
    }
  }

  @Test("moments in UTC")
  func moments() throws {
    let day = try #require(Day("2026-11-24"))
    #expect(day.start.iso8601 == "2026-11-24T00:00:00Z")
    #expect(day.end.iso8601 == "2026-11-24T23:59:59Z")
    let moment = try #require(Timestamp("2026-11-24T09:10:05Z"))
    #expect(moment.text == "24 Nov 09:10 UTC")
    #expect(moment.longText == "24 Nov 2026 09:10 UTC")
    #expect(moment.day == day)
    #expect(Timestamp(moment.iso8601) == moment)
    #expect(Timestamp(seconds: -1).iso8601 == "1969-12-31T23:59:59Z")
    #expect(Timestamp(seconds: .max).adding(seconds: 1).seconds == .max)
    #expect(Timestamp(seconds: .min).adding(seconds: -1).seconds == .min)
    _ = (Timestamp(seconds: .max).iso8601, Timestamp(seconds: .min).text)
    for bad in ["2026-11-24T09:10:05", "2026-11-24T24:00:00Z", "2026-11-24T09:60:00Z", "x"] {
      #expect(Timestamp(bad) == nil)
    }
  }

  @Test("reviews fall due after the last one")
  func reviews() throws {
    let last = try #require(Day("2026-01-31"))
    #expect(Review("every 6 months")?.due(after: last).text == "2026-07-31")
    #expect(Review("every month")?.due(after: last).text == "2026-02-28")
    #expect(Review("every 2 weeks")?.due(after: last).text == "2026-02-14")
    #expect(Review("every 10 days")?.due(after: last).text == "2026-02-10")
    #expect(Review("every 1 year")?.due(after: last).text == "2027-01-31")
    #expect(Review("2027-05-01")?.due(after: last).text == "2027-05-01")
    for bad in [
      "", "sometimes", "every", "every 0 days", "every -1 days", "every x days", "every +1 day",
    ] {
      #expect(Review(bad) == nil, "\(bad)")
    }
  }
}
