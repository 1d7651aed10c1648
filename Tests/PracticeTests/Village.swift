import Charters
import Practice
import Testing

/// A few charters written by hand, looked at on a day.
struct Village {
  var pages: [(path: String, fields: String)] = []
  var today = "2026-11-24"
  var policyReview: Review?
  var lastSeen: [String: String] = [:]

  static func path(_ text: String) throws -> CharterPath {
    try CharterPath("Charters/" + text)
  }

  var charters: [CharterText] {
    get throws {
      try pages.map { path, fields in
        try CharterText(
          path: Self.path(path), bytes: Array("---\n\(fields)---\n# T\n".utf8))
      }
    }
  }

  var circle: CircleInForce {
    get throws {
      let charters = try charters
      var days: [CharterPath: Day] = [:]
      for (path, day) in lastSeen { days[try Self.path(path)] = Day(day) }
      return CircleInForce(
        charters, roster: Roster.read(charters).roster,
        at: try #require(Timestamp(today + "T12:00:00Z")), policyReview: policyReview,
        lastSeen: days)
    }
  }
}
