/// Who did something and when, as in a commit's `author` and `committer` lines.
package struct Signature: Hashable, Sendable {
  package let name: String
  package let email: String
  /// Since 1970.
  package let seconds: Int64
  /// East of Greenwich.
  package let offsetMinutes: Int

  package init(name: String, email: String, seconds: Int64, offsetMinutes: Int) {
    self.name = name
    self.email = email
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }

  /// As in a commit header: `Ana <ana@example.org> 1790000000 +0200`.
  package var headerText: String {
    let minutes = abs(offsetMinutes)
    let digits = String(minutes / 60 * 100 + minutes % 60)
    let sign = offsetMinutes < 0 ? "-" : "+"
    let padding = String(repeating: "0", count: max(0, 4 - digits.count))
    return "\(name) <\(email)> \(seconds) \(sign)\(padding)\(digits)"
  }
}
