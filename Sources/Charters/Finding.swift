/// Something that is wrong, or could be better, at one place of one file.
///
/// `code` is stable, lower case with hyphens, for scripts; `message` is for people.
package struct Finding: Hashable, Sendable, Comparable, CustomStringConvertible {
  package enum Level: String, Sendable, Comparable, CaseIterable {
    /// Breaks a rule: refused, or no valid roster.
    case error
    /// Is most likely a mistake.
    case warning
    /// Could be better; never fails a check.
    case advice

    /// The graver level first.
    package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// From the repository's root, `Charters/roles/secretary.md`; empty for text that is in no file.
  package let path: String
  /// From 1; 0 where the finding is about the file and not a place in it.
  package let line: Int
  /// From 1, in Unicode scalars; 0 where there is none.
  package let column: Int
  package let code: String
  package let level: Level
  package let message: String
  package let hint: String?

  package init(
    path: String, line: Int = 0, column: Int = 0, code: String, level: Level = .error,
    message: String, hint: String? = nil
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.code = code
    self.level = level
    self.message = message
    self.hint = hint
  }

  /// `Charters/roles/x.md:3:1: error: message [code]`, parts that are unknown left out.
  package var description: String {
    var place = path.isEmpty ? [] : [path]
    if line > 0 { place.append("\(line)") }
    if line > 0, column > 0 { place.append("\(column)") }
    return (place.isEmpty ? "" : "\(place.joined(separator: ":")): ")
      + "\(level.rawValue): \(message) [\(code)]"
  }

  /// By place, then by level and code.
  package static func < (left: Finding, right: Finding) -> Bool {
    if left.path != right.path { return left.path < right.path }
    if (left.line, left.column) != (right.line, right.column) {
      return (left.line, left.column) < (right.line, right.column)
    }
    if left.level != right.level { return left.level < right.level }
    return (left.code, left.message) < (right.code, right.message)
  }
}
